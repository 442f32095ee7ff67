import { defineExport } from "../define";
import { weightsFile } from "./stream";

export default defineExport({
  id: "safetensors",
  group: "model",
  order: 3,
  title: "Weights (safetensors)",
  summary: "The weights alone, under PyTorch's names and in its axis order; Python and Blockwise read them.",
  extension: "safetensors",
  mediaType: "application/octet-stream",
  holdsWeights: true,
  params: {},
  write: async (job) => [weightsFile(job, `${job.name}.safetensors`)],
});
