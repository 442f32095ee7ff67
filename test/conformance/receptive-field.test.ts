import { describe, expect, test } from "vitest";
import { fieldOfWindow, ONE_PIXEL, type ReceptiveField } from "../../shared/analysis/receptive-field";
import { elementsOf, isMap, type MapShape } from "../../shared/layers/shape";
import { type LayerCase, layerCases, randomWeights, runReference } from "../helpers/layer-examples";
import { type ReferenceTensor, randomTensor } from "../helpers/reference-tensor";

/** Cases small enough to perturb pixel by pixel. */
const cases = layerCases().filter(
  ({ example }) => example.inputs.every((shape) => elementsOf(shape) <= 600) && example.inputs.some(isMap),
);

describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
  test("sees the pixels that its window says, and no others", () => {
    const input = each.example.inputs[0] as MapShape;
    const seen = pixelsSeen(each, input);
    const window = each.layer.window?.(each.params);
    const field = window ? fieldOfWindow(window, input) : ONE_PIXEL;
    if (window === "varying") {
      // No one step leads from each output's window to the next.
      expect(new Set(stepsAlongFirstRow(seen, each.example.output as MapShape)).size).toBeGreaterThan(1);
      return;
    }
    if (field === null) throw new Error("The example has no field");
    if (field === "global") {
      expect(seen).toEqual(seen.map(() => ({ rows: [0, input[0]], columns: [0, input[1]] })));
    } else if (!isMap(each.example.output)) {
      expect(seen.every(({ rows, columns }) => rows[1] - rows[0] <= 1 && columns[1] - columns[0] <= 1)).toBe(
        true,
      );
    } else {
      expectWindows(seen, field, input, each.example.output);
    }
  });
});

function stepsAlongFirstRow(seen: readonly Hull[], output: MapShape): readonly number[] {
  const starts = seen.slice(0, output[1]).map(({ columns }) => columns[0]);
  return starts.slice(1).map((start, index) => start - (starts[index] as number));
}

type Span = readonly [from: number, to: number];
interface Hull {
  readonly rows: Span;
  readonly columns: Span;
}

/** Inside the map a window sees all its extent; at the border, what is left of it at most. */
function expectWindows(
  seen: readonly Hull[],
  field: Exclude<ReceptiveField, "global">,
  input: MapShape,
  output: MapShape,
): void {
  let inside = 0;
  for (const [index, hull] of seen.entries()) {
    const row = spanAt(field, 0, Math.floor(index / output[1]));
    const column = spanAt(field, 1, index % output[1]);
    const label = `output pixel ${index}`;
    if (row[0] >= 0 && row[1] <= input[0] && column[0] >= 0 && column[1] <= input[1]) {
      inside++;
      expect(hull, label).toEqual({ rows: row, columns: column });
    } else if (hull.rows[1] > hull.rows[0]) {
      expect(hull.rows[0] >= row[0] && hull.rows[1] <= row[1], label).toBe(true);
      expect(hull.columns[0] >= column[0] && hull.columns[1] <= column[1], label).toBe(true);
    }
  }
  expect(inside).toBeGreaterThan(0);
}

function spanAt(field: Exclude<ReceptiveField, "global">, axis: 0 | 1, position: number): Span {
  const from = field.offset[axis] + position * field.stride[axis];
  return [from, from + field.size[axis]];
}

/** For every output pixel (or feature) the hull of the input pixels that change it; empty spans are [0, 0]. */
function pixelsSeen(each: LayerCase, input: MapShape): readonly Hull[] {
  const weights = randomWeights(each);
  const inputs = each.example.inputs.map((shape, index) => randomTensor([1, ...shape], index));
  const before = runReference(each, inputs, weights).output;
  const outputs = isMap(each.example.output)
    ? each.example.output[0] * each.example.output[1]
    : each.example.output[0];
  const share = before.data.length / outputs;
  const hulls: Hull[] = Array.from({ length: outputs }, () => ({ rows: [0, 0], columns: [0, 0] }));
  for (let row = 0; row < input[0]; row++) {
    for (let column = 0; column < input[1]; column++) {
      const changed = inputs.map((x, index) => (index === 0 ? perturbed(x, input, row, column) : x));
      const after = runReference(each, changed, weights).output;
      for (let place = 0; place < outputs; place++) {
        if (sameBetween(before, after, place * share, (place + 1) * share)) continue;
        const hull = hulls[place] as Hull;
        hulls[place] = { rows: grown(hull.rows, row), columns: grown(hull.columns, column) };
      }
    }
  }
  return hulls;
}

/** The pixel's first channel far above all others, the rest a little: maxima, sums and ratios all move. */
function perturbed(x: ReferenceTensor, input: MapShape, row: number, column: number): ReferenceTensor {
  const data = x.data.slice();
  for (let channel = 0; channel < input[2]; channel++) {
    const index = (row * input[1] + column) * input[2] + channel;
    data[index] = 4 - channel * 0.3;
  }
  return { shape: x.shape, data };
}

function sameBetween(a: ReferenceTensor, b: ReferenceTensor, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (a.data[index] !== b.data[index]) return false;
  return true;
}

function grown([from, to]: Span, at: number): Span {
  return from === to ? [at, at + 1] : [Math.min(from, at), Math.max(to, at + 1)];
}
