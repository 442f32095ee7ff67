/** Copies one image into a frame of `rows` × `columns` that begins `top` rows and `left` columns before it; zeros around. */
export function frame(
  image: usize,
  framed: usize,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
): void {
  const pixel: usize = channels << 2;
  const first = max(0, left);
  const last = min(columns, left + width);
  for (let row = 0; row < rows; row++) {
    const from = row - top;
    const line = framed + <usize>(row * columns) * pixel;
    if (from < 0 || from >= height || last <= first) {
      memory.fill(line, 0, <usize>columns * pixel);
      continue;
    }
    memory.fill(line, 0, <usize>first * pixel);
    const source = image + <usize>(from * width + first - left) * pixel;
    memory.copy(line + <usize>first * pixel, source, <usize>(last - first) * pixel);
    memory.fill(line + <usize>last * pixel, 0, <usize>(columns - last) * pixel);
  }
}

/** The other way: what of a frame lies in the image. */
export function unframe(
  framed: usize,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
): void {
  const pixel: usize = channels << 2;
  const first = max(0, -left);
  const last = min(width, columns - left);
  for (let row = 0; row < height; row++) {
    const line = image + <usize>(row * width) * pixel;
    const from = row + top;
    if (from < 0 || from >= rows || last <= first) {
      memory.fill(line, 0, <usize>width * pixel);
      continue;
    }
    memory.fill(line, 0, <usize>first * pixel);
    const source = framed + <usize>(from * columns + first + left) * pixel;
    memory.copy(line + <usize>first * pixel, source, <usize>(last - first) * pixel);
    memory.fill(line + <usize>last * pixel, 0, <usize>(width - last) * pixel);
  }
}
