import type { ConvOptions } from "../../layers/kit";
import { frameBytes, geometry } from "./convolution";
import type { Dimensions, HeapKernel } from "./heap";

type DepthwiseOptions = Omit<ConvOptions, "groups">;

/** Gradient of a depthwise convolution's filter [kh, kw, in, multiplier]. */
export const depthwiseFilterGrad: HeapKernel<"x" | "dy", DepthwiseOptions & { readonly shape: Dimensions }> =
  {
    name: "BlockwiseDepthwiseFilterGrad",
    inputs: ["x", "dy"],
    outputs: (_, { shape }) => [shape],
    simd: {
      covers: (_, { shape }) => isSimple(shape),
      scratch: ({ x, dy }, conv) => frameBytes(x, dy, conv.shape, conv),
      run(kernels, { inputs, outputs, shapes, scratch, attributes }) {
        kernels.depthwiseFilterGrad(
          inputs.x,
          inputs.dy,
          outputs[0] as number,
          scratch,
          ...withoutOuts(geometry(shapes.x, shapes.dy, attributes.shape, attributes)),
        );
      },
    },
    run({ inputs: { x, dy }, shapes, outputs, attributes }) {
      // Doubles: a filter sums over every pixel of every image.
      const sums = new Float64Array(attributes.shape.reduce((product, size) => product * size, 1));
      const [, , , multiplier] = attributes.shape as [number, number, number, number];
      forEachTap(shapes.x, shapes.dy, attributes.shape, attributes, (at, out, tap, channels) => {
        for (let c = 0; c < channels; c++) {
          const value = x[at + c] as number;
          for (let m = 0; m < multiplier; m++) {
            const q = c * multiplier + m;
            sums[tap + q] = (sums[tap + q] as number) + value * (dy[out + q] as number);
          }
        }
      });
      outputs[0]?.set(sums);
    },
  };

export const depthwiseInputGrad: HeapKernel<"dy" | "w", DepthwiseOptions & { readonly shape: Dimensions }> = {
  name: "BlockwiseDepthwiseInputGrad",
  inputs: ["dy", "w"],
  outputs: (_, { shape }) => [shape],
  simd: {
    covers: ({ w }) => isSimple(w),
    scratch: ({ dy, w }, conv) => frameBytes(conv.shape, dy, w, conv),
    run(kernels, { inputs, outputs, shapes: { dy, w }, scratch, attributes }) {
      kernels.depthwiseInputGrad(
        inputs.dy,
        inputs.w,
        outputs[0] as number,
        scratch,
        ...withoutOuts(geometry(attributes.shape, dy, w, attributes)),
      );
    },
  },
  run({ inputs: { dy, w }, shapes, outputs, attributes }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    const [, , , multiplier] = shapes.w as [number, number, number, number];
    forEachTap(attributes.shape, shapes.dy, shapes.w, attributes, (at, out, tap, channels) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let m = 0; m < multiplier; m++) {
          const q = c * multiplier + m;
          sum += (w[tap + q] as number) * (dy[out + q] as number);
        }
        dx[at + c] = (dx[at + c] as number) + sum;
      }
    });
  },
};

/** One filter per channel, as nearly all have. */
function isSimple([, , , multiplier]: Dimensions): boolean {
  return multiplier === 1;
}

/** The channels of the result are those of the input. */
function withoutOuts(operands: readonly number[]): readonly number[] {
  return operands.toSpliced(6, 1);
}

/** Every pair of an output pixel and a tap that falls inside the input: where x, dy and the tap begin. */
function forEachTap(
  x: Dimensions,
  dy: Dimensions,
  w: Dimensions,
  { stride, pads, dilation }: DepthwiseOptions,
  visit: (at: number, out: number, tap: number, channels: number) => void,
): void {
  const [batch, height, width, channels] = x as [number, number, number, number];
  const [, outHeight, outWidth, outChannels] = dy as [number, number, number, number];
  const [kernelHeight, kernelWidth] = w as [number, number, number, number];
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        const out = ((n * outHeight + i) * outWidth + j) * outChannels;
        for (let u = 0; u < kernelHeight; u++) {
          const row = i * stride[0] + u * dilation[0] - pads[0];
          if (row < 0 || row >= height) continue;
          for (let v = 0; v < kernelWidth; v++) {
            const column = j * stride[1] + v * dilation[1] - pads[3];
            if (column < 0 || column >= width) continue;
            visit(
              ((n * height + row) * width + column) * channels,
              out,
              (u * kernelWidth + v) * outChannels,
              channels,
            );
          }
        }
      }
    }
  }
}
