import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createNodeEngine } from "../../../../shared/engine/create-node-engine";
import { openNetwork } from "../../../../shared/networks/registry";
import { testBackends } from "../../../helpers/engine-backends";
import { branchedNet, engineWith, onward, pictures } from "./nets";

async function lookOn(backend: (typeof testBackends)[number]) {
  const engine = createNodeEngine();
  await engine.setBackend(backend);
  await engine.load({ document: branchedNet(), seed: 3 });
  const spec = { classIndex: 1, size: 4, stride: 3, fill: [0, 0, 0] };
  const found = {
    activity: await engine.activations(pictures(), onward),
    cam: await engine.gradCam(pictures(), { classIndex: 1 }),
    saliency: await engine.saliency(pictures(), 1),
    occlusion: await engine.occlusion(pictures(), spec, onward),
    profile: await engine.profile({ batch: 2, train: true, steps: 1, warmUp: 1 }, onward),
  };
  await engine.dispose();
  return found;
}

describe.each(testBackends.filter((id) => id !== "cpu"))("looking inside on %s", (backend) => {
  test("shows what plain JavaScript shows, and times every layer", async () => {
    const [there, plain] = [await lookOn(backend), await lookOn("cpu")];
    for (const [index, { statistics, path }] of (plain.activity ?? []).entries()) {
      const other = there.activity?.[index];
      expect(other?.path).toBe(path);
      for (const key of ["mean", "std", "min", "max"] as const)
        expect(other?.statistics[key]).toBeCloseTo(statistics[key], 3);
    }
    for (const map of ["cam", "saliency", "occlusion"] as const) {
      const expected = plain[map]?.data ?? new Float32Array(1);
      for (const [at, value] of expected.entries()) expect(there[map]?.data[at]).toBeCloseTo(value, 3);
    }
    const paths = (found: typeof there) => found.profile?.layers.map(({ path }) => path);
    expect(paths(there)).toEqual(paths(plain));
    expect(there.profile?.waitMs === null).toBe(backend === "wasm");
  });
});

test("a profile of a training step goes through auxiliary outputs too, one of inference does not", async () => {
  const document = openNetwork("googlenet", { height: 96, width: 96, classes: 3, aux: true });
  const engine = await engineWith(document);
  const before = tf.memory().numTensors;
  const spec = { batch: 1, steps: 1, warmUp: 0 };
  const training = await engine.profile({ ...spec, train: true }, onward);
  const inference = await engine.profile({ ...spec, train: false }, onward);
  const auxiliary = (found: typeof training) => found?.layers.filter(({ path }) => path.startsWith("aux"));
  expect(auxiliary(training)?.filter(({ backwardMs }) => backwardMs > 0).length).toBeGreaterThan(6);
  expect(auxiliary(inference)).toEqual([]);
  expect(tf.memory().numTensors).toBe(before);
  await engine.dispose();
});
