import { defineImport } from "../define-import";

export default defineImport({
  id: "onnx",
  title: "ONNX",
  extension: ".onnx",
  besides: [".data", ".bin"],
  axes: "channels-first",
  isVerifiable: true,
  detects: (name) => /\.onnx$/i.test(name),
  async withoutWeights(file) {
    const { withoutWeights } = await import("./read/skeleton");
    return withoutWeights(file);
  },
  async read(file, { name, beside }) {
    const { readOnnx } = await import("./read/read-onnx");
    return readOnnx(file, { name, external: beside });
  },
});
