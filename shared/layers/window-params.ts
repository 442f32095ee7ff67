import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import { needsMap } from "./kinds";
import { boolean, choice, padding, pair } from "./params";
import { isMap, type Shape } from "./shape";
import { type Padding, type Pair, resolveWindow, type WindowSpec } from "./window";

/** The parameters of a convolution's sliding window; layers spread them and add their own. */
export const convWindowParams = {
  kernel: pair({
    label: "Kernel",
    help: "Height and width of the window.",
    unit: "px",
    default: [3, 3],
    min: 1,
    max: 255,
  }),
  stride: pair({
    label: "Stride",
    help: "Steps between windows; 2 halves the map.",
    unit: "px",
    default: [1, 1],
    min: 1,
    max: 64,
  }),
  padding: padding({
    label: "Padding",
    help: "Zeros around the map: top, right, bottom, left.",
    default: [1, 1, 1, 1],
  }),
  dilation: pair({
    label: "Dilation",
    help: "Distance between the pixels of one window.",
    default: [1, 1],
    min: 1,
    max: 64,
    advanced: true,
  }),
} as const;

export const biasParam = boolean({
  label: "Bias",
  help: "One added number per output channel. Leave out before batch normalisation.",
  default: true,
});

/** The parameters of a pool's sliding window. */
export const poolWindowParams = {
  kernel: pair({
    label: "Kernel",
    help: "Height and width of the window.",
    unit: "px",
    default: [2, 2],
    min: 1,
    max: 255,
  }),
  stride: pair({
    label: "Stride",
    help: "Steps between windows; smaller than the kernel makes the pools overlap.",
    unit: "px",
    default: [2, 2],
    min: 1,
    max: 64,
  }),
  padding: padding({
    label: "Padding",
    help: "Pixels around the map: top, right, bottom, left. Smaller than the kernel.",
    default: [0, 0, 0, 0],
  }),
  rounding: choice({
    label: "Rounding",
    help: "Whether a last window that is only partly covered counts: up as in Caffe, down as in PyTorch.",
    default: "floor",
    options: [
      { value: "floor", label: "Down" },
      { value: "ceil", label: "Up" },
    ],
  }),
} as const;

/** The output of a pool: as many channels as came in. */
export function inferPool(what: string, window: WindowSpec, input: Shape | undefined): Result<Shape, Fault> {
  if (!input || !isMap(input)) return err(needsMap(what, input));
  const padded = tooPadded(window.padding, window.kernel);
  if (padded) return err(padded);
  const resolved = resolveWindow(window, input);
  return resolved.ok ? ok([...resolved.value.output, input[2]] as const) : resolved;
}

/** A window that lies in the padding alone has no maximum and no mean. */
function tooPadded(given: Padding, kernel: Pair): Fault | null {
  if (typeof given === "string") return null;
  const limits = [kernel[0], kernel[1], kernel[0], kernel[1]] as const;
  if (given.every((side, index) => side < (limits[index] as number))) return null;
  const clipped = given.map((side, index) => Math.min(side, (limits[index] as number) - 1));
  return fault(
    "Some windows would lie in the padding alone and hold no pixel.",
    `padding smaller than the ${kernel[0]}×${kernel[1]} kernel on every side`,
    given.join(", "),
    { label: `Pad by ${clipped.join(", ")}`, params: { padding: clipped } },
  );
}

/** "3×3 /2": the kernel, and the stride where it is not 1. */
export function windowCaption({ kernel, stride }: { readonly kernel: Pair; readonly stride: Pair }): string {
  return `${kernel.join("×")}${strideCaption(stride)}`;
}

/** " /2", or nothing for a stride of 1. */
export function strideCaption([vertical, horizontal]: Pair): string {
  if (vertical === 1 && horizontal === 1) return "";
  return vertical === horizontal ? ` /${vertical}` : ` /${vertical}×${horizontal}`;
}
