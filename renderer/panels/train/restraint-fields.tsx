import { useTranslation } from "react-i18next";
import { changeSetup, useTrainSetup } from "../../state/train-setup";
import { NumberField } from "./number-field";

/** What keeps weights, targets and gradients in bounds. */
export function RestraintFields() {
  const { t } = useTranslation();
  const weightDecay = useTrainSetup((setup) => setup.weightDecay);
  const labelSmoothing = useTrainSetup((setup) => setup.labelSmoothing);
  const clipNorm = useTrainSetup((setup) => setup.clipNorm);
  return (
    <>
      <NumberField
        label={t("train.recipe.weightDecay")}
        help={t("train.recipe.weightDecayHelp")}
        value={weightDecay}
        min={0}
        max={1}
        step={0.0001}
        integer={false}
        onChange={(next) => changeSetup({ weightDecay: next })}
      />
      <NumberField
        label={t("train.recipe.labelSmoothing")}
        help={t("train.recipe.labelSmoothingHelp")}
        value={labelSmoothing}
        min={0}
        max={0.9}
        step={0.05}
        integer={false}
        onChange={(next) => changeSetup({ labelSmoothing: next })}
      />
      <NumberField
        label={t("train.recipe.clipNorm")}
        help={t("train.recipe.clipNormHelp")}
        value={clipNorm}
        min={0}
        max={1000}
        step={0.5}
        integer={false}
        onChange={(next) => changeSetup({ clipNorm: next })}
      />
    </>
  );
}
