import { Button, FileButton, Select } from "@mantine/core";
import { IconArrowBackUp, IconUpload } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorMessage } from "../../../shared/base/assert";
import { formatPercent } from "../../../shared/base/format";
import type { MatchStrategy } from "../../../shared/contracts/weight-match";
import { datasets } from "../../../shared/data/registry";
import { chooseWeights } from "../../app/weights/choose-weights";
import { forgetModel, isSameNetwork, loadModel, type Model, useModel } from "../../state/model";
import { currentDocument, useProject } from "../../state/project";
import { isActive } from "../../state/run-progress";
import { modelOfRun, runIdOf } from "../../state/run-weights";
import { useRuns } from "../../state/runs";
import { changeSettings } from "../../state/settings";
import { useTraining } from "../../state/training";
import { classifyAgain } from "./classify";
import { modelFromFile, namedAfter } from "./file-model";
import { RunWeightsPicker } from "./run-weights-picker";

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
      <div className="bw-run-buttons">
        {isRandom && (
          <Button size="xs" variant="default" onClick={() => changeSettings({ drawer: "train" })}>
            {t("run.model.toTrain")}
          </Button>
        )}
        <FileButton
          accept=".safetensors"
          disabled={training || loading}
          onChange={(file) => file && load(() => chosenModel(file))}
        >
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              disabled={training || loading}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t("run.model.load")}
            </Button>
          )}
        </FileButton>
        {!isRandom && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={training}
            onClick={() => {
              forgetModel();
              void classifyAgain();
            }}
          >
            {t("run.model.drop")}
          </Button>
        )}
      </div>
    </>
  );
}

/** A model, and how its weights find their places. Null is to leave things as they are. */
type Load = (make: () => Promise<{ readonly model: Model; readonly match?: MatchStrategy } | null>) => void;

async function chosenModel(file: File) {
  const document = currentDocument();
  const chosen = await chooseWeights(file, document);
  return chosen && { model: modelFromFile(chosen, document), match: chosen.match };
}

function useLoading(): { loading: boolean; failure: string | null; load: Load } {
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const load: Load = (make) => {
    setLoading(true);
    setFailure(null);
    make()
      .then(async (made) => {
        if (!made) return;
        await loadModel(made.model, made.match);
        void classifyAgain();
      })
      .catch((thrown: unknown) => setFailure(errorMessage(thrown)))
      .finally(() => setLoading(false));
  };
  return { loading, failure, load };
}

function ModelLine({ model }: { readonly model: Model | null }) {
  const { t } = useTranslation();
  const ofThisRun = useTraining(({ run }) =>
    run?.result && run.spec.document === model?.document ? run.result.testAccuracy : null,
  );
  const ofKept = useRuns(({ runs }) => runs.find(({ id }) => id === runIdOf(model))?.result?.testAccuracy);
  const accuracy = ofKept ?? ofThisRun;
  if (model === null || model.origin === "random") {
    return (
      <div className="bw-run-model" data-random>
        <strong>{t("run.model.random")}</strong>
        <p className="bw-run-note">{t("run.model.randomHelp")}</p>
      </div>
    );
  }
  const words =
    model.origin === "file"
      ? t("run.model.file", { name: model.fileName })
      : accuracy === null
        ? t("run.model.trainedPlain")
        : t("run.model.trained", { accuracy: formatPercent(accuracy) });
  return (
    <div className="bw-run-model">
      <strong>{words}</strong>
      <p className="bw-run-note">{model.document.name}</p>
    </div>
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
