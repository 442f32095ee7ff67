import type { GraphBuilder } from "../blocks/graph-builder";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { boolean, integer } from "../layers/params";

/** Facts that papers print about a network, shown beside ours. Errors in percent. */
export interface Published {
  readonly top1Error?: number;
  readonly top5Error?: number;
  /** Trainable parameters and multiply-adds as printed, which may be rounded or counted otherwise than ours. */
  readonly params?: number;
  readonly macs?: number;
  /** Where the figures come from and how they were measured. */
  readonly note?: string;
}

/** A place where our number or structure is not the printed one, or where what is printed contradicts itself. */
export interface Deviation {
  readonly what: string;
  readonly ours: string;
  readonly published: string;
  readonly why: string;
}

/**
 * What comes out: probabilities of the classes for the whole image, or for each of its pixels, or, of a single module,
 * just a map.
 */
export type NetworkTask = "classification" | "segmentation" | "module";

/** Whether it answers with one class for an image, so that it can be fitted to labelled images and trained on them. */
export function classifiesImages({ task }: { readonly task?: NetworkTask }): boolean {
  return task === undefined || task === "classification";
}

export interface NetworkDefinition<S extends ParamSpecs = ParamSpecs> {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly year: number;
  /** One sentence for the gallery. */
  readonly summary: string;
  readonly citation: string;
  readonly arxiv?: string;
  readonly published?: Published;
  readonly deviations?: readonly Deviation[];
  /** Classification if absent. */
  readonly task?: NetworkTask;
  /** Always holds `height` and `width`, and unless it is a module `classes`. */
  readonly params: S;
  /** Writes the network, from its `input` layer to its last. */
  build(builder: GraphBuilder, params: ParamsOf<S>): void;
}

export type AnyNetworkDefinition = NetworkDefinition;

export function defineNetwork<const S extends ParamSpecs>(
  definition: NetworkDefinition<S>,
): AnyNetworkDefinition {
  // Opening a network only passes params that `checkParams` accepted against these very specs.
  return definition as unknown as AnyNetworkDefinition;
}

/** The parameters that every network has. */
export function standardParams(size: number, classes: number) {
  const pixels = { min: 1, max: 4096, unit: "px" } as const;
  return {
    height: integer({ label: "Input height", help: "Height of the image.", default: size, ...pixels }),
    width: integer({ label: "Input width", help: "Width of the image.", default: size, ...pixels }),
    classes: integer({
      label: "Classes",
      help: "Outputs of the classifier.",
      default: classes,
      min: 1,
      max: 100000,
    }),
  } as const;
}

/** For networks whose papers train them with further classifiers on the way. */
export function auxParam(help: string) {
  return boolean({
    label: "Auxiliary classifiers",
    help: `${help} They are trained along with the network and left out when it runs.`,
    default: false,
  });
}

/** What every network starts with: colour images of the size that its parameters say. */
export function imageInput(
  builder: GraphBuilder,
  { height, width }: { readonly height: number; readonly width: number },
): void {
  builder.layer("input", "input", { height, width, channels: 3 });
}
