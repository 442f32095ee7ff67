import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { EngineInfo } from "../../shared/contracts/engine";
import { lastLabel } from "../../shared/graph/history";
import { type EngineStatus, useEngine } from "../state/engine";
import { useProject } from "../state/project";
import { useSettings } from "../state/settings";
import { showPanel } from "./areas";
import { executeCommand } from "./execute";
import { ZoomLevel } from "./zoom-level";

/** What computes and why, what was done last, and how near the canvas is. */
export function StatusBar() {
  const { t } = useTranslation();
  const label = useProject(({ history }) => lastLabel(history));
  return (
    <footer className="bw-bar bw-status-bar">
      <EngineLabel />
      <span className="bw-spacer" />
      {label !== "" && <span className="bw-last-edit">{t("app.lastEdit", { label })}</span>}
      <BarsLegend />
      <span>{t("totals.convention")}</span>
      <ZoomLevel />
    </footer>
  );
}

/** What the bars on the cards say; pressed, they say the next. */
function BarsLegend() {
  const { t } = useTranslation();
  const heat = useSettings((settings) => settings.heat);
  if (heat === "none") return null;
  return (
    <Tooltip label={t("totals.bars.help")} position="top">
      <button type="button" className="bw-bars-legend" onClick={() => executeCommand("view.heat")}>
        {t("totals.bars.legend", { what: t(`totals.${heat}.name`) })}
      </button>
    </Tooltip>
  );
}

/** The backend with the reason it was taken, and in the tooltip why the others were not. */
function EngineLabel() {
  const { t } = useTranslation();
  const status = useEngine((state) => state.status);
  const info = status.kind === "ready" ? status.info : null;
  const reason = reasonOf(status);
  return (
    <Tooltip label={info && <Backends info={info} />} disabled={!info} position="top-start">
      <button type="button" className="bw-engine" data-state={status.kind} onClick={() => showPanel("train")}>
        {info ? t(`app.backend.${info.backend}`) : t(`app.engine.${status.kind}`)}
        {reason !== "" && <span className="bw-engine-reason">{reason}</span>}
      </button>
    </Tooltip>
  );
}

function Backends({ info }: { readonly info: EngineInfo }) {
  const { t } = useTranslation();
  return (
    <ul className="bw-backends">
      {info.backends.map(({ id, reason }) => (
        <li key={id}>
          {t(`app.backend.${id}`)}: {reason}
        </li>
      ))}
    </ul>
  );
}

function reasonOf(status: EngineStatus): string {
  if (status.kind === "ready") return status.info.reason;
  return "reason" in status ? status.reason : "";
}
