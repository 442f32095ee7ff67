import { useTranslation } from "react-i18next";
import { changeSetup, hasMasks, useTrainSetup } from "../../state/train-setup";
import { NumberField } from "./number-field";

const MOST = 20;

/** How many models are trained and averaged; not of data with masks, whose answers are as large as the pictures. */
export function ModelsField() {
  const { t } = useTranslation();
  const models = useTrainSetup((setup) => setup.models);
  const isPerPixel = useTrainSetup(({ data }) => hasMasks(data));
  if (isPerPixel) return null;
  return (
    <div className="bw-train-two">
      <NumberField
        label={t("train.recipe.models")}
        help={t("train.recipe.modelsHelp")}
        value={models}
        min={1}
        max={MOST}
        onChange={(next) => changeSetup({ models: next })}
      />
    </div>
  );
}
