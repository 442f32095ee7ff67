import { useTranslation } from "react-i18next";
import { DEFAULT_OPTIMISERS } from "../../../shared/contracts/run-defaults";
import { changeSetup, INITIAL_SETUP, type TrainSetup, useTrainSetup } from "../../state/train-setup";
import { BeginningFields } from "./beginning-fields";
import { EndingFields } from "./ending-fields";
import { ModelsField } from "./models-field";
import { NumberField } from "./number-field";
import { RestraintFields } from "./restraint-fields";

/** The settings below that a first training can do without. */
const HELD = [
  "loss",
  "initialiser",
  "momentum",
  "weightDecay",
  "labelSmoothing",
  "clipNorm",
  "patience",
  "keepBest",
  "models",
] as const satisfies readonly (keyof TrainSetup)[];

/** Folded; says how many of them are not what they are at first. */
export function MoreRecipeFields() {
  const { t } = useTranslation();
  const optimiser = DEFAULT_OPTIMISERS[useTrainSetup((setup) => setup.optimiser)];
  const momentum = useTrainSetup((setup) => setup.momentum);
  const changed = useTrainSetup((setup) => HELD.filter((key) => setup[key] !== INITIAL_SETUP[key]).length);
  return (
    <details className="bw-train-wide bw-train-more">
      <summary>
        {changed === 0 ? t("train.recipe.more") : t("train.recipe.moreChanged", { count: changed })}
      </summary>
      <div className="bw-train-fields">
        <BeginningFields />
        {"momentum" in optimiser && (
          <NumberField
            label={t("train.recipe.momentum")}
            value={momentum ?? optimiser.momentum}
            min={0}
            max={0.999}
            step={0.05}
            integer={false}
            onChange={(next) => changeSetup({ momentum: next })}
          />
        )}
        <RestraintFields />
        <EndingFields />
        <ModelsField />
      </div>
    </details>
  );
}
