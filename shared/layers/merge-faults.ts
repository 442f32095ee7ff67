import { type Fault, type Fix, fault } from "../base/fault";
import { channelsOf, elementsOf, isMap, type MapShape, type Shape, shapeText } from "./shape";
import type { Pair } from "./window";

/** Why two branches cannot be added: both shapes by name, and layers that would make them fit. */
export function cannotAdd(inputs: readonly Shape[], other: number): Fault {
  const [a, b] = [inputs[0] as Shape, inputs[other] as Shape];
  return fault(
    `Input 1 is ${shapeText(a)} and input ${other + 1} is ${shapeText(b)}: they cannot be added.`,
    "inputs of one shape",
    inputs.map(shapeText).join(" and "),
    ...(isMap(a) && isMap(b) ? projections(a, b, other) : vectorsToAdd(inputs)),
  );
}

/** Why inputs cannot be combined number by number (`combined`: "multiplied"), the first two that do not fit by name. */
export function cannotCombine(
  inputs: readonly Shape[],
  [one, other]: readonly [number, number],
  combined: string,
): Fault {
  const [a, b] = [inputs[one] as Shape, inputs[other] as Shape];
  return fault(
    `Input ${one + 1} is ${shapeText(a)} and input ${other + 1} is ${shapeText(b)}: they cannot be ${combined}.`,
    "inputs of one shape; sides of one pixel and single channels are repeated",
    inputs.map(shapeText).join(" and "),
    ...combinings(inputs, [one, other]),
  );
}

/** Layers that bring one input to the other's channels, or its features. */
function combinings(inputs: readonly Shape[], pair: readonly [number, number]): readonly Fix[] {
  if (!inputs.some(isMap)) return vectorFixes(inputs);
  return [pair, pair.toReversed() as unknown as typeof pair].flatMap(([wanted, input]): readonly Fix[] => {
    const [like, shape] = [inputs[wanted] as Shape, inputs[input] as Shape];
    const channels = channelsOf(like);
    if (channelsOf(shape) === channels) return isMap(shape) ? averaged(shape, input) : [];
    if (!isMap(shape)) return [denseTo(channels, input)];
    return [
      {
        label: `Bring input ${input + 1} to ${channels} channels by a 1×1 convolution`,
        insert: { type: "conv2d", params: { filters: channels, kernel: [1, 1], padding: "valid" }, input },
      },
    ];
  });
}

/** One number per channel fits any map of those channels. */
function averaged([height, width]: MapShape, input: number): readonly Fix[] {
  return height === 1 && width === 1
    ? []
    : [
        {
          label: `Average each channel of input ${input + 1} first`,
          insert: { type: "global-avg-pool", params: { keepDims: true }, input },
        },
      ];
}

/** Why branches cannot be stacked, and layers that would make their heights and widths agree. */
export function cannotConcat(inputs: readonly Shape[], other: number): Fault {
  const [a, b] = [inputs[0] as Shape, inputs[other] as Shape];
  return fault(
    `Input 1 is ${shapeText(a)} and input ${other + 1} is ${shapeText(b)}: their channels cannot be stacked.`,
    "inputs of one height and width",
    inputs.map(shapeText).join(" and "),
    ...(isMap(a) && isMap(b) ? resizings(a, b, other) : vectorFixes(inputs)),
  );
}

/** 1×1 convolutions (option B of the ResNet paper), and the shortcut without weights (option A) where that serves. */
function projections(a: MapShape, b: MapShape, other: number): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const [input, from, to] of [
    [0, a, b],
    [other, b, a],
  ] as const) {
    const stride = strideBetween(from, to);
    if (!stride) continue;
    const steps = stride[0] > 1 || stride[1] > 1 ? ` with stride ${strideText(stride)}` : "";
    fixes.push({
      label: `Project input ${input + 1} to ${shapeText(to)} by a 1×1 convolution${steps}`,
      insert: {
        type: "conv2d",
        params: { filters: to[2], kernel: [1, 1], stride, padding: "valid" },
        input,
      },
    });
    if (from[2] > to[2]) continue;
    fixes.push({
      label: `Pad input ${input + 1} with zero channels to ${shapeText(to)}${steps}`,
      insert: { type: "shortcut-pad", params: { filters: to[2], stride }, input },
    });
  }
  return fixes;
}

/** A border that convolutions without padding lose; wider frames would be mostly zeros. */
const LOST_BORDER = 4;

function resizings(a: MapShape, b: MapShape, other: number): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const [input, from, to] of [
    [0, a, b],
    [other, b, a],
  ] as const) {
    const stride = strideBetween(from, to);
    if (stride) {
      fixes.push({
        label: `Shrink input ${input + 1} to ${to[0]}×${to[1]} by max pooling with stride ${strideText(stride)}`,
        insert: { type: "max-pool", params: { kernel: stride, stride, rounding: "ceil" }, input },
      });
    } else if (from[0] <= to[0] && from[1] <= to[1]) {
      const [rows, columns] = [to[0] - from[0], to[1] - from[1]];
      const [top, left] = [Math.floor(rows / 2), Math.floor(columns / 2)];
      const padding = [top, columns - left, rows - top, left];
      if (Math.max(...padding) > LOST_BORDER) continue;
      fixes.push({
        label: `Frame input ${input + 1} with zeros to ${to[0]}×${to[1]}`,
        insert: { type: "zero-pad", params: { padding }, input },
      });
    }
  }
  return fixes;
}

/** For adding, where every shape must be that of the first vector. */
function vectorsToAdd(inputs: readonly Shape[]): readonly Fix[] {
  const vector = inputs.find((shape) => !isMap(shape));
  const map = inputs.find(isMap);
  const fixes = vectorFixes(inputs);
  if (!vector || !map) return fixes;
  const [average, flatten] = fixes;
  const fitting = [
    ...(average && channelsOf(map) === channelsOf(vector) ? [average] : []),
    ...(flatten && elementsOf(map) === elementsOf(vector) ? [flatten] : []),
  ];
  // Where neither fits, averaging leaves two vectors, for which there is a remedy in turn.
  return fitting.length > 0 ? fitting : fixes.slice(0, 1);
}

/** Makes vectors of maps among vectors; among vectors alone, brings the first odd one to the first's length. */
function vectorFixes(inputs: readonly Shape[]): readonly Fix[] {
  const [first] = inputs;
  const map = inputs.findIndex(isMap);
  if (map >= 0) {
    return [
      {
        label: `Average each channel of input ${map + 1} first`,
        insert: { type: "global-avg-pool", params: {}, input: map },
      },
      { label: `Flatten input ${map + 1} first`, insert: { type: "flatten", params: {}, input: map } },
    ];
  }
  const other = inputs.findIndex((shape) => shape[0] !== first?.[0]);
  if (!first || other < 0) return [];
  return [denseTo(channelsOf(first), other)];
}

function denseTo(units: number, input: number): Fix {
  return {
    label: `Bring input ${input + 1} to ${units} features by a dense layer`,
    insert: { type: "dense", params: { units }, input },
  };
}

/** The stride at which windows of one pixel turn one size into the other; null if there is none. */
function strideBetween(from: MapShape, to: MapShape): Pair | null {
  const vertical = strideAlong(from[0], to[0]);
  const horizontal = strideAlong(from[1], to[1]);
  return vertical && horizontal ? [vertical, horizontal] : null;
}

function strideAlong(from: number, to: number): number | null {
  const stride = Math.round(from / to);
  return stride >= 1 && stride <= 64 && Math.ceil(from / stride) === to ? stride : null;
}

function strideText(stride: Pair): string {
  return stride[0] === stride[1] ? `${stride[0]}` : stride.join("×");
}
