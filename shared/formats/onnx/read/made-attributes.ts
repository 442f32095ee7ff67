import { intField, type Message, message, textField } from "../wire";
import type { RawAttribute } from "./raw-model";

/** Attributes that no file has: ONNX's numbers of their types are 2 and 7. */
export function intAttribute(name: string, value: number): RawAttribute {
  return {
    kind: "int",
    value,
    bytes: bytesOf(message(textField(1, name), intField(3, value), intField(20, 2))),
  };
}

export function intsAttribute(name: string, value: readonly number[]): RawAttribute {
  const listed = value.map((each) => intField(8, each));
  return { kind: "ints", value, bytes: bytesOf(message(textField(1, name), listed, intField(20, 7))) };
}

function bytesOf({ size, pieces }: Message): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) throw new Error("An attribute is at hand");
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
