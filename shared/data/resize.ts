/** Bytes of red, green and blue, rows from the top. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** height·width·3. */
  readonly pixels: Uint8Array;
}

/**
 * The middle of an image at the target's proportions, resampled to it: a triangle filter as wide as a source pixel or a
 * target pixel, whichever is larger, so that shrinking averages and does not alias (as Pillow's bilinear does).
 */
export function resizeToFill(image: RgbImage, height: number, width: number): RgbImage {
  const scale = Math.min(image.width / width, image.height / height);
  const left = (image.width - width * scale) / 2;
  const top = (image.height - height * scale) / 2;
  const columns = axisTaps(image.width, width, scale, left);
  const rows = axisTaps(image.height, height, scale, top);
  const narrowed = resampleColumns(image, columns);
  return { width, height, pixels: resampleRows(narrowed, width, rows) };
}

/** The source positions that one target position reads, with their shares. */
interface Taps {
  readonly first: number;
  readonly shares: readonly number[];
}

function axisTaps(source: number, target: number, scale: number, offset: number): readonly Taps[] {
  const reach = Math.max(1, scale);
  return Array.from({ length: target }, (_, index) => {
    const centre = offset + (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach));
    const end = Math.min(source, Math.ceil(centre + reach));
    const raw = Array.from({ length: end - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / reach),
    );
    const sum = raw.reduce((total, share) => total + share, 0);
    return { first, shares: raw.map((share) => share / sum) };
  });
}

function resampleColumns({ width, height, pixels }: RgbImage, columns: readonly Taps[]): Float32Array {
  const result = new Float32Array(height * columns.length * 3);
  let at = 0;
  for (let row = 0; row < height; row++) {
    for (const { first, shares } of columns) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [tap, share] of shares.entries()) {
          sum += share * (pixels[(row * width + first + tap) * 3 + channel] ?? 0);
        }
        result[at++] = sum;
      }
    }
  }
  return result;
}

function resampleRows(values: Float32Array, width: number, rows: readonly Taps[]): Uint8Array {
  const stride = width * 3;
  const result = new Uint8Array(rows.length * stride);
  let at = 0;
  for (const { first, shares } of rows) {
    for (let column = 0; column < stride; column++) {
      let sum = 0;
      for (const [tap, share] of shares.entries())
        sum += share * (values[(first + tap) * stride + column] ?? 0);
      result[at++] = Math.round(sum);
    }
  }
  return result;
}
