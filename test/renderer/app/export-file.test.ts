import { beforeEach, describe, expect, test } from "vitest";
import { exportFile } from "../../../renderer/app/export/export-file";
import type { WriteTarget } from "../../../renderer/host/host";
import { provideEngine } from "../../../renderer/state/engine";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";
import { openNetwork } from "../../../shared/networks/registry";
import { FakeClient } from "../state/fake-client";

/** A folder that remembers what was written, file by file. */
class FakeTarget implements WriteTarget {
  readonly name = "folder";
  readonly whole = new Map<string, number>();
  readonly given = new Set<string>();
  async begin(name: string) {
    let bytes = 0;
    return {
      write: async (piece: Uint8Array) => {
        bytes += piece.byteLength;
      },
      close: async () => void this.whole.set(name, bytes),
      abort: async () => void this.given.add(name),
    };
  }
}

const document = openNetwork("resnet-cifar-20");
const spec = { document, format: "onnx", name: "net", options: { externalData: true }, seed: 1 };

beforeEach(() => {
  const client = new FakeClient();
  Object.assign(client.engine, createNodeEngine("cpu"));
  provideEngine(() => client);
});

describe("exporting into what a person chose", () => {
  test("writes every file whole, and tells how far along it is", async () => {
    const target = new FakeTarget();
    const told: string[] = [];
    const written = await exportFile(spec, null, target, (file, done, total) => {
      if (done === total) told.push(file);
      return true;
    });
    expect({ files: written.files, whole: [...target.whole.keys()], told }).toEqual({
      files: ["net.onnx", "net.onnx.data"],
      whole: ["net.onnx", "net.onnx.data"],
      told: ["net.onnx", "net.onnx.data"],
    });
    expect(written.bytes).toBe([...target.whole.values()].reduce((a, b) => a + b, 0));
  });

  test("leaves the file it was at when it is cancelled, and says which are whole", async () => {
    const target = new FakeTarget();
    const written = await exportFile(spec, null, target, (file) => file !== "net.onnx.data");
    expect({ written, given: [...target.given], whole: [...target.whole.keys()] }).toEqual({
      written: { files: ["net.onnx"], bytes: target.whole.get("net.onnx"), isCancelled: true },
      given: ["net.onnx.data"],
      whole: ["net.onnx"],
    });
  });

  test("that fails after some files says why, and which are whole", async () => {
    const target = new FakeTarget();
    const full = (file: string): boolean => {
      if (file === "net.onnx") return true;
      throw new Error("The disk is full.");
    };
    await expect(exportFile(spec, null, target, full)).rejects.toThrow(
      "The disk is full. net.onnx was written before and is still in folder.",
    );
  });

  test("refuses weights of another network, and leaves nothing", async () => {
    const target = new FakeTarget();
    const weights = writeSafetensors(new Map([["other.weight", { shape: [1], data: Float32Array.of(1) }]]));
    await expect(exportFile(spec, weights, target, () => true)).rejects.toThrow(
      /do not fit this network.*missing/,
    );
    expect([[...target.whole.keys()], [...target.given]]).toEqual([[], ["net.onnx"]]);
  });
});
