import "./inside.css";
import { Button, SegmentedControl, Switch } from "@mantine/core";
import { IconPhotoSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { showPanel } from "../../app/areas";
import { type Subject, useInside } from "../../state/inside";
import { isActive } from "../../state/run-progress";
import { useTraining } from "../../state/training";
import { classifyAgain } from "../run/classify";
import { choose, type Mode, useChoices } from "./choices";
import { FiltersView } from "./filters-view";
import { MapsView } from "./maps-view";
import { useKernelLeaf, useLeaf } from "./use-leaf";
import { WhereView } from "./where-view";

/** How the network works on the picture in the Run panel: one layer's maps and filters, and where it looks. */
export function InsidePanel() {
  const subject = useInside((state) => state.subject);
  return <div className="bw-inside">{subject ? <Looking subject={subject} /> : <NoPicture />}</div>;
}

const MODES: readonly Mode[] = ["maps", "filters", "where"];

function Looking({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const mode = useChoices((choices) => choices.mode);
  const leaf = useLeaf();
  const kernels = useKernelLeaf();
  const isTraining = useTraining(({ run }) => isActive(run));
  const needsLayer = mode !== "where" && leaf === null;
  return (
    <>
      <div className="bw-inside-bar">
        <SegmentedControl
          size="xs"
          value={mode}
          onChange={(value) => choose({ mode: value as Mode })}
          data={MODES.map((value) => ({ value, label: t(`inside.mode.${value}`) }))}
          aria-label={t("inside.mode.label")}
        />
        {mode === "maps" && <OwnScale />}
        <Staleness />
      </div>
      {isTraining ? (
        <p className="bw-inside-hint">{t("inside.training")}</p>
      ) : needsLayer ? (
        <p className="bw-inside-hint">{t("inside.selectLayer")}</p>
      ) : mode === "maps" ? (
        <MapsView subject={subject} leaf={leaf ?? ""} />
      ) : mode === "filters" ? (
        <FiltersView subject={subject} leaf={kernels} />
      ) : (
        <WhereView subject={subject} leaf={leaf} />
      )}
    </>
  );
}

function OwnScale() {
  const { t } = useTranslation();
  const ownScale = useChoices((choices) => choices.ownScale);
  return (
    <Switch
      size="xs"
      label={t("inside.maps.ownScale")}
      checked={ownScale}
      onChange={({ currentTarget }) => choose({ ownScale: currentTarget.checked })}
    />
  );
}

function Staleness() {
  const { t } = useTranslation();
  const isStale = useInside((state) => state.isStale);
  if (!isStale) return null;
  return (
    <span className="bw-inside-stale">
      {t("inside.stale")}
      <Button size="compact-xs" variant="default" onClick={() => void classifyAgain()}>
        {t("inside.again")}
      </Button>
    </span>
  );
}

function NoPicture() {
  const { t } = useTranslation();
  return (
    <div className="bw-inside-empty">
      <p>{t("inside.noPicture")}</p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPhotoSearch size={14} aria-hidden />}
        onClick={() => showPanel("run")}
      >
        {t("inside.toRun")}
      </Button>
    </div>
  );
}
