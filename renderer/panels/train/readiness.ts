import {
  misfits,
  type NetworkEnds,
  networkEnds,
  scoresOf,
  smallestSize,
} from "../../../shared/analysis/fit-to-data";
import type { GraphAnalysis, Problem } from "../../../shared/analysis/types";
import { unrunnable } from "../../../shared/analysis/unrunnable";
import type { Fault } from "../../../shared/base/fault";
import type { DataSpec } from "../../../shared/contracts/run";
import { maxSize, minSize } from "../../../shared/data/define";
import type { Document } from "../../../shared/graph/document";
import { isMap, type MapShape, type Shape } from "../../../shared/layers/shape";
import { dataFacts, ownDataStore } from "../../state/own-data";
import { hasMasks } from "../../state/train-setup";

/** Sizes that the form offers, and that a network is tried at. */
export const IMAGE_SIZES = [16, 24, 32, 48, 64, 96, 128, 160, 192, 224] as const;

/** Whether the network can be trained on the data as chosen, and what stands in the way. */
export type Readiness =
  | { readonly kind: "empty" }
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  /** Operators that nothing here computes. */
  | { readonly kind: "unrunnable"; readonly problems: readonly Problem[] }
  /** Not one input and one output. */
  | { readonly kind: "ends"; readonly fault: Fault }
  | {
      readonly kind: "misfit";
      readonly faults: readonly Fault[];
      /** The size that the network can be fitted to: the chosen one if it works, else the smallest that does. */
      readonly networkSize: number | null;
      /** What the data would have to be for the network as it is, where the data can be that. */
      readonly data: Pick<DataSpec, "size" | "classes"> | null;
      /** The data has a class for each pixel. */
      readonly perPixel: boolean;
    }
  | { readonly kind: "ready" };

export function readinessOf(document: Document, analysis: GraphAnalysis, data: DataSpec): Readiness {
  if (analysis.order.length === 0) return { kind: "empty" };
  if (analysis.problems.length > 0) return { kind: "problems", problems: analysis.problems };
  const stopping = unrunnable(analysis);
  if (stopping.length > 0) return { kind: "unrunnable", problems: stopping };
  const ends = networkEnds(analysis);
  if (!ends.ok) return { kind: "ends", fault: ends.error };
  const shape = { ...data, perPixel: hasMasks(data) };
  const faults = misfits(ends.value, shape);
  if (faults.length === 0) return { kind: "ready" };
  return {
    kind: "misfit",
    faults,
    networkSize: smallestSize(document, analysis, shape, [data.size, ...IMAGE_SIZES]),
    data: dataFor(ends.value, data),
    perPixel: shape.perPixel,
  };
}

function dataFor({ input, output }: NetworkEnds, data: DataSpec): Pick<DataSpec, "size" | "classes"> | null {
  const classes = output && (hasMasks(data) ? classesOfMap(output, input) : scoresOf(output));
  if (!input || !classes) return null;
  const [height, width, channels] = input;
  const isDrawable = height === width && channels === 3 && height >= minSize && height <= maxSize;
  const hasClasses = classes > 1 && classes <= dataFacts(data.dataset, ownDataStore.getState()).maxClasses;
  return isDrawable && hasClasses ? { size: height, classes } : null;
}

/** Of a map of scores as large as the image. */
function classesOfMap(output: Shape, input: MapShape | null): number | null {
  if (!input || !isMap(output)) return null;
  return output[0] === input[0] && output[1] === input[1] ? output[2] : null;
}
