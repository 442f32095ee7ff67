import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import {
  axesFromFront,
  dataInput,
  intsOf,
  isComputed,
  type LayerReading,
  type ReadNode,
} from "../node-reader";
import { integer } from "../params";
import { channelsOf, isMap } from "../shape";
import { torchFunction } from "../torch";

interface SliceParams {
  readonly from: number;
  readonly count: number;
}

export default defineLayer({
  type: "slice-channels",
  title: "Slice channels",
  category: "reshape",
  summary: "Takes some neighbouring channels and leaves the rest.",
  documentation:
    "Two or more of them split a map: each reads the same input and takes its own part of the channels. In ShuffleNet V2 one half goes around the unit untouched while the other is worked on, which costs nothing and keeps half the features for later layers.",
  formula: "y_{i,j,c} = x_{i,j,\\,c + f}",
  source: "Ma, Zhang, Zheng, Sun, ShuffleNet V2, 2018, arXiv 1807.11164, section 3.2",
  keywords: ["split", "chunk", "channel split", "part", "half"],
  params: {
    from: integer({
      label: "From",
      help: "The first channel that is taken; the map's own first is 0.",
      default: 0,
      min: 0,
      max: 65535,
    }),
    count: integer({ label: "Channels", help: "How many are taken.", default: 1, min: 1, max: 65536 }),
  },
  inputs: ONE_INPUT,
  infer({ from, count }, inputs) {
    const x = only(inputs);
    const channels = channelsOf(x);
    if (from + count <= channels) return ok(isMap(x) ? ([x[0], x[1], count] as const) : ([count] as const));
    const left = channels - from;
    const fix =
      left > 0
        ? { label: `Take the ${left} that are left`, params: { count: left } }
        : { label: "Take the first ones", params: { from: 0, count: Math.min(count, channels) } };
    return err(
      fault(
        `Channels ${from} to ${from + count - 1} are not all there.`,
        `at least ${from + count} channels`,
        `${channels}`,
        fix,
      ),
    );
  },
  compute: (kit, { params, inputs }) => kit.sliceChannels(only(inputs), params.from, params.count),
  toOnnx(kit, { params: { from, count }, inputs }) {
    const range = [kit.ints([from]), kit.ints([from + count]), kit.ints([1])];
    return kit.node("Slice", [only(inputs), ...range]);
  },
  torch: ({ params: { from, count } }) => torchFunction(([x]) => `${x}[:, ${from}:${from + count}]`),
  fromOnnx: [
    { operator: "Split", each: true, read: readSplit },
    { operator: "Slice", read: readSlice },
  ],
  caption: ({ from, count }) => (count === 1 ? `channel ${from}` : `channels ${from} to ${from + count - 1}`),
  examples: [
    // The first unit of ShuffleNet V2's second stage.
    { params: { count: 58 }, inputs: [[28, 28, 116]], output: [28, 28, 58], parameters: 0, macs: 0 },
    { params: { from: 2, count: 3 }, inputs: [[3, 2, 7]], output: [3, 2, 3] },
    { params: { from: 4, count: 1 }, inputs: [[5]], output: [1] },
  ],
});

/** One part of those that an operator gives: of sizes that it lists, or all alike but perhaps the last. */
function readSplit(node: ReadNode): LayerReading<SliceParams> | null {
  const input = dataInput(node);
  if (!input || isComputed(node, 1) || axesFromFront([node.int("axis", 0)], input.shape)[0] !== 1)
    return null;
  const channels = channelsOf(input.shape);
  const even = Math.ceil(channels / node.outputs);
  const sizes =
    intsOf(node, "split", 1) ??
    Array.from({ length: node.outputs }, (_, index) => Math.min(even, channels - index * even));
  const from = sizes.slice(0, node.output).reduce((sum, size) => sum + size, 0);
  const count = sizes[node.output];
  return count === undefined ? null : { params: { from, count }, inputs: [input] };
}

function readSlice(node: ReadNode): LayerReading<SliceParams> | null {
  const input = dataInput(node);
  const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name, index) =>
    intsOf(node, name, index + 1),
  );
  const step = steps?.[0] ?? 1;
  if (!input || starts?.length !== 1 || ends?.length !== 1 || axes?.length !== 1 || step !== 1) return null;
  if (isComputed(node, 4)) return null;
  if (axesFromFront(axes, input.shape)[0] !== 1) return null;
  const channels = channelsOf(input.shape);
  const place = (index: number): number =>
    Math.min(Math.max(index < 0 ? index + channels : index, 0), channels);
  const from = place(starts[0] as number);
  return { params: { from, count: place(ends[0] as number) - from }, inputs: [input] };
}
