import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";

function file(header: string | object, data: readonly number[] = [], length?: number): ArrayBuffer {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  const buffer = new ArrayBuffer(8 + bytes.length + data.length);
  new DataView(buffer).setBigUint64(0, BigInt(length ?? bytes.length), true);
  new Uint8Array(buffer).set([...bytes, ...data], 8);
  return buffer;
}

function entry(dtype: string, shape: readonly number[], begin: number, end: number) {
  return { dtype, shape, data_offsets: [begin, end] };
}

describe("safetensors", () => {
  test("what was written is read back, names and all", () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
    const arrays = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), shapes, { maxKeys: 5 });
    fc.assert(
      fc.property(arrays, (byName) => {
        const names = Object.keys(byName).filter((name) => name !== "__metadata__" && name !== "__proto__");
        const written = new Map(
          names.map((name) => {
            const shape = byName[name] ?? [];
            const count = shape.reduce((product, size) => product * size, 1);
            return [name, { shape, data: Float32Array.from({ length: count }, (_, i) => i / 3 - 1) }];
          }),
        );
        const bytes = writeSafetensors(written);
        expect(readSafetensors(bytes)).toEqual(written);
        expect((8 + Number(new DataView(bytes).getBigUint64(0, true))) % 8).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test("reads what other programs write", () => {
    const header = {
      __metadata__: { format: "pt" },
      half: entry("F16", [3], 0, 6),
      brain: entry("BF16", [2], 6, 10),
      count: entry("I64", [], 10, 18),
    };
    const half = [0x00, 0x3c, 0x00, 0xc0, 0x01, 0x00];
    const brain = [0x80, 0x3f, 0x49, 0x40];
    const count = [7, 0, 0, 0, 0, 0, 0, 0];
    expect(readSafetensors(file(header, [...half, ...brain, ...count]))).toEqual(
      new Map([
        ["half", { shape: [3], data: Float32Array.of(1, -2, 2 ** -24) }],
        ["brain", { shape: [2], data: Float32Array.of(1, 3.140625) }],
        ["count", { shape: [], data: Float32Array.of(7) }],
      ]),
    );
  });

  test.each([
    { what: "nothing", bytes: new ArrayBuffer(0), message: /0 bytes, too few/ },
    { what: "a header longer than the file", bytes: file("{}", [], 1e9), message: /1000000000 bytes long/ },
    { what: "a header that is not JSON", bytes: file("{nope"), message: /not JSON/ },
    { what: "a header that is a list", bytes: file("[]"), message: /not a JSON object/ },
    {
      what: "a header that is not UTF-8",
      bytes: file('{"\udc00": 1}'.replace("1", "2")),
      message: /lacks a dtype/,
    },
    {
      what: "an entry without offsets",
      bytes: file({ a: { dtype: "F32", shape: [1] } }),
      message: /"a" lacks/,
    },
    { what: "a negative size", bytes: file({ a: entry("F32", [-1], 0, 0) }), message: /"a" lacks/ },
    { what: "data behind the end", bytes: file({ a: entry("F32", [2], 0, 8) }, [0, 0]), message: /outside/ },
    { what: "offsets that run backwards", bytes: file({ a: entry("F32", [0], 4, 0) }), message: /outside/ },
    {
      what: "a shape that the data does not fill",
      bytes: file({ a: entry("F32", [3], 0, 8) }, new Array(8).fill(0)),
      message: /of shape \[3\] needs 12 bytes and has 8/,
    },
    {
      what: "a shape that would fill the memory",
      bytes: file({ a: entry("F32", [1e9, 1e9], 0, 4) }, [0, 0, 0, 0]),
      message: /needs/,
    },
    {
      what: "arrays that overlap",
      bytes: file({ a: entry("F32", [2], 0, 8), b: entry("F32", [1], 4, 8) }, new Array(8).fill(0)),
      message: /"a" and "b" overlap/,
    },
    {
      what: "numbers of an unknown kind",
      bytes: file({ a: entry("Q4", [1], 0, 1) }, [0]),
      message: /of type Q4\. Known: /,
    },
  ])("refuses $what", ({ bytes, message }) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });
});
