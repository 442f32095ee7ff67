import type { TFunction } from "i18next";
import { fittingNetworkEdit } from "../../../shared/networks/fit";
import { change, projectStore } from "../../state/project";
import { changeData, hasMasks, trainSetupStore } from "../../state/train-setup";

/** Makes the network and the data of one size, and the last layer as wide as there are classes. */
export function fitNetwork(t: TFunction, size: number): void {
  const { data } = trainSetupStore.getState();
  const { classes } = data;
  changeData({ size });
  const { analysis } = projectStore.getState();
  change(
    t("train.ready.editLabel", { size, classes }),
    fittingNetworkEdit(analysis, { size, classes, perPixel: hasMasks(data) }),
  );
}
