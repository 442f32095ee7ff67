import { UserError } from "../../base/assert";
import type { RunSpec } from "../../contracts/run";
import { datasets } from "../../data/registry";
import { elementsOf, type Shape, shapeText } from "../../layers/shape";
import type { Plan } from "../plan";
import { lossSpecOf } from "./loss";
import { checkImages } from "./prepare-data";

/** Whether the run's images tell the class of each pixel. */
export function hasMasks({ data, images }: RunSpec): boolean {
  if (images) return images.train.masks !== undefined;
  return datasets.require(data.dataset).task === "segmentation";
}

/** Throws a readable error where the network and the data do not belong together. */
export function checkFit(plan: Plan, spec: RunSpec): void {
  const { data: told, images } = spec;
  if (images) checkImages(images);
  const size = images ? Math.min(told.size, images.train.size) : told.size;
  const data = { size, classes: images ? images.classNames.length : told.classes };
  const wanted = `${data.size}×${data.size}×3`;
  if (shapeText(plan.inputShape) !== wanted) {
    throw new UserError(
      `The network takes ${shapeText(plan.inputShape)} and the data is ${wanted}. ` +
        `Set the network's input, or the data's size, so that they agree.`,
    );
  }
  const perPixel = isPerPixel(spec);
  if (perPixel && spec.testing) {
    throw new UserError(
      "Several views, or crops, are for networks that score whole images, and this one scores pixels. Test with one view, whole.",
    );
  }
  checkOutput("The network", plan.outputShape, data, perPixel);
  for (const { path, shape } of plan.auxiliary) checkOutput(`The part "${path}"`, shape, data, perPixel);
  if (plan.weights.every((weight) => !weight.trainable)) {
    throw new UserError(
      plan.steps.some(({ isFrozen }) => isFrozen)
        ? "All the network's weights are frozen. Set some free to train them."
        : "The network has no weights to train. Add a convolution or a dense layer.",
    );
  }
}

function isPerPixel(spec: RunSpec): boolean {
  const masked = hasMasks(spec);
  const perPixel = lossSpecOf(spec.loss, masked).kind === "pixel-cross-entropy";
  if (perPixel === masked) return perPixel;
  throw new UserError(
    masked
      ? "The data has a class for each pixel, and the loss is one of whole images. Choose the loss of pixels."
      : "The loss is one of pixels, and the data has one class for each image. Choose a loss of images, or data with masks.",
  );
}

function checkOutput(
  what: string,
  output: Shape,
  { size, classes }: { readonly size: number; readonly classes: number },
  perPixel: boolean,
): void {
  if (perPixel) {
    const wanted = `${size}×${size}×${classes}`;
    if (shapeText(output) === wanted) return;
    throw new UserError(
      `${what} ends in ${shapeText(output)} and the data's masks have ${classes} classes for each of ` +
        `${size}×${size} pixels. Let it end in a map of ${wanted}.`,
    );
  }
  const outputs = elementsOf(output);
  if (outputs === classes) return;
  throw new UserError(
    `${what} ends in ${outputs} outputs (${shapeText(output)}) and the data has ` +
      `${classes} classes. Make the last layer ${classes} wide.`,
  );
}
