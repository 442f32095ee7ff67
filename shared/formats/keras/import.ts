import { decodeUtf8 } from "../../base/utf8";
import { defineImport } from "../define-import";

export default defineImport({
  id: "keras",
  title: "tfjs LayersModel (Keras)",
  extension: ".json",
  besides: [".bin"],
  axes: "channels-last",
  detects: (name, head) =>
    /\.json$/i.test(name) && /"(modelTopology|weightsManifest)"\s*:|"format"\s*:\s*"layers-model"/.test(head),
  async read(file, { name, beside }) {
    const { readKeras } = await import("./read-keras");
    return readKeras(decodeUtf8(new Uint8Array(file)), { name, shards: beside });
  },
});
