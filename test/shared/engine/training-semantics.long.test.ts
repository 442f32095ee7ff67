import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../shared/base/random";
import { createBuilder } from "../../../shared/blocks/builder";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { Tape } from "../../../shared/engine/autodiff/tape";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { compilePlan, type Plan } from "../../../shared/engine/plan";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { type Document, emptyDocument, type Graph } from "../../../shared/graph/document";
import { startTestBackend } from "../../helpers/engine-backends";

const SIZE = 8;
const RATE = 0.5;

function named(name: string, graph: Graph): Document {
  return { ...emptyDocument(name), graph };
}

/** One step of plain SGD, whose way is the gradient's. Values before and after by the weights' names, and the loss. */
async function step(plan: Plan, values = drawWeights(plan, 1)) {
  const weights = new WeightStore(plan, values);
  const before = await weights.download();
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0 });
  const images = tf.randomNormal([4, ...plan.inputShape], 0, 1, "float32", 3);
  const options = { plan, weights, optimiser, rate: RATE, weightDecay: 0, seed: 1 };
  const scores = trainStep(options, { images, labels: Int32Array.of(0, 1, 2, 0) });
  const [loss = Number.NaN] = await scores.loss.data();
  const after = await weights.download();
  tf.dispose([scores.loss, scores.correct]);
  weights.dispose();
  optimiser.dispose();
  const moves = new Map(
    [...after].map(([name, { data }]) => [name, difference(data, before.get(name)?.data)]),
  );
  return { loss, before, moves };
}

function difference(after: Float32Array, before: Float32Array = new Float32Array()): readonly number[] {
  return Array.from(after, (value, index) => value - (before[index] ?? Number.NaN));
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** One definition of the document in two places, one of them three times in a row. */
function repeated(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: SIZE, width: SIZE, channels: 4 });
  builder.block("a", "basic-residual", { filters: 4 });
  builder.block("b", "basic-residual", { filters: 4 }, { repeat: 3 });
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: 3 });
  return openForEditing(named("repeated", builder.build()), "a", "all").document;
}

describe.each(["wasm", "cpu"] as const)("in training on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test("instances of one block and copies of a repeat have weights of their own, which go ways of their own", async () => {
    const document = repeated();
    expect(
      Object.values(document.graph.nodes).flatMap((node) => (node.kind === "block" ? [node.definition] : [])),
    ).toEqual(Array(2).fill(Object.keys(document.definitions)[0]));
    const plan = compilePlan(document);
    const { before, moves } = await step(plan);
    const kernels = plan.weights
      .map(({ fullName }) => fullName)
      .filter((name) => /^[ab]\b.*conv1\.weight$/.test(name));
    expect(kernels).toHaveLength(4);
    expect(new Set(kernels).size).toBe(4);
    expect(new Set(kernels.map((name) => before.get(name)?.data.join())).size).toBe(4);
    expect(kernels.map((name) => largest(moves.get(name) ?? []) > 0)).toEqual(Array(4).fill(true));
    expect(new Set(kernels.map((name) => moves.get(name)?.join())).size).toBe(4);
  });

  test("a scaled residual moves by the scale of what its kernel would move by with the scale inside it", async () => {
    const factor = 0.25;
    const residual = (scale: number): Plan => {
      const builder = createBuilder();
      const input = builder.layer("input", "input", { height: SIZE, width: SIZE, channels: 3 });
      builder.layer("conv", "conv2d", { filters: 3, bias: false });
      const scaled = builder.layer("scale", "scale", { factor: scale });
      builder.layer("add", "add", {}, [input, scaled]);
      builder.layer("flatten", "flatten");
      builder.layer("fc", "dense", { units: 3 });
      return compilePlan(named("residual", builder.build()));
    };
    const drawn = drawWeights(residual(factor), 1);
    const inside = new Map(drawn);
    const { shape, data } = drawn.get("conv.weight") ?? { shape: [], data: new Float32Array() };
    inside.set("conv.weight", { shape, data: data.map((value) => factor * value) });
    const outer = await step(residual(factor), drawn);
    const inner = await step(residual(1), inside);
    expect(outer.loss).toBeCloseTo(inner.loss, 5);
    const [own = [], other = []] = [outer, inner].map(({ moves }) => moves.get("conv.weight"));
    expect(largest(own)).toBeGreaterThan(1e-3);
    expect(largest(own.map((move, index) => move - factor * (other[index] as number)))).toBeLessThan(1e-5);
  });

  test.each([0.1, 0.5, 0.8])(
    "dropout of %s zeroes that share, and keeps the mean by scaling the rest",
    async (rate) => {
      const count = 100_000;
      const drop = async (seed: number): Promise<Float32Array> => {
        const kit = createTfjsKit({ ...inferenceContext(), training: true, random: createRandom(seed) });
        const output = tf.tidy(() => kit.dropout(tf.ones([1, count]), rate));
        const values = await output.data<"float32">();
        output.dispose();
        return values.slice();
      };
      const dropped = await drop(1);
      const zeros = dropped.filter((value) => value === 0).length;
      // Five standard deviations of a binomial distribution.
      const spread = 5 * Math.sqrt(count * rate * (1 - rate));
      expect(Math.abs(zeros - count * rate)).toBeLessThan(spread);
      expect(new Set(dropped)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
      const mean = dropped.reduce((sum, value) => sum + value, 0) / count;
      expect(Math.abs(mean - 1)).toBeLessThan(spread / count / (1 - rate));
      expect(await drop(1)).toEqual(dropped);
      expect(await drop(2)).not.toEqual(dropped);
    },
  );

  test("dropout passes gradients where it passed numbers, scaled alike, and is nothing outside training", async () => {
    const rate = 0.4;
    const x = tf.randomNormal([50, 20], 0, 1, "float32", 1);
    const tape = new Tape([x], []);
    const kit = createTfjsKit({ ...inferenceContext(), tape, training: true, random: createRandom(1) });
    const output = kit.dropout(x, rate);
    const [values, given] = [await output.data<"float32">(), await x.data<"float32">()];
    const masks = Float32Array.from(values, (value) => (value === 0 ? 0 : Math.fround(1 / (1 - rate))));
    expect(values).toEqual(Float32Array.from(given, (value, index) => value * (masks[index] as number)));
    const total = tape.record({
      inputs: [output],
      output: tf.tidy(() => tf.sum(output)),
      saved: [],
      backward: (dy) => [tf.mul(tf.onesLike(output), dy)],
    });
    const [gradient] = tape.gradients(total, [x]);
    expect(await gradient?.data()).toEqual(masks);
    const idle = createTfjsKit(inferenceContext()).dropout(x, rate);
    expect(await idle.data()).toEqual(given);
    tf.dispose([x, output, total, idle, ...(gradient ? [gradient] : [])]);
    tape.dispose();
  });
});
