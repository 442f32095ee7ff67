import { z } from "zod";
import { fromBase64Url } from "../base/base64url";
import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { NodeAttribute, NodeAttributes } from "./node-kit";
import { NUMBER_TYPES, type NumberType } from "./number-types";
import { isWeightName } from "./torch-names";

/** Where one input of an operator comes from, in the order that the operator has them. */
export type OpaqueInput =
  /** The next connection. */
  | { readonly from: "layer"; readonly captured?: string }
  | { readonly from: "nothing" }
  /** A weight of the layer. */
  | {
      readonly from: "weight";
      readonly weight: string;
      readonly shape: readonly number[];
      readonly type: NumberType;
      readonly trainable: boolean;
      readonly captured?: string;
    }
  | {
      readonly from: "constant";
      readonly type: NumberType;
      readonly shape: readonly number[];
      /** Numbers where they are few, else little-endian bytes as base64url. */
      readonly values?: readonly number[];
      readonly bytes?: string;
      readonly captured?: string;
    };

const type = z.enum(NUMBER_TYPES.map(({ name }) => name) as [NumberType, ...NumberType[]]);
const shape = z.array(z.int().min(0)).max(32);
const base64 = z.string().refine((text) => fromBase64Url(text) !== null);
/** The name under which a graph inside the operator reads the value. */
const captured = z.string().min(1).optional();

const inputSchema = z.union([
  z.literal("layer").transform(() => ({ from: "layer" as const })),
  z.null().transform(() => ({ from: "nothing" as const })),
  z
    .strictObject({ layer: z.literal(true), captured: z.string().min(1) })
    .transform((each) => ({ from: "layer" as const, captured: each.captured })),
  z
    .strictObject({
      weight: z.string().refine(isWeightName),
      shape,
      type: type.default("float"),
      trainable: z.boolean().default(true),
      captured,
    })
    .transform((each) => ({ from: "weight" as const, ...each })),
  z
    .strictObject({ type, shape, values: z.array(z.number()).max(256), captured })
    .refine(({ shape: sizes, values }) => values.length === sizes.reduce((all, size) => all * size, 1))
    .transform((each) => ({ from: "constant" as const, ...each })),
  z
    .strictObject({ type, shape, bytes: base64, captured })
    .transform((each) => ({ from: "constant" as const, ...each })),
]);

const attributeSchema: z.ZodType<NodeAttribute, unknown> = z.union([
  z.int(),
  z.string(),
  z.array(z.int()),
  z.strictObject({ float: z.number() }),
  z.strictObject({ floats: z.array(z.number()) }),
  z.strictObject({ strings: z.array(z.string()) }),
  z
    .strictObject({ message: base64 })
    .transform(({ message }) => ({ message: fromBase64Url(message) as Uint8Array })),
]);

const inputsSchema = z.array(inputSchema).max(10_000);
const attributesSchema = z.record(z.string().min(1), attributeSchema);

/** The inputs that a parameter lists: "layer", null, or an object for each constant. */
export const parseInputs = remembering((text): Result<readonly OpaqueInput[], Fault> => {
  const read = inputsSchema.safeParse(jsonOf(text));
  return read.success
    ? ok(read.data as readonly OpaqueInput[])
    : err(unreadable("The inputs", 'a list such as ["layer", null]', text));
});

/** Attributes as ONNX types them: `{"axis": 1, "alpha": {"float": 0.5}}`; what has no plain form is a `message`. */
export const parseAttributes = remembering((text): Result<NodeAttributes, Fault> => {
  const read = attributesSchema.safeParse(jsonOf(text));
  return read.success
    ? ok(read.data)
    : err(unreadable("The attributes", 'an object such as {"axis": 1}', text));
});

/** More than the texts of a network have, and few enough to be held. */
const MOST_LETTERS = 32_000_000;
/** What a text takes beside its letters. */
const LETTERS_EACH = 500;

/** Every node is looked at on many occasions; its texts are read once. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  let letters = 0;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    letters += text.length + LETTERS_EACH;
    if (letters > MOST_LETTERS) {
      known.clear();
      letters = text.length + LETTERS_EACH;
    }
    const made = read(text);
    known.set(text, made);
    return made;
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreadable(what: string, expected: string, text: string): Fault {
  return fault(`${what} of the operator cannot be read.`, expected, text.slice(0, 60) || "nothing");
}
