export type PictureKind = "png" | "jpeg" | "webp";

/** As many bytes as say what a picture is. */
export const KIND_BYTES = 12;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const JPEG = [0xff, 0xd8, 0xff] as const;
const RIFF = [0x52, 0x49, 0x46, 0x46] as const;
const WEBP = [0x57, 0x45, 0x42, 0x50] as const;

/** What a file's first bytes say it is, whatever it is called. */
export function pictureKindOf(head: Uint8Array): PictureKind | null {
  if (holds(head, 0, PNG)) return "png";
  if (holds(head, 0, JPEG)) return "jpeg";
  return holds(head, 0, RIFF) && holds(head, 8, WEBP) ? "webp" : null;
}

function holds(bytes: Uint8Array, at: number, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[at + index] === byte);
}
