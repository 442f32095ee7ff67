import { Checkbox, SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeSettings, useSettings } from "../../state/settings";
import type { Smoothing } from "./chart-data";

const SMOOTHINGS: readonly Smoothing[] = ["none", "some", "strong"];

/** How curves are drawn, for all charts alike. */
export function ChartSettings() {
  const { t } = useTranslation();
  const smoothing = useSettings((settings) => settings.smoothing);
  const isLog = useSettings((settings) => settings.lossScale === "log");
  return (
    <div className="bw-chart-settings">
      <SegmentedControl
        size="xs"
        aria-label={t("train.chart.smoothing")}
        data={SMOOTHINGS.map((value) => ({ value, label: t(`train.chart.smoothings.${value}`) }))}
        value={smoothing}
        onChange={(next) => changeSettings({ smoothing: next })}
      />
      <Checkbox
        size="xs"
        label={t("train.chart.log")}
        checked={isLog}
        onChange={(event) => changeSettings({ lossScale: event.currentTarget.checked ? "log" : "linear" })}
      />
    </div>
  );
}
