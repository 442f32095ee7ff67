import { UserError } from "../../base/assert";
import { type Dtype, layOutSafetensors, openSafetensors, type Room } from "./lay-out";

type Numbers = Float32Array | Int32Array | Uint8Array;

const KEY = "blockwise.value";
/** What stands in the value where an array was. */
const PLACE = "$array";

/** Any value of objects, lists and arrays of numbers as one file: the arrays as they are, the rest as its metadata. */
export function packSafetensors(value: unknown): ArrayBuffer {
  const arrays = new Map<string, Numbers>();
  const text = JSON.stringify(value, (_key, each: unknown) => {
    if (!isNumbers(each)) return each;
    const name = `array${arrays.size}`;
    arrays.set(name, each);
    return { [PLACE]: name };
  });
  const rooms = new Map<string, Room>();
  for (const [name, array] of arrays) rooms.set(name, { dtype: dtypeOf(array), shape: [array.length] });
  const file = layOutSafetensors(rooms, { [KEY]: text });
  for (const [name, array] of arrays) file.view(name, dtypeOf(array)).set(array);
  return file.file;
}

/** The value again; its arrays are views of the file. Throws a readable error on a damaged file. */
export function unpackSafetensors(file: ArrayBuffer): unknown {
  const { metadata, rooms, view } = openSafetensors(file);
  const text = metadata[KEY];
  if (text === undefined)
    throw new UserError("The file holds arrays alone. Expected one that was packed here.");
  return JSON.parse(text, (_key, each: unknown) => {
    if (typeof each !== "object" || each === null || !(PLACE in each)) return each;
    const name = String(each[PLACE]);
    return view(name, (rooms.get(name)?.dtype ?? "U8") as Dtype);
  });
}

function isNumbers(value: unknown): value is Numbers {
  return value instanceof Float32Array || value instanceof Int32Array || value instanceof Uint8Array;
}

function dtypeOf(array: Numbers): Dtype {
  if (array instanceof Float32Array) return "F32";
  return array instanceof Int32Array ? "I32" : "U8";
}
