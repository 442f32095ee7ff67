import { encodeUtf8 } from "../../../base/utf8";
import type { LargeFile } from "../../../contracts/files";
import { OWN_WEIGHTS } from "../../define-import";
import { bytesField, intField, type Message, message, messageBytes, messageField, raw } from "../wire";
import { brokenFile, fieldHead } from "./wire-reader";

/** More than the constants that decide a structure have; only weights are larger. */
const SMALLEST_WEIGHT_BYTES = 1 << 15;
/** Each read costs a turn through other processes: small parts come together. */
const READ_BYTES = 1 << 16;
/** A key and a length, ten bytes each at most. */
const HEAD_BYTES = 20;

const LENGTH_DELIMITED = 2;
/** ModelProto.graph, GraphProto.initializer, TensorProto.raw_data. */
const [GRAPH, INITIALIZER, RAW_DATA] = [7, 5, 9] as const;

/**
 * An ONNX model without the bytes of its large weights, which are said to stand in a file `OWN_WEIGHTS` beside it, at the
 * places where they stand in this one. They are stepped over: of a file of any size no more is read than its structure.
 * Throws a readable error where it is cut off.
 */
export async function withoutWeights(file: LargeFile): Promise<ArrayBuffer> {
  const reader = new PartReader(file);
  const tensor: Change = async (field) =>
    field.number === RAW_DATA && field.end - field.begin >= SMALLEST_WEIGHT_BYTES ? placeOf(field) : null;
  const graph: Change = async (field) =>
    field.number === INITIALIZER ? messageField(INITIALIZER, await rewrite(reader, field, tensor)) : null;
  const model: Change = async (field) =>
    field.number === GRAPH ? messageField(GRAPH, await rewrite(reader, field, graph)) : null;
  const whole = await rewrite(reader, { begin: 0, end: file.size }, model);
  return (await messageBytes(whole)).buffer as ArrayBuffer;
}

/** Where the body of a field stands in the file. */
interface Part {
  readonly begin: number;
  readonly end: number;
}

type Change = (field: Part & { readonly number: number }) => Promise<Message | null>;

/** A message with what `change` makes of its fields that hold bytes; null keeps one as it is. */
async function rewrite(reader: PartReader, { begin, end }: Part, change: Change): Promise<Message> {
  const fields: Message[] = [];
  for (let at = begin; at < end; ) {
    const head = fieldHead(await reader.bytes(at, Math.min(at + HEAD_BYTES, end)));
    const body = { begin: at + head.size, end: at + head.size + head.length };
    if (body.end > end) {
      throw brokenFile(`a part of ${head.length} bytes is cut off after ${end - body.begin}`);
    }
    const changed = head.kind === LENGTH_DELIMITED ? await change({ number: head.number, ...body }) : null;
    fields.push(changed ?? raw((await reader.bytes(at, body.end)).slice()));
    at = body.end;
  }
  return message(fields);
}

/** TensorProto.external_data and data_location. */
function placeOf({ begin, end }: Part): Message {
  const entries = { location: OWN_WEIGHTS, offset: begin, length: end - begin };
  const text = (field: number, value: string | number) => bytesField(field, encodeUtf8(`${value}`));
  return message(
    Object.entries(entries).map(([key, value]) => messageField(13, message(text(1, key), text(2, value)))),
    intField(14, 1),
  );
}

class PartReader {
  readonly #file: LargeFile;
  #start = 0;
  #held = new Uint8Array();

  constructor(file: LargeFile) {
    this.#file = file;
  }

  async bytes(begin: number, end: number): Promise<Uint8Array> {
    if (begin < this.#start || end > this.#start + this.#held.length) {
      const last = Math.min(this.#file.size, Math.max(end, begin + READ_BYTES));
      this.#held = new Uint8Array(await this.#file.slice(begin, last).arrayBuffer());
      this.#start = begin;
      if (this.#held.length < last - begin) throw brokenFile("it ends before its size");
    }
    return this.#held.subarray(begin - this.#start, end - this.#start);
  }
}
