import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { MapShape } from "./shape";
import { type Padding, type Pads, type Pair, type ResolvedWindow, windowOf } from "./window";

/** A window that writes where a convolution's reads. */
export interface TransposedWindow {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  /** Rows and columns at the bottom and right that the convolution back would round away. */
  readonly outputPadding: Pair;
}

/**
 * The size of a transposed convolution's output, and the pads of the convolution that leads back from it.
 *
 * (in - 1) × stride + kernel - pads + output padding; "same" gives in × stride.
 */
export function resolveTransposed(window: TransposedWindow, input: MapShape): Result<ResolvedWindow, Fault> {
  const { kernel, stride, padding, outputPadding } = window;
  const extra = outputPadding.findIndex((pixels, axis) => pixels >= (stride[axis] as number));
  if (extra >= 0 && outputPadding.some((pixels) => pixels > 0)) return err(tooMuchExtra(window));
  if (padding === "same") {
    if (outputPadding.some((pixels) => pixels > 0)) return err(extraWithSame(outputPadding));
    const output = [input[0] * stride[0], input[1] * stride[1]] as const;
    return ok({ output, pads: windowOf({ kernel, stride, padding }, [...output, input[2]]).pads });
  }
  const pads: Pads = padding === "valid" ? [0, 0, 0, 0] : padding;
  const [top, right, bottom, left] = pads;
  const output = [
    (input[0] - 1) * stride[0] + kernel[0] - top - bottom + outputPadding[0],
    (input[1] - 1) * stride[1] + kernel[1] - left - right + outputPadding[1],
  ] as const;
  return output[0] < 1 || output[1] < 1 ? err(nothingLeft(pads)) : ok({ output, pads });
}

function tooMuchExtra({ stride, outputPadding }: TransposedWindow): Fault {
  const clipped = outputPadding.map((pixels, axis) => Math.min(pixels, (stride[axis] as number) - 1));
  return fault(
    "The output padding only tells apart sizes that a stride would round to the same.",
    `output padding smaller than the stride of ${stride.join("×")}`,
    outputPadding.join("×"),
    { label: `Use an output padding of ${clipped.join("×")}`, params: { outputPadding: clipped } },
  );
}

function extraWithSame(outputPadding: Pair): Fault {
  return fault(
    'With "same" padding the output is the input times the stride, and output padding says otherwise.',
    "no output padding",
    outputPadding.join("×"),
    { label: "Leave out the output padding", params: { outputPadding: [0, 0] } },
  );
}

function nothingLeft(pads: Pads): Fault {
  return fault(
    "The padding cuts off the whole output.",
    "padding that leaves at least one pixel",
    pads.join(", "),
    { label: "Cut off nothing", params: { padding: [0, 0, 0, 0] } },
  );
}
