import { defineExport } from "../define";
import { serializeProject } from "../project/serialize";
import { textFile } from "../text-file";

export default defineExport({
  id: "json",
  group: "model",
  order: 4,
  title: "Project (JSON)",
  summary: "What saving writes: the network, its blocks and its layout as plain JSON, without weights.",
  extension: "json",
  mediaType: "application/json",
  holdsWeights: false,
  params: {},
  write: async ({ document, name }) => [textFile(`${name}.json`, serializeProject(document))],
});
