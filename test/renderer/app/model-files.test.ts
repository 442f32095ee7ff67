import { expect, test } from "vitest";
import { ModelFiles } from "../../../renderer/app/model-files";
import type { LargeFile } from "../../../shared/contracts/files";
import { importFormats } from "../../../shared/formats/importers";

/** As browsers lend a file that has changed since. */
function gone(size: number): LargeFile {
  const read = async (): Promise<ArrayBuffer> => {
    throw new DOMException("The requested file could not be read", "NotReadableError");
  };
  return { size, slice: () => ({ arrayBuffer: read }), arrayBuffer: read };
}

test.each([
  ["small", 1000],
  ["large, and read in parts", 2 ** 30],
])("a file that changes while it opens is said to have: %s", async (_what, size) => {
  const model = { name: "net.onnx", bytes: gone(size), besides: {}, place: null };
  await expect(new ModelFiles(model).structure(importFormats.require("onnx"))).rejects.toMatchObject({
    name: "UserError",
    message:
      "“net.onnx” cannot be read any more: it has changed since it was chosen, or is gone. Open it again.",
  });
});
