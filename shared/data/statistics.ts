import type { Rgb } from "./define";

/** A channel without contrast would be divided by nothing. */
const LEAST_DEVIATION = 1 / 255;

export interface ChannelStatistics {
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** Mean and standard deviation of each channel of RGB bytes, of pixels in 0 to 1, that come piece by piece. */
export function createStatistics(): { add(pixels: Uint8Array): void; end(): ChannelStatistics } {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  let count = 0;
  return {
    add(pixels) {
      for (let at = 0; at < pixels.length; at++) {
        const value = pixels[at] as number;
        const channel = at % 3;
        sums[channel] = (sums[channel] as number) + value;
        squares[channel] = (squares[channel] as number) + value * value;
      }
      count += pixels.length / 3;
    },
    end() {
      const mean = sums.map((sum) => sum / count / 255);
      const std = squares.map((square, channel) => {
        const average = mean[channel] as number;
        return Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, square / count / 255 ** 2 - average ** 2)));
      });
      return { mean: mean as unknown as Rgb, std: std as unknown as Rgb };
    },
  };
}

/** How many images each class has. */
export function classCounts(labels: Int32Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
