import type { Document, NodePath } from "../graph/document";
import type { LayerReport } from "./layer-statistics";
import type { MatchStrategy } from "./weight-match";

/** Everything that decides a training run. The train panel, the command line and the tests hand over the same object. */
export interface RunSpec {
  readonly document: Document;
  /** safetensors to start from; absent means freshly drawn from `seed`. */
  readonly weights?: ArrayBuffer;
  /** How they find their places; absent is strict. What they have nothing for is drawn. */
  readonly match?: MatchStrategy;
  /** How fresh kernels are drawn; absent means by He. */
  readonly initialiser?: InitialiserKind;
  /** Layers and blocks whose weights and statistics stay as they are, and with a block all inside it; absent means none. */
  readonly frozen?: readonly NodePath[];
  readonly seed: number;
  /** Draws a built-in dataset's images, where models of several seeds learn from the same; absent means `seed`. */
  readonly dataSeed?: number;
  readonly data: DataSpec;
  /** People's own images, in place of a built-in dataset's; `data` then tells of them, by their title. */
  readonly images?: TrainingImages;
  /** What is done to the training images, in this order and anew each epoch; absent means nothing. */
  readonly augmentation?: readonly AugmentationSpec[];
  /** How the test split is looked at in the end; absent means each image once, whole. */
  readonly testing?: TestingSpec;
  readonly batch: number;
  readonly epochs: number;
  /** Ends the run after so many steps, if that comes before the epochs are through. */
  readonly steps?: number;
  /** Ends the run after so many epochs in a row without a lower loss on the validation split; absent means never. */
  readonly patience?: number;
  /** Ends with the weights of the epoch whose loss on the validation split was the lowest. */
  readonly keepBest?: boolean;
  /** Absent means softmax cross-entropy: of the image, or where the images have masks of each pixel. */
  readonly loss?: LossSpec;
  readonly optimiser: OptimiserSpec;
  readonly learningRate: number;
  /** How the learning rate moves over the run; absent means constant. */
  readonly schedule?: ScheduleSpec;
  /** Of kernels only. L2, as part of the gradient; AdamW takes it off the weight instead. */
  readonly weightDecay: number;
  /** Share of each target that is spread over all classes (Szegedy et al. 2016); absent means none. */
  readonly labelSmoothing?: number;
  /** All gradients together are at most so long; absent means as long as they are. */
  readonly clipNorm?: number;
  /** A report at least every so many steps; 1 reports each, on a GPU every tenth, since reading from it stalls it. */
  readonly reportEvery: number;
  /** Looks into the layers at the first step and after each so many; absent means never. */
  readonly layersEvery?: number;
}

export interface DataSpec {
  /** Id of a built-in dataset, or the title of people's own images. */
  readonly dataset: string;
  /** Height and width of the square images. */
  readonly size: number;
  readonly classes: number;
  readonly trainCount: number;
  /** Images that say during a run how it goes, so that the test split has no say in it; absent or 0 leaves that to the test split. */
  readonly validationCount?: number;
  readonly testCount: number;
}

/** Images of one split as bytes: a quarter of the memory of floats. */
export interface ImageSet {
  /** Height and width; at least those that the network takes, and more where crops are cut from them. */
  readonly size: number;
  readonly count: number;
  /** count × size × size × 3, red, green, blue; empty where they are `stored`. */
  readonly pixels: Uint8Array;
  /** The pixels of a set that is too large for memory. */
  readonly stored?: StoredBytes;
  readonly labels: Int32Array;
  /** For segmentation: count × size × size, a class for each pixel, or `IGNORED` where none is to be learned. */
  readonly masks?: Uint8Array;
}

/** Bytes that are read piece by piece. A browser's Blob is some, and can be sent to another thread. */
export interface StoredBytes {
  readonly size: number;
  slice(from: number, to: number): StoredBytes;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The label of a pixel that neither trains nor is tested, as PASCAL VOC marks the outlines of things. */
export const IGNORED = 255;

export interface TrainingImages {
  readonly train: ImageSet;
  readonly validation?: ImageSet;
  readonly test: ImageSet;
  /** In order of the labels. */
  readonly classNames: readonly string[];
  /** Per channel, of the pixels in 0 to 1 that the network is trained on. */
  readonly mean: readonly [red: number, green: number, blue: number];
  readonly std: readonly [red: number, green: number, blue: number];
  /** A fingerprint of stored pixels, which nobody wants to read again for it. */
  readonly digest?: string;
}

/** Shares and probabilities are 0 to 1. */
export type AugmentationSpec =
  | { readonly kind: "flip"; readonly probability: number }
  /** `scale` is the shorter side in sides of the crop. */
  | { readonly kind: "random-crop"; readonly scale: number }
  /** `padding` in pixels, on each side. */
  | { readonly kind: "crop"; readonly padding: number }
  /** `scales` of the shorter side, in sides of the crop, from 1. */
  | { readonly kind: "scale-jitter"; readonly scales: readonly [min: number, max: number] }
  /** `areas` of the crop as shares of the image's; `aspects` as width over height. */
  | {
      readonly kind: "resized-crop";
      readonly areas: readonly [min: number, max: number];
      readonly aspects: readonly [min: number, max: number];
    }
  /** By how much each may leave 1 either way. */
  | {
      readonly kind: "colour";
      readonly brightness: number;
      readonly contrast: number;
      readonly saturation: number;
    }
  | { readonly kind: "greyscale"; readonly probability: number };

export type AugmentationKind = AugmentationSpec["kind"];

/** Scales are of the shorter side, in sides of the crop. Of several views of an image the probabilities are averaged. */
export type TestingSpec =
  /** The middle of the image at its whole height or width. */
  | { readonly kind: "whole" }
  | { readonly kind: "centre-crop"; readonly scale: number }
  | { readonly kind: "ten-crop"; readonly scale: number }
  /** A grid of so many crops by so many at each scale. */
  | { readonly kind: "multi-scale"; readonly scales: readonly number[]; readonly grid: number }
  | { readonly kind: "many-crops"; readonly scales: readonly number[] };

export type TestingKind = TestingSpec["kind"];

/**
 * Kernels of a normal distribution by fan-in (He et al. 2015), evenly by fan-in and fan-out (Glorot and Bengio 2010), of a
 * normal distribution of 0.01, or the same with AlexNet's biases of one in certain layers (Krizhevsky et al. 2012).
 */
export type InitialiserKind = "he-normal" | "glorot-uniform" | "gaussian" | "alexnet";

export type LossSpec =
  | { readonly kind: "cross-entropy" }
  /** Softmax cross-entropy of each pixel with the mask's class, averaged over the pixels that are not `IGNORED`. */
  | { readonly kind: "pixel-cross-entropy" }
  /** Each class against the rest, by `margin` (Chatfield et al. 2014, section 3.4). */
  | { readonly kind: "hinge"; readonly margin: number }
  /** Per class, each image of it above each image without it by `margin` (Chatfield et al. 2014, section 3.4). */
  | { readonly kind: "ranking-hinge"; readonly margin: number };

export type OptimiserSpec =
  | { readonly kind: "sgd"; readonly momentum: number }
  /** Momentum that looks ahead (Sutskever et al. 2013), in PyTorch's form. */
  | { readonly kind: "nesterov"; readonly momentum: number }
  | RmspropSpec<"rmsprop">
  /** As TensorFlow 1 had it for the Inceptions and MobileNet: epsilon under the root, mean squares that begin at one. */
  | RmspropSpec<"rmsprop-tf">
  | AdamSpec<"adam">
  /** Weight decay apart from the gradient (Loshchilov and Hutter 2019). */
  | AdamSpec<"adamw">;

interface RmspropSpec<K> {
  readonly kind: K;
  /** Share of the mean square that stays at each step. */
  readonly decay: number;
  readonly momentum: number;
  readonly epsilon: number;
}

interface AdamSpec<K> {
  readonly kind: K;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export type ScheduleSpec = {
  /** Steps over which the rate rises evenly, ahead of all else (Goyal et al. 2017). */
  readonly warmup: number;
} & (
  | { readonly kind: "constant" }
  /** Multiplied by `factor` at once after each `every` steps. */
  | { readonly kind: "step"; readonly every: number; readonly factor: number }
  /** Multiplied by `factor` at once after each of these steps, which rise. */
  | { readonly kind: "milestones"; readonly at: readonly number[]; readonly factor: number }
  /** As "step", but spread evenly over the steps. */
  | { readonly kind: "exponential"; readonly every: number; readonly factor: number }
  /** Falls to zero along half a cosine (Loshchilov and Hutter 2017). */
  | { readonly kind: "cosine" }
  /** Falls to zero evenly. */
  | { readonly kind: "linear" }
  /** Multiplied by `factor` whenever the loss on the validation split has not fallen for more than `patience` epochs. */
  | { readonly kind: "plateau"; readonly patience: number; readonly factor: number }
);

export interface TrainReport {
  readonly kind: "report";
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  /** Mean over the steps since the last report. */
  readonly loss: number;
  /** Top-1 on the training batches since the last report, 0 to 1. */
  readonly accuracy: number;
  /** Of the step itself. */
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly secondsLeft: number;
}

export interface EpochReport {
  readonly kind: "epoch";
  readonly step: number;
  readonly epoch: number;
  /** On the validation split, or the test split where there is none. */
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Of segmentation, whose accuracy is that of the pixels: intersection over union, averaged over the classes that occur. */
  readonly testMeanIou?: number;
  /** Absent where there are no more than five classes. */
  readonly testTop5?: number;
}

export type TrainEvent =
  | TrainReport
  | EpochReport
  | LayerReport
  | { readonly kind: "phase"; readonly phase: TrainPhase; readonly done: number; readonly total: number }
  /** All that decides the rest of the run, to go on from should the engine die; see `TrainOptions`. */
  | CheckpointEvent
  /** There was no room for one; the run goes on without. */
  | { readonly kind: "no-checkpoint"; readonly step: number; readonly reason: string };

export interface CheckpointEvent {
  readonly kind: "checkpoint";
  readonly step: number;
  readonly totalSteps: number;
  readonly epoch: number;
  readonly file: ArrayBuffer;
}

/** What has no influence on the result of a run. */
export interface TrainOptions {
  /** Absent means that none are made. A pause makes one in any case. */
  readonly checkpoints?: CheckpointRule;
  /** The file of a checkpoint of this very run, to go on from there. Throws a readable error if it is of another. */
  readonly resumeFrom?: ArrayBuffer;
  /** Hands over what it makes of each test image, to be averaged with what other models make of it. */
  readonly posteriors?: boolean;
}

export type CheckpointRule =
  /** So often, and after each epoch; less often if making them would take up a twentieth of the time. */
  { readonly everySeconds: number } | { readonly everySteps: number };

export type TrainPhase = "compiling" | "making data" | "training" | "testing" | "paused";

/** The most bytes that a training held. */
export interface MeasuredMemory {
  readonly tensors: number;
  /** Of WASM what it has taken from the machine, which it never gives back. */
  readonly total: number;
}

export interface TrainResult {
  readonly steps: number;
  /** Its patience was at an end. */
  readonly stoppedEarly?: boolean;
  /** The epoch that the weights and the figures are of, if it was chosen. */
  readonly keptEpoch?: number;
  readonly cancelled: boolean;
  /** Absent if it never took a step. */
  readonly memory?: MeasuredMemory;
  readonly testLoss: number;
  /** Top-1 on the test split, 0 to 1; of pixels for segmentation. */
  readonly testAccuracy: number;
  readonly testMeanIou?: number;
  /** Top-5, where there are more than five classes. */
  readonly testTop5?: number;
  /** [actual][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
  /** If they were asked for. */
  readonly posteriors?: Posteriors;
}

/** What a model makes of the test images, in their order, averaged over the views of each. */
export interface Posteriors {
  /** Hinges know no probabilities. */
  readonly kind: "probabilities" | "scores";
  /** A row of one number for each class. */
  readonly rows: Float32Array;
  readonly labels: Int32Array;
}
