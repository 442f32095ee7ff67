import { Checkbox, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { changeSetup, useTrainSetup } from "../../state/train-setup";
import { NumberField } from "./number-field";

/** When a run ends before its epochs are through, and with which weights. */
export function EndingFields() {
  const { t } = useTranslation();
  const patience = useTrainSetup((setup) => setup.patience);
  const keepBest = useTrainSetup((setup) => setup.keepBest);
  return (
    <>
      <NumberField
        label={t("train.recipe.stopAfter")}
        help={t("train.recipe.stopAfterHelp")}
        value={patience}
        min={0}
        max={1000}
        onChange={(next) => changeSetup({ patience: next })}
      />
      <Tooltip label={t("train.recipe.keepBestHelp")} position="top-start">
        <Checkbox
          className="bw-train-wide"
          size="xs"
          label={t("train.recipe.keepBest")}
          checked={keepBest}
          onChange={(event) => changeSetup({ keepBest: event.currentTarget.checked })}
        />
      </Tooltip>
    </>
  );
}
