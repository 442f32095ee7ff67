import { Select, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { InitialiserKind } from "../../../shared/contracts/run";
import { IMAGE_LOSSES, type ImageLoss, INITIALISER_KINDS } from "../../../shared/contracts/run-defaults";
import { changeSetup, hasMasks, useTrainSetup } from "../../state/train-setup";

/** What weights begin with, and by what they are judged. */
export function BeginningFields() {
  const { t } = useTranslation();
  const chosen = useTrainSetup((setup) => setup.loss);
  const perPixel = useTrainSetup((setup) => hasMasks(setup.data));
  const loss = perPixel ? "cross-entropy" : chosen;
  const initialiser = useTrainSetup((setup) => setup.initialiser);
  return (
    <>
      <Tooltip label={t(`train.beginning.lossHelp.${loss}`)} position="top-start" multiline maw={320}>
        <Select
          label={t("train.beginning.loss")}
          data={IMAGE_LOSSES.map((value) => ({ value, label: t(`train.beginning.losses.${value}`) }))}
          value={loss}
          allowDeselect={false}
          disabled={perPixel}
          onChange={(value) => value && changeSetup({ loss: value as ImageLoss })}
        />
      </Tooltip>
      <Tooltip
        label={t(`train.beginning.initialiserHelp.${initialiser}`)}
        position="top-start"
        multiline
        maw={320}
      >
        <Select
          label={t("train.beginning.initialiser")}
          data={INITIALISER_KINDS.map((value) => ({
            value,
            label: t(`train.beginning.initialisers.${value}`),
          }))}
          value={initialiser}
          allowDeselect={false}
          onChange={(value) => value && changeSetup({ initialiser: value as InitialiserKind })}
        />
      </Tooltip>
    </>
  );
}
