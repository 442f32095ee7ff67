import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { readKeras } from "../../../../shared/formats/keras/read-keras";
import { image, type Saved, save } from "./saved-model";

const { layers: L } = tf;

describe("what cannot be read is told in a sentence", () => {
  interface ModelJson {
    modelTopology?: { config: { layers: { class_name: string; config: Record<string, unknown> }[] } };
    weightsManifest: { weights: { name: string; shape: number[] }[] }[];
  }
  const conv = () => L.conv2d({ ...image(4, 4, 1), filters: 2, kernelSize: 3, name: "first" });
  async function file(
    change: (model: ModelJson) => void = () => undefined,
    layers: tf.layers.Layer[] = [conv()],
  ): Promise<Saved> {
    const { text, shards } = await save(tf.sequential({ layers }));
    const model = JSON.parse(text);
    change(model);
    return { text: JSON.stringify(model), shards };
  }
  const nested = (depth: number): { class_name: string; config: Record<string, unknown> } => ({
    class_name: "Sequential",
    config: { name: "n", layers: depth > 0 ? [nested(depth - 1)] : [] },
  });
  const layersOf = ({ modelTopology }: ModelJson) => modelTopology?.config.layers ?? [];
  const configOf = (model: ModelJson) => layersOf(model).at(-1)?.config ?? {};
  const weightOf = ({ weightsManifest: [group] }: ModelJson) => group?.weights[0] ?? {};

  test.each([
    {
      what: "an unknown layer",
      change: (m: ModelJson) => layersOf(m).push({ class_name: "Warp9", config: { name: "w" } }),
      message: "The layer “w” (Warp9) cannot be read: there is no such layer here. Replace it in the model",
    },
    {
      what: "channels first",
      change: (m: ModelJson) => Object.assign(configOf(m), { data_format: "channels_first" }),
      message: "“first” (Conv2D) cannot be read: its channels do not come last",
    },
    {
      what: "a weight that is missing",
      change: (m: ModelJson) => Object.assign(weightOf(m), { name: "other/kernel" }),
      message: 'the files of weights hold no "first/kernel"',
    },
    {
      what: "shards that are too short",
      change: (m: ModelJson) => Object.assign(weightOf(m), { shape: [300, 3, 1, 2] }),
      message: "a.bin, b.bin have",
    },
    {
      what: "a layer of a shape that does not fit",
      change: (m: ModelJson) => Object.assign(configOf(m), { kernel_size: [2, 2] }),
      message: "its weight is [2, 1, 3, 3] where [2, 1, 2, 2] was expected",
    },
    {
      what: "settings of another kind",
      change: (m: ModelJson) => Object.assign(configOf(m), { strides: ["a"] }),
      message: 'its strides is ["a"]',
    },
    {
      what: "slopes of columns, as many as there are channels",
      layers: [L.prelu({ ...image(4, 3, 3), sharedAxes: [1, 3], name: "slopes" })],
      message: "“slopes” (PReLU) cannot be read: its slopes are [1, 3, 1], and one a channel or one for all",
    },
    {
      what: "a norm that is undone",
      change: (m: ModelJson) =>
        layersOf(m).push({ class_name: "Normalization", config: { name: "back", invert: true } }),
      message: "“back” (Normalization) cannot be read: it undoes the norm instead of applying it",
    },
    {
      what: "a norm by the mean square alone",
      change: (m: ModelJson) =>
        layersOf(m).push({ class_name: "LayerNormalization", config: { name: "rms", rms_scaling: true } }),
      message: "“rms” (LayerNormalization) cannot be read: it scales by the root of the mean square",
    },
    {
      what: "a model within the model that has two outputs",
      change: (m: ModelJson) =>
        layersOf(m).push({
          class_name: "Functional",
          config: {
            name: "both",
            layers: ["a", "b"].map((name) => ({ class_name: "InputLayer", config: { name } })),
            input_layers: [["a", 0, 0]],
            output_layers: [
              ["a", 0, 0],
              ["b", 0, 0],
            ],
          },
        }),
      message: "The layer “both” (Functional) cannot be read: it has 2 outputs where one was expected",
    },
    {
      what: "models in one another without end",
      change: (m: ModelJson) => layersOf(m).push(nested(20)),
      message: "models stand in one another more than 16 deep",
    },
    {
      what: "a layer that is used twice",
      change: (m: ModelJson) => {
        const [first] = layersOf(m);
        const twice = { ...first, inbound_nodes: [[], []] };
        Object.assign(m.modelTopology ?? {}, { class_name: "Model", config: { layers: [twice] } });
      },
      message: 'The layer "first" is used 2 times with the same weights',
    },
    {
      what: "no topology",
      change: (m: ModelJson) => delete m.modelTopology,
      message: "is not the model.json",
    },
  ])("$what", async ({ change, layers, message }) => {
    const { text, shards } = await file(change, layers);
    expect(() => readKeras(text, { name: "x", shards })).toThrow(message);
  });
});
