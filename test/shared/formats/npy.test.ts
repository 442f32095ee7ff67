import { describe, expect, test } from "vitest";
import { readNpy } from "../../../shared/formats/npy/read";
import { writeNpy } from "../../../shared/formats/npy/write";

/** A file as NumPy writes it. */
function saved(header: string, data: readonly number[]): ArrayBuffer {
  const bytes = [
    0x93,
    ...[..."NUMPY"].map((c) => c.charCodeAt(0)),
    1,
    0,
    header.length & 255,
    header.length >> 8,
  ];
  return Uint8Array.from([...bytes, ...[...header].map((c) => c.charCodeAt(0)), ...data]).buffer;
}

function header(descr: string, shape: string, order = "False"): string {
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
}

describe("NumPy arrays", () => {
  test.each([{ shape: [] }, { shape: [3] }, { shape: [2, 3, 4, 5] }, { shape: [0, 4] }])(
    "of shape $shape survive writing and reading",
    ({ shape }) => {
      const count = shape.reduce((product: number, size: number) => product * size, 1);
      const array = { shape, data: Float32Array.from({ length: count }, (_, index) => index / 3) };
      expect(readNpy(writeNpy(array))).toEqual(array);
    },
  );

  test("of doubles and of bytes are read as floats", () => {
    const double = [...new Uint8Array(Float64Array.of(0.5, -2).buffer)];
    expect(readNpy(saved(header("<f8", "(2,)"), double)).data).toEqual(Float32Array.of(0.5, -2));
    expect(readNpy(saved(header("|u1", "(1, 3)"), [0, 7, 255]))).toEqual({
      shape: [1, 3],
      data: Float32Array.of(0, 7, 255),
    });
  });

  test.each([
    { what: "nothing", file: new ArrayBuffer(0), message: /does not begin like one/ },
    {
      what: "another file",
      file: new TextEncoder().encode("PK".padEnd(40)).buffer,
      message: /begin like one/,
    },
    { what: "a cut header", file: saved(header("<f4", "(1,)"), []).slice(0, 20), message: /cut off/ },
    {
      what: "complex numbers",
      file: saved(header("<c8", "(1,)"), [0, 0, 0, 0, 0, 0, 0, 0]),
      message: /type <c8/,
    },
    { what: "Fortran order", file: saved(header("<f4", "(1,)", "True"), [0, 0, 0, 0]), message: /Fortran/ },
    {
      what: "missing data",
      file: saved(header("<f4", "(9, 9)"), [0, 0, 0, 0]),
      message: /needs 324 bytes and has 4/,
    },
  ])("refuses $what", ({ file, message }) => {
    expect(() => readNpy(file as ArrayBuffer)).toThrow(message);
  });
});
