import { toBase64Url } from "../../../base/base64url";
import { textField } from "../wire";
import type { RawAttribute, RawNode } from "./raw-model";
import { fieldsOf, textOf } from "./wire-reader";

/** An operator's attributes as the JSON that `parseAttributes` reads: in words where those say all of it, else as bytes. */
export function attributesText({ attributes }: RawNode): string {
  return JSON.stringify(
    Object.fromEntries([...attributes].map(([name, attribute]) => [name, plainOf(name, attribute)])),
  );
}

function plainOf(name: string, attribute: RawAttribute): unknown {
  const isPlain = [...fieldsOf(attribute.bytes)].every(({ number }) => PLAIN_FIELDS.has(number));
  const plain = isPlain ? plainValue(attribute) : undefined;
  return plain ?? { message: toBase64Url(named(name, attribute.bytes)) };
}

/** Name, f, i, s, floats, ints, strings, type. */
const PLAIN_FIELDS: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 8, 9, 20]);

function plainValue(attribute: RawAttribute): unknown {
  switch (attribute.kind) {
    case "int":
      return Number.isSafeInteger(attribute.value) ? attribute.value : undefined;
    case "ints":
      return attribute.value.every(Number.isSafeInteger) ? attribute.value : undefined;
    case "float":
      return Number.isFinite(attribute.value) ? { float: attribute.value } : undefined;
    case "floats":
      return attribute.value.every(Number.isFinite) ? { floats: attribute.value } : undefined;
    case "text":
      return isText(attribute.value) ? attribute.value : undefined;
    case "texts":
      return attribute.value.every(isText) ? { strings: attribute.value } : undefined;
    default:
      return undefined;
  }
}

/** Bytes that are no text were read with the replacement character, and would not come out again as they were. */
function isText(text: string): boolean {
  return !text.includes("\uFFFD");
}

/** In a function the attribute of the call may go by another name: of a field that stands twice the last holds. */
function named(name: string, bytes: Uint8Array): Uint8Array {
  const own = [...fieldsOf(bytes)].find((field) => field.number === 1);
  if (own && textOf(own) === name) return bytes;
  const { size, pieces } = textField(1, name);
  const whole = new Uint8Array(bytes.length + size);
  let at = bytes.length;
  whole.set(bytes);
  for (const piece of pieces as readonly Uint8Array[]) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
