import { boolean, integer } from "../../layers/params";
import { defineExport } from "../define";

export default defineExport({
  id: "onnx",
  group: "model",
  order: 1,
  title: "ONNX",
  summary: "Runs in ONNX Runtime, OpenCV, browsers and phones, and opens in other viewers; weights included.",
  extension: "onnx",
  mediaType: "application/octet-stream",
  holdsWeights: true,
  isVerifiable: true,
  params: {
    opset: integer({
      label: "Operator set",
      help: "Version of ONNX's operators; what reads the file must know it.",
      default: 17,
      min: 13,
      max: 21,
    }),
    foldBatchNorm: boolean({
      label: "Fold batch norm",
      help: "Multiplies batch norms into the layers in front of them: faster, but no longer fit for training.",
      default: false,
      when: { param: "functions", equals: false },
    }),
    functions: boolean({
      label: "Blocks as functions",
      help: "Keeps blocks together, so that other viewers can fold them too. Some programs read no functions.",
      default: false,
    }),
    externalData: boolean({
      label: "Weights apart",
      help: "In a file beside the model. Happens by itself above 2 GB, the most that an ONNX file can hold.",
      default: false,
    }),
  },
  givesSeveral: ({ externalData }) => externalData,
  async write(job) {
    const { writeOnnx } = await import("./write");
    return writeOnnx(job);
  },
});
