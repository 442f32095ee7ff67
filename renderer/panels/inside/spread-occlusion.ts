import type { HeatMap, Occlusion } from "../../../shared/contracts/inside";

/** Of the run that gave the map: side and step of the patch, and of the picture, in pixels. */
export interface PatchRun {
  readonly size: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** How far the probability fell, for each pixel the mean over the patches that covered it. What rose counts as nothing. */
export function spreadOcclusion({ rows, columns, data, whole }: Occlusion, run: PatchRun): HeatMap {
  const { size, stride, width, height } = run;
  const sums = new Float32Array(width * height);
  const counts = new Uint16Array(width * height);
  for (let row = 0; row < rows; row++) {
    // The last patch ends at the border.
    const top = Math.min(row * stride, height - size);
    for (let column = 0; column < columns; column++) {
      const left = Math.min(column * stride, width - size);
      const fall = Math.max(0, whole - (data[row * columns + column] ?? 0));
      for (let y = top; y < top + size; y++) {
        for (let x = left; x < left + size; x++) {
          sums[y * width + x] = (sums[y * width + x] ?? 0) + fall;
          counts[y * width + x] = (counts[y * width + x] ?? 0) + 1;
        }
      }
    }
  }
  return { rows: height, columns: width, data: sums.map((sum, at) => sum / Math.max(1, counts[at] ?? 1)) };
}
