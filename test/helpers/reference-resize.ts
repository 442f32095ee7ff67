import type { ResizeOptions } from "../../shared/layers/kit";
import { at, fill, mapSize, type ReferenceTensor } from "./reference-tensor";

/** PyTorch's `interpolate` by its formulas (aten/src/ATen/native/UpSample.h), place by place. */
export function resize(x: ReferenceTensor, { size, mode, align }: ResizeOptions): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const [rows, columns] = size;
  const read = (n: number, i: number, j: number, c: number): number => {
    const [row, column] = [Math.min(i, height - 1), Math.min(j, width - 1)];
    return at(x, ((n * height + row) * width + column) * channels + c);
  };
  const place = (index: number, given: number, wanted: number): number => {
    if (mode === "nearest" || align === "origin") return (index * given) / wanted;
    if (align === "corners") return wanted > 1 ? index * ((given - 1) / (wanted - 1)) : 0;
    return Math.max(0, (index + 0.5) * (given / wanted) - 0.5);
  };
  return fill([batch, rows, columns, channels], (index) => {
    const c = index % channels;
    const column = Math.floor(index / channels) % columns;
    const row = Math.floor(index / channels / columns) % rows;
    const n = Math.floor(index / channels / columns / rows);
    const [y, z] = [place(row, height, rows), place(column, width, columns)];
    const [i, j] = [Math.floor(y + 1e-9), Math.floor(z + 1e-9)];
    if (mode === "nearest") return read(n, i, j, c);
    const [down, right] = [Math.max(0, y - i), Math.max(0, z - j)];
    const upper = (1 - right) * read(n, i, j, c) + right * read(n, i, j + 1, c);
    const lower = (1 - right) * read(n, i + 1, j, c) + right * read(n, i + 1, j + 1, c);
    return (1 - down) * upper + down * lower;
  });
}
