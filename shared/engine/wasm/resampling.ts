import type { Sample } from "../../layers/resample";
import type { Dimensions, HeapKernel } from "./heap";

interface ResampleAttributes {
  /** What the rows and the columns of the result were made of. */
  readonly rows: readonly Sample[];
  readonly columns: readonly Sample[];
  /** Of the gradient. */
  readonly shape: Dimensions;
}

/** Each place's gradient goes back to the pixels that it is made of, by their shares. */
export const resampleGrad: HeapKernel<"dy", ResampleAttributes> = {
  name: "BlockwiseResampleGrad",
  inputs: ["dy"],
  outputs: (_, { shape }) => [shape],
  run({ inputs: { dy }, outputs, attributes: { shape, rows, columns } }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    const [batch, height, width, channels] = shape as [number, number, number, number];
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
