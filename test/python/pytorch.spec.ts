import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { channelsFirst } from "../../shared/base/channels-first";
import { createRandom } from "../../shared/base/random";
import { compilePlan, type Plan } from "../../shared/engine/plan";
import { infer } from "../../shared/engine/train/infer";
import { WeightStore } from "../../shared/engine/weights/weight-store";
import { writeNpy } from "../../shared/formats/npy/write";
import { writeModel } from "../../shared/formats/pytorch/write-model";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import type { Document } from "../../shared/graph/document";
import { hasTrait } from "../../shared/layers/define";
import { elementsOf } from "../../shared/layers/shape";
import { startTestBackend } from "../helpers/engine-backends";
import { everyNetwork, sizeOf, trainableParameters } from "../helpers/every-network";
import { layerDocument } from "../helpers/layer-document";
import type { LayerCase } from "../helpers/layer-examples";
import { affordableLayerCases } from "../helpers/layer-op-cases";
import { reducedNetwork } from "../helpers/reduced-network";
import { variedWeights } from "../helpers/varied-weights";
import { type Python, startPython } from "./ask-python";
import { pythonFor } from "./python-for";

const TOLERANCE = 1e-4;

const executable = pythonFor("PyTorch", ["torch", "numpy"], "python3-torch");

interface Written {
  readonly className: string;
  readonly plan: Plan;
}

interface Answer {
  readonly parameters?: number;
  readonly difference?: number;
  readonly error?: string;
}

/** Writes the network, its weights, an image and what we make of it. */
async function write(folder: string, document: Document): Promise<Written> {
  const plan = compilePlan(document);
  const values = variedWeights(plan);
  const random = createRandom(1);
  const image = {
    shape: [1, ...plan.inputShape],
    data: Float32Array.from({ length: elementsOf(plan.inputShape) }, () => random.normal()),
  };
  const store = new WeightStore(plan, values);
  const npyOf = async (id: number): Promise<Uint8Array> => {
    const data = await infer(plan, store, tf.tensor(image.data, image.shape), id);
    const shape = plan.steps[id]?.outputShape ?? plan.outputShape;
    return new Uint8Array(writeNpy(channelsFirst({ shape: [1, ...shape], data })));
  };
  const [output, logits] = [await npyOf(plan.output), await npyOf(plan.logits)];
  store.dispose();
  const { text, className } = writeModel(document);
  const files = {
    "model.py": text,
    "model.safetensors": new Uint8Array(writeSafetensors(values)),
    "input.npy": new Uint8Array(writeNpy(channelsFirst(image))),
    "output.npy": output,
    "logits.npy": logits,
  };
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  return { className, plan };
}

describe.skipIf(executable === null)("the catalogues in PyTorch", () => {
  let folder: string;
  let python: Python;

  beforeAll(async () => {
    await startTestBackend("wasm");
    folder = await mkdtemp(join(tmpdir(), "blockwise-pytorch-"));
    python = startPython(executable as string, "pytorch.py");
  });

  afterAll(async () => {
    python.end();
    await rm(folder, { recursive: true, force: true });
  });

  test.for(everyNetwork)("$network gives what it gives here", async ({ network, id, params }, { task }) => {
    const { className, plan } = await write(folder, reducedNetwork(id, 4, params));
    const answer = (await python.ask({ folder, className, hasLogits: plan.endsInProbabilities })) as Answer;
    const what = sizeOf(plan);
    task.meta.parity = { network, against: "PyTorch", found: answer.difference ?? "failed", what };
    expect(answer).toEqual({ parameters: trainableParameters(plan), difference: expect.any(Number) });
    expect(answer.difference).toBeLessThan(TOLERANCE);
  });

  test.each(affordableLayerCases.filter(isRun))("the layer $name gives what it gives here", async (each) => {
    const { className, plan } = await write(folder, layerDocument(each));
    const answer = (await python.ask({ folder, className })) as Answer;
    expect(answer).toEqual({ parameters: trainableParameters(plan), difference: expect.any(Number) });
    expect(answer.difference).toBeLessThan(TOLERANCE);
  });
});

/** What images enter by is no layer of PyTorch, and unknown operators are not run. */
function isRun({ layer }: LayerCase): boolean {
  return !hasTrait(layer, "source") && layer.opaque === undefined;
}
