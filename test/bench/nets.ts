import { createBuilder } from "../../shared/blocks/builder";
import { type Document, emptyDocument } from "../../shared/graph/document";
import { openNetwork } from "../../shared/networks/registry";

export const CLASSES = 10;

/** Channels of the three convolutions; the second and third halve the map. */
export const THREE_CONV_WIDTHS = [16, 32, 64] as const;

/** The nets whose training is measured; stock tfjs and PyTorch have their own versions under these names. */
export interface TrainingNet {
  readonly name: "three-conv" | "resnet-cifar-20" | "mobilenet-0.25";
  readonly title: string;
  /** Height and width of the images. */
  readonly size: number;
  readonly document: Document;
}

export const trainingNets: readonly TrainingNet[] = [
  { name: "three-conv", title: "a three-convolution net", size: 32, document: threeConvNet() },
  {
    name: "resnet-cifar-20",
    title: "ResNet-20 for CIFAR",
    size: 32,
    document: openNetwork("resnet-cifar-20", { classes: CLASSES }),
  },
  {
    name: "mobilenet-0.25",
    title: "MobileNet 0.25",
    size: 96,
    document: openNetwork("mobilenet-0.25", { height: 96, width: 96, classes: CLASSES }),
  },
];

/** Three convolutions, each with ReLU, a mean over the map and a dense layer. */
function threeConvNet(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 32, width: 32, channels: 3 });
  for (const [index, filters] of THREE_CONV_WIDTHS.entries()) {
    const stride = index === 0 ? 1 : 2;
    builder.layer(`conv${index + 1}`, "conv2d", { filters, stride: [stride, stride], padding: "same" });
    builder.layer(`relu${index + 1}`, "relu");
  }
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: CLASSES });
  return { ...emptyDocument("three-conv"), graph: builder.build() };
}
