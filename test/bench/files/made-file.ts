import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { openNetwork } from "../../../shared/networks/registry";

/** Runs with a network of the catalogue as an ONNX file of weights from a seed, which is gone afterwards. */
export async function withOnnxFile<T>(id: string, run: (path: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    const path = join(folder, `${id}.onnx`);
    const file = await open(path, "w");
    const spec = { document: openNetwork(id), format: "onnx", name: id, options: {}, seed: 1 };
    await createNodeEngine("wasm").exportNetwork(
      spec,
      async (part) => {
        if (part.kind === "bytes") await file.writeFile(part.bytes);
        return true;
      },
      null,
    );
    await file.close();
    return run(path);
  });
}

export async function withFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "blockwise-bench-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
