import { Tooltip } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { type EngineStatus, useEngine } from "../state/engine";
import { useProject } from "../state/project";
import { ZoomLevel } from "./zoom-level";

/** What computes and why, what was done last, and how near the canvas is. */
export function StatusBar() {
  const { t } = useTranslation();
  const status = useEngine((state) => state.status);
  const label = useProject((state) => state.history.past.at(-1)?.label ?? "");
  const { words, reason } = describe(status, t);
  return (
    <footer className="bw-bar bw-status-bar">
      <Tooltip label={reason} disabled={reason === ""}>
        <span className="bw-engine" data-state={status.kind}>
          {words}
        </span>
      </Tooltip>
      {reason !== "" && <span className="bw-engine-reason">{reason}</span>}
      <span className="bw-spacer" />
      {label !== "" && <span className="bw-last-edit">{t("app.lastEdit", { label })}</span>}
      <span>{t("totals.convention")}</span>
      <ZoomLevel />
    </footer>
  );
}

function describe(status: EngineStatus, t: TFunction) {
  switch (status.kind) {
    case "ready": {
      const { backend, threads, reason } = status.info;
      return { words: t(`app.backend.${backend}`, { count: threads }), reason };
    }
    case "waiting":
    case "failed":
      return { words: t(`app.engine.${status.kind}`), reason: status.reason };
    default:
      return { words: t(`app.engine.${status.kind}`), reason: "" };
  }
}
