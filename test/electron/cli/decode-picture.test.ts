import { crc32, deflateSync } from "node:zlib";
import fc from "fast-check";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { describe, expect, test } from "vitest";
import { decodePicture } from "../../../electron/cli/decode-picture";
import { UserError } from "../../../shared/base/assert";

function chunk(name: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(name, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

/** A grey PNG of eight bits that holds so many bytes, whatever its header says. */
function png(width: number, height: number, holds: number, ...more: readonly Buffer[]): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const data = chunk("IDAT", deflateSync(Buffer.alloc(holds)));
  return Buffer.concat([signature, chunk("IHDR", header), ...more, data, chunk("IEND", Buffer.alloc(0))]);
}

const decode = (bytes: Uint8Array) => decodePicture(bytes, "x.png");

describe("a PNG", () => {
  test("is decoded, whatever it carries along", () => {
    const profile = chunk("iCCP", Buffer.concat([Buffer.from("p\0\0"), deflateSync(Buffer.alloc(1e6))]));
    const expected = { width: 3, height: 2, channels: 1, data: new Uint8Array(6) };
    expect(decode(png(3, 2, 8, profile))).toEqual(expected);
    const data = Uint8Array.from({ length: 24 }, (_, at) => at * 10);
    expect(decode(encode({ width: 3, height: 2, channels: 4, data }))).toMatchObject({ channels: 4, data });
  });

  test.each([
    { what: "unpacks to more than its size says", bytes: png(3, 2, 50_000_000), message: /larger than/ },
    { what: "claims too many pixels", bytes: png(60_000, 60_000, 8), message: /claims 60000×60000 pixels/ },
    { what: "is cut short", bytes: png(3, 2, 8).subarray(0, 45), message: /cut short/ },
    { what: "has nothing", bytes: new Uint8Array(), message: /./ },
  ])("that $what is refused by its name", ({ bytes, message }) => {
    expect(() => decode(bytes)).toThrow(/^x\.png cannot be read as a picture: /);
    expect(() => decode(bytes)).toThrow(message);
  });
});

const jpg = new Uint8Array(jpeg.encode({ width: 9, height: 7, data: Buffer.alloc(9 * 7 * 4, 90) }).data);

test("a picture is what its bytes are, whatever it is called", () => {
  expect(decodePicture(jpg, "photo.png")).toMatchObject({ width: 9, height: 7 });
  const webp = Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBPVP8 "), Buffer.alloc(20)]);
  expect(() => decodePicture(webp, "photo.png")).toThrow(/it is in WEBP, which only the app reads/);
});

test.each([
  { what: "PNG", bytes: png(5, 4, 24) },
  { what: "JPEG", bytes: jpg },
])(
  "a $what with any bytes changed and any end missing is decoded or refused, and claims no memory",
  ({ bytes }) => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(changes, fc.nat(bytes.length), (changed, length) => {
        const hurt = bytes.slice(0, length);
        for (const [at, value] of changed) if (at < length) hurt[at] = value;
        try {
          const { width, height } = decodePicture(hurt, "x");
          expect(width * height).toBeLessThanOrEqual(100e6);
        } catch (thrown) {
          if (!(thrown instanceof UserError)) throw thrown;
        }
      }),
      { numRuns: 150 },
    );
  },
);
