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

/** Bytes that are no UTF-8 become the replacement character. */
export function decodeUtf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const codes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { code, length } = codePointAt(bytes, at);
    codes.push(code);
    at += length;
    if (codes.length === 4096) pieces.push(String.fromCodePoint(...codes.splice(0)));
  }
  return pieces.join("") + String.fromCodePoint(...codes);
}

function codePointAt(bytes: Uint8Array, at: number): { readonly code: number; readonly length: number } {
  const lead = bytes[at] as number;
  if (lead < 0x80) return { code: lead, length: 1 };
  const following = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
  let code = lead & (0x3f >> following);
  for (let index = 1; index <= following; index++) {
    const byte = bytes[at + index];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return { code: REPLACEMENT, length: 1 };
    code = code * 64 + (byte & 0x3f);
  }
  const isValid = lead >= 0xc2 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isValid ? { code, length: following + 1 } : { code: REPLACEMENT, length: 1 };
}
