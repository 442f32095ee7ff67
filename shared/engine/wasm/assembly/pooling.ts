import { sumRows } from "./rows";

/** dx gets each gradient at the largest number of its window, at the first of equals; nothing where a window is empty. */
export function maxPoolGrad(
  x: usize,
  dy: usize,
  dx: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  top: i32,
  left: i32,
): void {
  const pixel: usize = channels << 2;
  const image = <usize>(height * width) * pixel;
  memory.fill(dx, 0, <usize>batch * image);
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < outHeight; i++) {
      const firstRow = max(0, i * strideY - top);
      const endRow = min(height, i * strideY - top + kernelHeight);
      for (let j = 0; j < outWidth; j++) {
        const firstColumn = max(0, j * strideX - left);
        const endColumn = min(width, j * strideX - left + kernelWidth);
        if (firstRow < endRow && firstColumn < endColumn) {
          const start = <usize>(firstRow * width + firstColumn) * pixel;
          const rows = endRow - firstRow;
          const columns = endColumn - firstColumn;
          toLargest(x, dy, dx, start, rows, columns, <usize>width * pixel, channels);
        }
        dy += pixel;
      }
    }
    x += image;
    dx += image;
  }
}

/** The gradients of one window, whose first pixel is `start` bytes into its image. */
function toLargest(
  x: usize,
  dy: usize,
  dx: usize,
  start: usize,
  rows: i32,
  columns: i32,
  line: usize,
  channels: i32,
): void {
  const pixel: usize = channels << 2;
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    const first = start + (c << 2);
    let largest = v128.load(x + first);
    let place = i32x4.splat(first);
    for (let row = 0; row < rows; row++) {
      let at = first + <usize>row * line;
      for (let column = 0; column < columns; column++) {
        const value = v128.load(x + at);
        const isLarger = f32x4.gt(value, largest);
        largest = v128.bitselect(value, largest, isLarger);
        place = v128.bitselect(i32x4.splat(at), place, isLarger);
        at += pixel;
      }
    }
    const from = dy + (c << 2);
    addAt(dx + i32x4.extract_lane(place, 0), load<f32>(from));
    addAt(dx + i32x4.extract_lane(place, 1) + 4, load<f32>(from, 4));
    addAt(dx + i32x4.extract_lane(place, 2) + 8, load<f32>(from, 8));
    addAt(dx + i32x4.extract_lane(place, 3) + 12, load<f32>(from, 12));
  }
  for (; c < channels; c++) {
    let place = start + (c << 2);
    let largest = load<f32>(x + place);
    for (let row = 0; row < rows; row++) {
      let at = start + (c << 2) + <usize>row * line;
      for (let column = 0; column < columns; column++) {
        const value = load<f32>(x + at);
        if (value > largest) {
          largest = value;
          place = at;
        }
        at += pixel;
      }
    }
    addAt(dx + place, load<f32>(dy + (c << 2)));
  }
}

function addAt(at: usize, value: f32): void {
  store<f32>(at, load<f32>(at) + value);
}

/** y = mean over each window, or with `back` the way of its gradient: x += y / count. */
export function avgPool(
  x: usize,
  y: usize,
  back: i32,
  counted: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  top: i32,
  left: i32,
  bottom: i32,
  right: i32,
): void {
  const pixel: usize = channels << 2;
  const image = <usize>(height * width) * pixel;
  if (back) memory.fill(x, 0, <usize>batch * image);
  for (let n = 0; n < batch; n++) {
    for (let i = 0; i < outHeight; i++) {
      const upper = i * strideY - top;
      const lower = min(upper + kernelHeight, height + bottom);
      const firstRow = max(0, upper);
      const rows = max(0, min(height, lower) - firstRow);
      for (let j = 0; j < outWidth; j++) {
        const before = j * strideX - left;
        const after = min(before + kernelWidth, width + right);
        const firstColumn = max(0, before);
        const columns = max(0, min(width, after) - firstColumn);
        const count = counted ? (lower - upper) * (after - before) : rows * columns;
        const at = x + <usize>(firstRow * width + firstColumn) * pixel;
        const share: f32 = 1 / <f32>count;
        if (rows > 0 && columns > 0) {
          if (back) giveShare(at, y, rows, columns, <usize>width * pixel, channels, share);
          else takeMean(at, y, rows, columns, <usize>width * pixel, channels, share);
        } else if (!back) memory.fill(y, 0, pixel);
        y += pixel;
      }
    }
    x += image;
  }
}

function takeMean(x: usize, y: usize, rows: i32, columns: i32, line: usize, channels: i32, share: f32): void {
  const pixel: usize = channels << 2;
  let c = 0;
  for (; c + 4 <= channels; c += 4) {
    let sum = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      let at = x + <usize>row * line + (c << 2);
      for (let column = 0; column < columns; column++) {
        sum = f32x4.add(sum, v128.load(at));
        at += pixel;
      }
    }
    v128.store(y + (c << 2), f32x4.mul(sum, f32x4.splat(share)));
  }
  for (; c < channels; c++) {
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++) {
      let at = x + <usize>row * line + (c << 2);
      for (let column = 0; column < columns; column++) {
        sum += load<f32>(at);
        at += pixel;
      }
    }
    store<f32>(y + (c << 2), sum * share);
  }
}

function giveShare(
  x: usize,
  y: usize,
  rows: i32,
  columns: i32,
  line: usize,
  channels: i32,
  share: f32,
): void {
  const pixel: usize = channels << 2;
  for (let row = 0; row < rows; row++) {
    let at = x + <usize>row * line;
    for (let column = 0; column < columns; column++) {
      let c = 0;
      for (; c + 4 <= channels; c += 4) {
        const part = f32x4.mul(v128.load(y + (c << 2)), f32x4.splat(share));
        v128.store(at + (c << 2), f32x4.add(v128.load(at + (c << 2)), part));
      }
      for (; c < channels; c++) addAt(at + (c << 2), load<f32>(y + (c << 2)) * share);
      at += pixel;
    }
  }
}

/** Mean over height and width of each image; `sums` is room for doubles. */
export function spatialMean(x: usize, y: usize, sums: usize, batch: i32, pixels: i32, channels: i32): void {
  const share: f32 = 1 / <f32>pixels;
  for (let n = 0; n < batch; n++) {
    sumRows(x, y, sums, pixels, channels);
    for (let c = 0; c < channels; c++) store<f32>(y + (c << 2), load<f32>(y + (c << 2)) * share);
    x += (<usize>(pixels * channels)) << 2;
    y += channels << 2;
  }
}
