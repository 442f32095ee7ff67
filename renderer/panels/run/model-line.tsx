import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import type { Model } from "../../state/model";
import { runIdOf } from "../../state/run-weights";
import { useRuns } from "../../state/runs";
import { useTraining } from "../../state/training";

/** Where the weights are from, and how good they are. */
export function ModelLine({ model }: { readonly model: Model | null }) {
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
