import { choice, integer, number } from "../layers/params";
import type { Pads, Pair } from "../layers/window";

/** Pads that keep the size of a map at stride 1; an odd remainder goes to the bottom and right. */
export function keepSize([height, width]: Pair): Pads {
  const top = Math.floor((height - 1) / 2);
  const left = Math.floor((width - 1) / 2);
  return [top, width - 1 - left, height - 1 - top, left];
}

/** Added to the variance where TensorFlow normalises: in Inception from v2 on, Xception and MobileNet. */
export const TENSORFLOW_EPSILON = 1e-3;

/** A number of output channels under its paper's name. */
export function channels(label: string, help: string, value: number) {
  return integer({ label, help, default: value, min: 1, max: 65536 });
}

/** What goes around a residual unit. */
export const shortcutParam = choice({
  label: "Shortcut",
  help: "What goes around the unit. Identity needs an output of the input's size and width.",
  default: "identity",
  options: [
    { value: "identity", label: "Identity" },
    { value: "padded", label: "Skipped pixels, zero channels (option A)" },
    { value: "projection", label: "1×1 convolution (options B and C)" },
    { value: "none", label: "None (plain network)" },
  ],
});

/** What an auxiliary classifier adds to the loss of the network that it stands on. */
export function lossWeightParam(value: number) {
  return number({
    label: "Loss weight",
    help: "Its loss counts so many times in training, beside that of the network's own output.",
    default: value,
    min: 0,
    max: 10,
  });
}

export const strideParam = integer({
  label: "Stride",
  help: "2 halves the map at the start of the unit.",
  unit: "px",
  default: 1,
  min: 1,
  max: 8,
});

/** Where a bottleneck that shrinks the map takes its stride. Same parameters; the later place costs more and errs less. */
export const stridePlaceParam = choice({
  label: "Stride in",
  help: 'The first 1×1 convolution, as in the paper, or the 3×3, as in PyTorch ("v1.5").',
  default: "3x3",
  options: [
    { value: "1x1", label: "First 1×1 (v1)" },
    { value: "3x3", label: "3×3 (v1.5)" },
  ],
});
