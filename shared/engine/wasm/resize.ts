import type { ResizeOptions } from "../../layers/kit";
import { samplesAlong } from "../../layers/resample";
import type { Dimensions, HeapKernel } from "./heap";

/** Each place's gradient goes back to the pixels that it is made of, by their shares. */
export const resizeGrad: HeapKernel<"dy", ResizeOptions & { readonly shape: Dimensions }> = {
  name: "BlockwiseResizeGrad",
  inputs: ["dy"],
  outputs: (_, { shape }) => [shape],
  run({ inputs: { dy }, outputs, attributes: { shape, size, ...sampling } }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const rows = samplesAlong(height, size[0], sampling);
    const columns = samplesAlong(width, size[1], sampling);
    const spread = (to: number, from: number, share: number): void => {
      if (share === 0) return;
      for (let c = 0; c < channels; c++)
        dx[to + c] = (dx[to + c] as number) + share * (dy[from + c] as number);
    };
    let from = 0;
    for (let n = 0; n < batch; n++) {
      for (const row of rows) {
        const upper = (n * height + row.first) * width;
        const lower = (n * height + row.second) * width;
        for (const column of columns) {
          const { first, second, share } = column;
          spread((upper + first) * channels, from, (1 - row.share) * (1 - share));
          spread((upper + second) * channels, from, (1 - row.share) * share);
          spread((lower + first) * channels, from, row.share * (1 - share));
          spread((lower + second) * channels, from, row.share * share);
          from += channels;
        }
      }
    }
  },
};
