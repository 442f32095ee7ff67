import { ActionIcon, Checkbox, Popover, SegmentedControl } from "@mantine/core";
import { IconAdjustments } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { changeSettings, useSettings } from "../../state/settings";
import type { Smoothing } from "./chart-data";

const SMOOTHINGS: readonly Smoothing[] = ["none", "some", "strong"];

/** How curves are drawn, for all charts alike; behind a button where there is no room beside other controls. */
export function ChartSettings() {
  const { t } = useTranslation();
  return (
    <>
      <div className="bw-chart-settings">
        <Controls />
      </div>
      <Popover position="bottom-start" withinPortal shadow="md">
        <Popover.Target>
          <ActionIcon
            className="bw-chart-settings-button"
            variant="default"
            size="md"
            aria-label={t("train.chart.settings")}
            title={t("train.chart.settings")}
          >
            <IconAdjustments size={15} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown className="bw-chart-settings-more">
          <Controls />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function Controls() {
  const { t } = useTranslation();
  const smoothing = useSettings((settings) => settings.smoothing);
  const isLog = useSettings((settings) => settings.lossScale === "log");
  return (
    <>
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
    </>
  );
}
