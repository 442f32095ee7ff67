import { Button, Select } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { datasets } from "../../../shared/data/registry";
import { isSameNetwork, type Model, useModel } from "../../state/model";
import { currentDocument, useProject } from "../../state/project";
import { isActive } from "../../state/run-progress";
import { modelOfRun } from "../../state/run-weights";
import { useTraining } from "../../state/training";
import { namedAfter } from "./file-model";
import { ModelButtons } from "./model-buttons";
import { ModelLine } from "./model-line";
import { RunWeightsPicker } from "./run-weights-picker";
import { type Load, useLoading } from "./use-loading";

/** Which weights look at the picture. */
export function ModelPicker() {
  const { t } = useTranslation();
  const model = useModel((state) => state.model);
  const training = useTraining((state) => isActive(state.run));
  const { loading, failure, load } = useLoading();
  const isRandom = model === null || model.origin === "random";
  return (
    <>
      <div className="bw-run-heading">
        <h3>{t("run.model.title")}</h3>
      </div>
      <ModelLine model={model} />
      {training && <p className="bw-run-note">{t("run.model.busy")}</p>}
      {loading && <p className="bw-run-note">{t("run.model.loading")}</p>}
      {failure !== null && (
        <p className="bw-run-error" role="alert">
          {t("run.model.failed", { reason: failure })}
        </p>
      )}
      <Changed load={load} />
      <RunWeightsPicker
        disabled={training || loading}
        onChoose={(run) => load(async () => ({ model: await modelOfRun(run) }))}
      />
      {model?.origin === "file" && <NamesPicker model={model} load={load} />}
      <ModelButtons isRandom={isRandom} training={training} loading={loading} load={load} />
    </>
  );
}

/** Trained or loaded weights belong to the network as it was. */
function Changed({ load }: { readonly load: Load }) {
  const { t } = useTranslation();
  const model = useModel((state) => state.model);
  const present = useProject((state) => state.history.present);
  const isSame = useMemo(
    () => !model || model.origin === "random" || isSameNetwork(model.document, present),
    [model, present],
  );
  if (isSame || !model) return null;
  return (
    <div className="bw-run-warning">
      <p>
        {model.document.name === present.name
          ? t("run.model.changed")
          : t("run.model.other", { name: model.document.name })}
      </p>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => load(async () => ({ model: { ...model, document: currentDocument() } }))}
      >
        {t("run.model.reapply")}
      </Button>
    </div>
  );
}

/** A file does not say what its classes are called, nor how its pixels were scaled; a person may know. */
function NamesPicker({ model, load }: { readonly model: Model; readonly load: Load }) {
  const { t } = useTranslation();
  const known = datasets.all.find(({ mean }) => mean === model.normalisation.mean)?.id ?? UNKNOWN;
  return (
    <Select
      label={t("run.model.names")}
      data={[
        { value: UNKNOWN, label: t("run.model.unknown") },
        ...datasets.all.map(({ id, title }) => ({ value: id, label: title })),
      ]}
      value={known}
      allowDeselect={false}
      onChange={(id) =>
        id && load(async () => ({ model: namedAfter(model, id === UNKNOWN ? null : datasets.require(id)) }))
      }
    />
  );
}

const UNKNOWN = "unknown";
