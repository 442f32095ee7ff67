import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import type { Engine } from "../../../../shared/contracts/engine";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { layers } from "../../../../shared/layers/registry";
import { ACTIVATIONS } from "../../../helpers/operator-cases/activations";
import { CHANNELS_LAST } from "../../../helpers/operator-cases/channels-last";
import { CHANNEL_CONSTANTS, COMBINATIONS } from "../../../helpers/operator-cases/combinations";
import { NORMS } from "../../../helpers/operator-cases/norms";
import { PARTS_AND_POOLS } from "../../../helpers/operator-cases/parts-and-pools";
import { SIZES_AND_FRAMES } from "../../../helpers/operator-cases/sizes-and-frames";
import { operatorModel } from "../../../helpers/operator-model";

let engine: Engine;
beforeAll(() => {
  engine = createNodeEngine("wasm");
});
afterAll(() => engine.dispose());

describe.each([
  { what: "activations", cases: ACTIVATIONS },
  { what: "combinations", cases: COMBINATIONS },
  { what: "parts and pools", cases: PARTS_AND_POOLS },
  { what: "sizes and frames", cases: SIZES_AND_FRAMES },
  { what: "norms", cases: NORMS },
  { what: "constants for each channel", cases: CHANNEL_CONSTANTS },
  { what: "channels that come last", cases: CHANNELS_LAST },
])("$what", ({ cases }) => {
  test.each(cases)("$name", async (each) => {
    const model = await operatorModel(each);
    expect(captions(model)).toEqual(each.layers);
    const [output] = await engine.verifyFile({ model, files: {}, seed: 1 });
    expect(output?.difference).toBeLessThan(1e-5);
  });
});

/** Of the layers behind the image, in order. */
function captions(model: ArrayBuffer): readonly string[] {
  const analysis = createAnalyser().analyse(readOnnx(model, { name: "file" }).document);
  return [...leavesOf(analysis)].slice(1).map(({ node }) => {
    const layer = layers.require(node.type);
    return layer.caption?.(node.params as never) ?? layer.title;
  });
}
