import { UserError } from "../../../shared/base/assert";

/** A picture as its file shows it, before a network's size is known. */
export interface Picture {
  readonly name: string;
  /** Of `pixels`. */
  readonly width: number;
  readonly height: number;
  /** Width and height before a large picture was made smaller: as its file has them. */
  readonly original: readonly [number, number];
  /** height·width·3 bytes, rows from the top, red, green, blue. */
  readonly pixels: Uint8Array;
  /** What it shows, where that is known. */
  readonly label: string | null;
  /** The true class of each pixel, where that is known. */
  readonly mask?: Uint8Array;
}

/** No network here reads more; a photograph of 50 megapixels would only cost memory. */
const MAX_SIDE = 1024;

/** Decodes PNG, JPEG, WebP and whatever else the browser can. Throws a readable error if it cannot. */
export async function decodePicture(file: Blob, name: string): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new UserError(
      `“${name}” could not be read as a picture. Expected a PNG, JPEG or WebP file${file.type ? `, received ${file.type}` : ""}.`,
    );
  });
  try {
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context)
      throw new UserError("The picture could not be drawn: the browser gave no canvas. Try again.");
    // Transparent parts are white, as paper is.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const original = [bitmap.width, bitmap.height] as const;
    return { name, width, height, original, pixels: withoutAlpha(data), label: null };
  } finally {
    bitmap.close();
  }
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from] ?? 0;
    rgb[to++] = rgba[from + 1] ?? 0;
    rgb[to++] = rgba[from + 2] ?? 0;
  }
  return rgb;
}
