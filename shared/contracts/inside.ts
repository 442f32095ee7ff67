/** Hears how far along a long look is. To answer false is to cancel it: what was asked for is then null. */
export type Proceed = (done: number, total: number) => boolean | Promise<boolean>;

export interface MapStatistics {
  readonly mean: number;
  /** Of the numbers themselves, not of an estimate. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of numbers that are exactly zero, 0 to 1. */
  readonly zeros: number;
}

/** Small pictures of some channels, on one scale. */
export interface Strip {
  /** Of one tile, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Which channel each tile shows; a vector is one tile and names none. */
  readonly channels: readonly number[];
  /** Tile after tile, rows from the top: 0 stands for `min`, 255 for `max`. */
  readonly data: Uint8Array;
  readonly min: number;
  readonly max: number;
}

/** What one layer makes of the images. Paths are those of `leavesOf`: names, copies numbered. */
export interface LayerActivity {
  readonly path: string;
  readonly shape: readonly number[];
  readonly statistics: MapStatistics;
  /** How many channels (units) are zero everywhere, on every image. */
  readonly silent: number;
  /** Of the first image: the channels that vary most, most first. */
  readonly strip: Strip;
}

/** One layer's output for the first image in full, and what can be said of all images together. */
export interface LayerMaps {
  readonly path: string;
  readonly shape: readonly number[];
  /** H×W×C, or F. */
  readonly data: Float32Array;
  readonly statistics: MapStatistics;
  /** By channel or unit. */
  readonly perChannel: readonly MapStatistics[];
  /** Counts in equal steps from the least to the largest number. */
  readonly histogram: readonly number[];
}

/** The kernels of one convolution: [out, in / groups, height, width]. */
export interface Filters {
  readonly path: string;
  readonly shape: readonly [number, number, number, number];
  readonly data: Float32Array;
  /** True where the filters lie on the picture itself: three slices are then red, green, blue. */
  readonly readsImage: boolean;
}

/** One number per place of the picture, rows from the top. */
export interface HeatMap {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

export interface OcclusionSpec {
  readonly classIndex: number;
  /** Side of the square patch and its step, in pixels. */
  readonly size: number;
  readonly stride: number;
  /** What the patch is filled with, per channel, normalised as the input is. */
  readonly fill: readonly number[];
}

/** The class's probability by where the patch lay: its left edges, tops and middles are `stride` apart, the last at the border. */
export interface Occlusion extends HeatMap {
  /** With nothing covered. */
  readonly whole: number;
}

export interface GradCamSpec {
  readonly classIndex: number;
  /** Whose maps; absent means the last ones in front of the head. */
  readonly path?: string;
}

/** Not negative; what speaks for the class. */
export interface GradCam extends HeatMap {
  readonly path: string;
  /** The class's score in front of the softmax. */
  readonly score: number;
}

export interface ProfileSpec {
  readonly batch: number;
  /** Whether a backward pass follows each forward one. */
  readonly train: boolean;
  /** Passes that count, of which each figure is the median, and passes before them that do not. */
  readonly steps: number;
  readonly warmUp: number;
}

export interface LayerProfile {
  readonly path: string;
  readonly forwardMs: number;
  /** 0 where there is no backward pass. */
  readonly backwardMs: number;
  /** Per image. */
  readonly macs: number;
  /** Bytes of all tensors alive when the layer has run, the largest of both passes. */
  readonly heldBytes: number;
}

export interface Profile {
  readonly batch: number;
  readonly train: boolean;
  readonly steps: number;
  /** In the order in which they run. */
  readonly layers: readonly LayerProfile[];
  /** Of all layers together, the loss in the backward one. */
  readonly forwardMs: number;
  readonly backwardMs: number;
  /** Of whole passes, and so with every stall of a busy machine in it, which the layers' medians leave out. */
  readonly passMs: number;
  readonly peakBytes: number;
  /** What one wait for the device takes, which every layer's time holds; null where layers are timed without one. */
  readonly waitMs: number | null;
}
