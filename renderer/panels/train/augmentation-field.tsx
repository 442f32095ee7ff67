import { MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AugmentationKind } from "../../../shared/contracts/run";
import { augmentations } from "../../../shared/data/augmentations";
import { changeSetup, useTrainSetup } from "../../state/train-setup";

const OPTIONS = augmentations.all.map(({ defaults, title }) => ({ value: defaults.kind, label: title }));

/** How training images are changed, in the order of choosing; the contact sheet shows what becomes of them. */
export function AugmentationField() {
  const { t } = useTranslation();
  const chosen = useTrainSetup((setup) => setup.augmentation);
  return (
    <>
      <MultiSelect
        className="bw-train-wide"
        label={t("train.augmentation.title")}
        placeholder={chosen.length === 0 ? t("train.augmentation.none") : ""}
        data={OPTIONS}
        value={[...chosen]}
        clearable
        onChange={(kinds) => changeSetup({ augmentation: kinds as readonly AugmentationKind[] })}
      />
      {chosen.length > 0 && (
        <p className="bw-train-note bw-train-wide">
          {chosen.map((kind) => augmentations.require(kind).summary).join(" ")}
        </p>
      )}
    </>
  );
}
