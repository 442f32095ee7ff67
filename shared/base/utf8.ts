/** Of a character's first byte, by how many bytes follow it. */
const LEADS = [0, 0xc0, 0xe0, 0xf0] as const;
const REPLACEMENT = 0xfffd;

/** `TextEncoder` is no part of the language, and `shared` may use nothing else. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    pushCodePoint(bytes, isHalf ? REPLACEMENT : code);
  }
  return Uint8Array.from(bytes);
}

function pushCodePoint(bytes: number[], code: number): void {
  if (code < 0x80) {
    bytes.push(code);
    return;
  }
  const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  bytes.push((LEADS[following] as number) | (code >> (6 * following)));
  for (let shift = 6 * (following - 1); shift >= 0; shift -= 6) bytes.push(0x80 | ((code >> shift) & 0x3f));
}
