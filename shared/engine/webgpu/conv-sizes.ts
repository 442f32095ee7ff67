import type { ConvOptions } from "../../layers/kit";

type Shape4 = readonly [number, number, number, number];

/** All that a convolution's shaders ask for, from the shapes of x (N×H×W×C), w ([kh, kw, C / groups, filters]) and y. */
export function convSizes(
  x: readonly number[],
  w: readonly number[],
  y: readonly number[],
  { stride, pads, dilation, groups }: ConvOptions,
) {
  const [batch, height, width, channels] = x as unknown as Shape4;
  const [kernelHeight, kernelWidth, ins, filters] = w as unknown as Shape4;
  const [, outHeight, outWidth] = y as unknown as Shape4;
  const [top, , , left] = pads;
  return {
    ...{ batch, height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth, ins },
    ...{ outs: filters / groups, taps: kernelHeight * kernelWidth, top, left },
    ...{ strideY: stride[0], strideX: stride[1], dilationY: dilation[0], dilationX: dilation[1] },
  };
}

export type ConvSizes = ReturnType<typeof convSizes>;
