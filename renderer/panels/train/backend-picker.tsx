import { Button, Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { BackendId, BackendInfo } from "../../../shared/contracts/engine";
import { chooseBackend, type EngineStatus, restartEngine, useEngine } from "../../state/engine";
import { isActive } from "../../state/run-progress";
import { useSettings } from "../../state/settings";
import { useTraining } from "../../state/training";

/** What computes, why, and what else could. */
export function BackendPicker() {
  const { t } = useTranslation();
  const status = useEngine((state) => state.status);
  const changing = useEngine((state) => state.changingBackend);
  const error = useEngine((state) => state.backendError);
  const chosen = useSettings((settings) => settings.backend);
  const busy = useTraining((state) => isActive(state.run));
  const backends: readonly BackendInfo[] = status.kind === "ready" ? status.info.backends : [];
  const options = [
    { value: "auto", label: t("train.engine.auto") },
    ...backends.map(({ id, available }) => {
      const name = t(`train.engine.backend.${id}`);
      return {
        value: id,
        label: available ? name : t("train.engine.unavailable", { name }),
        disabled: !available,
      };
    }),
  ];
  const reasons = new Map<string, string>(backends.map(({ id, reason }) => [id, reason]));
  return (
    <div className="bw-backend">
      <Select
        label={t("train.engine.title")}
        data={options}
        value={chosen}
        allowDeselect={false}
        disabled={backends.length === 0 || changing || busy}
        error={error === null ? null : t("train.engine.refused", { reason: error })}
        comboboxProps={{ width: 300, position: "top-start" }}
        renderOption={({ option }) => (
          <span className="bw-backend-option">
            {option.label}
            <small>{reasons.get(option.value) ?? ""}</small>
          </span>
        )}
        onChange={(id) => id && void chooseBackend(id as BackendId | "auto")}
      />
      <BackendLine status={status} changing={changing} busy={busy} />
    </div>
  );
}

interface LineProps {
  readonly status: EngineStatus;
  readonly changing: boolean;
  readonly busy: boolean;
}

function BackendLine({ status, changing, busy }: LineProps) {
  const { t } = useTranslation();
  if (status.kind === "failed" || status.kind === "waiting") {
    return (
      <div className="bw-train-error" role="alert">
        <p>{t(`train.engine.${status.kind}`, { reason: status.reason })}</p>
        <Button size="compact-xs" variant="default" onClick={restartEngine}>
          {t("train.engine.restart")}
        </Button>
      </div>
    );
  }
  if (status.kind !== "ready" || changing) {
    return <p className="bw-train-note">{t(changing ? "train.engine.changing" : "train.engine.starting")}</p>;
  }
  const { backend, threads, reason } = status.info;
  const parts = [t(`train.engine.backend.${backend}`)];
  if (backend === "wasm") parts.push(t("train.engine.threads", { count: threads }));
  return (
    <p className="bw-train-note">
      <strong>{parts.join(", ")}</strong>
      {reason === "" ? "" : `: ${reason}`}
      {busy && ` ${t("train.engine.busy")}`}
    </p>
  );
}
