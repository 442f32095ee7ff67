import type { Dimensions, HeapKernel } from "./heap";

export interface Grouping {
  readonly groups: number;
  /** How many neighbouring groups stand in one block. */
  readonly merged: number;
}

/**
 * The filter of a grouped convolution, [kh, kw, in / groups, out], as that of one with fewer groups: blocks of
 * `merged` groups, with zeros where a filter does not look: [kh, kw, in / groups · merged, out].
 */
export const mergeGroups: HeapKernel<"w", Grouping> = {
  name: "BlockwiseMergeGroups",
  inputs: ["w"],
  outputs: ({ w }, { merged }) => [
    [w[0] as number, w[1] as number, (w[2] as number) * merged, w[3] as number],
  ],
  run({ inputs: { w }, shapes, outputs, attributes }) {
    const blocks = outputs[0] as Float32Array;
    blocks.fill(0);
    forEachPlace(shapes.w, attributes, (own, merged) => {
      blocks[merged] = w[own] as number;
    });
  },
};

/** The other way: what a merged filter's gradient says about the filter itself. */
export const splitGroups: HeapKernel<"w", Grouping> = {
  name: "BlockwiseSplitGroups",
  inputs: ["w"],
  outputs: ({ w }, { merged }) => [
    [w[0] as number, w[1] as number, (w[2] as number) / merged, w[3] as number],
  ],
  run({ inputs: { w }, outputs, shapes, attributes }) {
    const own = outputs[0] as Float32Array;
    const [height, width, ins, outs] = shapes.w as [number, number, number, number];
    forEachPlace([height, width, ins / attributes.merged, outs], attributes, (at, merged) => {
      own[at] = w[merged] as number;
    });
  },
};

/** Where each weight of a grouped filter stands in the merged one. */
function forEachPlace(
  shape: Dimensions,
  { groups, merged }: Grouping,
  visit: (own: number, merged: number) => void,
): void {
  const [height, width, ins, outs] = shape as [number, number, number, number];
  const perGroup = outs / groups;
  for (let tap = 0; tap < height * width; tap++) {
    for (let i = 0; i < ins; i++) {
      const from = (tap * ins + i) * outs;
      for (let o = 0; o < outs; o++) {
        const place = Math.floor(o / perGroup) % merged;
        visit(from + o, (tap * ins * merged + place * ins + i) * outs + o);
      }
    }
  }
}

/** Channels of a block from which on XNNPACK's own width is filled; measured on ResNeXt's shapes. */
const FULL_WIDTH = 32;

/** How many groups to merge: narrow ones waste more in calls and idle lanes than the zeros cost. */
export function groupsToMerge(groups: number, channels: number): number {
  let merged = 1;
  while ((channels / groups) * merged < FULL_WIDTH && groups % (merged * 2) === 0) merged *= 2;
  return merged;
}
