import { describe, expect, test } from "vitest";
import type { PlacedWeight } from "../../shared/analysis/unfold";
import { channelsFirst } from "../../shared/base/channels-first";
import { onnxRuntime } from "../../shared/engine/verify/onnxruntime-node";
import { bytesOf, Draft, onnxShape } from "../../shared/formats/onnx/draft";
import { encodeModel } from "../../shared/formats/onnx/encode";
import type { OnnxModel } from "../../shared/formats/onnx/model";
import { chunksOf } from "../../shared/formats/onnx/wire";
import { hasTrait } from "../../shared/layers/define";
import { elementsOf } from "../../shared/layers/shape";
import { type LayerCase, layerCases, randomWeights, runReference } from "../helpers/layer-examples";
import { type ReferenceTensor, randomTensor } from "../helpers/reference-tensor";
import { relativeDifference } from "../helpers/relative-difference";

/** The oldest and the newest operators that we write; what lies between is written like one of them. */
const OPSETS = [13, 21] as const;

/** Two images, since the files leave the size of the batch open. */
const BATCH = 2;

const cases = layerCases().filter(isQuick);

describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
  test("gives in ONNX Runtime what the reference gives", async () => {
    const weights = randomWeights(each);
    const inputs = each.fed.map((shape, index) => randomTensor([BATCH, ...shape], index));
    const { output } = runReference(each, inputs, weights);
    const expected = channelsFirst(plain(output));
    const feeds = Object.fromEntries(
      inputs.map((input, index) => [inputName(each, index), channelsFirst(plain(input))]),
    );
    for (const opset of OPSETS) {
      const results = await onnxRuntime.run(await modelOf(each, weights, opset), feeds);
      const [result] = Object.values(results);
      expect({ opset, shape: result?.shape }).toEqual({ opset, shape: expected.shape });
      expect(relativeDifference(result?.data ?? [], expected.data), `opset ${opset}`).toBeLessThan(1e-5);
    }
  });
});

/** Plain loops take seconds for the layers of whole networks; each layer also has smaller examples. */
function isQuick({ layer, example, params }: LayerCase): boolean {
  const macs = layer.macs?.(params, example.inputs, example.output) ?? 0;
  return macs < 1e6 && elementsOf(example.output) < 50000;
}

function inputName({ layer }: LayerCase, index: number): string {
  return hasTrait(layer, "source") ? "layer" : `x${index}`;
}

function plain({ shape, data }: ReferenceTensor): { shape: readonly number[]; data: Float32Array } {
  return { shape, data: Float32Array.from(data) };
}

/** One layer as a model of its own. */
async function modelOf(
  each: LayerCase,
  weights: ReadonlyMap<string, ReferenceTensor>,
  opset: number,
): Promise<Uint8Array> {
  const { layer, params, example } = each;
  const draft = new Draft(opset);
  const placed: PlacedWeight[] = (layer.weights?.(params, example.inputs) ?? []).map((spec) => ({
    ...spec,
    fullName: `layer.${spec.name}`,
  }));
  const output = draft.addLayer({
    path: "layer",
    nodePath: "layer",
    layer,
    params,
    inputs: example.inputs.map((_, index) => inputName(each, index)),
    inputShapes: example.inputs,
    outputShape: example.output,
    weights: placed,
  });
  // A graph may not end where it begins.
  const ends = hasTrait(layer, "source")
    ? [{ name: "end", operator: "Identity", inputs: [output], outputs: ["end"], attributes: {} }]
    : [];
  const model: OnnxModel = {
    opset,
    producer: "test",
    producerVersion: "",
    functions: [],
    metadata: {},
    graph: {
      name: each.name,
      documentation: "",
      nodes: [...draft.nodes, ...ends],
      inputs: each.fed.map((shape, index) => ({ name: inputName(each, index), shape: onnxShape(shape) })),
      outputs: [{ name: ends[0]?.name ?? output, shape: onnxShape(example.output) }],
      values: [],
      tensors: [
        ...draft.constants,
        ...placed.map(({ name, fullName, shape }) => ({
          name: fullName,
          type: "float" as const,
          shape,
          data: bytesOf(Float32Array.from(weights.get(name)?.data ?? [])),
        })),
      ],
    },
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of chunksOf(encodeModel(model, null).model)) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}
