import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { leavesOf } from "../../../shared/analysis/leaves";
import { UserError } from "../../../shared/base/assert";
import { createBuilder } from "../../../shared/blocks/builder";
import { compilePlan } from "../../../shared/engine/plan";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { networks, openNetwork } from "../../../shared/networks/registry";

function drawn(write: (builder: ReturnType<typeof createBuilder>) => void): Document {
  const builder = createBuilder();
  write(builder);
  return { ...emptyDocument("drawn"), graph: builder.build() };
}

describe("compiling a network", () => {
  test.each(networks.all.map(({ id }) => ({ id })))("$id unfolds to the analysis's leaves", ({ id }) => {
    const document = openNetwork(id);
    const analysis = createAnalyser().analyse(document);
    const plan = compilePlan(document);
    const leaves = [...leavesOf(analysis)];
    const params = plan.weights
      .filter((weight) => weight.trainable)
      .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    expect({
      paths: plan.steps.map((step) => step.path),
      params,
      shapes: plan.steps.map((step) => step.outputShape),
      unique: new Set(plan.weights.map((weight) => weight.fullName)).size,
    }).toEqual({
      paths: leaves.map((leaf) => leaf.path),
      params: analysis.totals.params,
      shapes: leaves.map((leaf) => leaf.analysis.outputs[0]),
      unique: plan.weights.length,
    });
  });

  test("every step reads values of earlier steps, and each but the last is read", () => {
    const { steps, output } = compilePlan(openNetwork("googlenet"));
    const read = new Set(steps.flatMap((step) => step.inputs));
    expect(steps.filter((step) => step.inputs.some((input) => input >= step.output))).toEqual([]);
    expect(steps.filter((step) => !read.has(step.output)).map((step) => step.output)).toEqual([output]);
  });

  test("a closing softmax is left to the loss", () => {
    const plan = compilePlan(
      drawn((builder) => {
        builder.layer("input", "input", { height: 4, width: 4, channels: 1 });
        builder.layer("flatten", "flatten");
        builder.layer("scores", "dense", { units: 3 });
        builder.layer("softmax", "softmax");
      }),
    );
    const path = (value: number) => plan.steps.find((step) => step.output === value)?.path;
    expect([path(plan.logits), path(plan.output), plan.endsInProbabilities]).toEqual([
      "scores",
      "softmax",
      true,
    ]);
  });

  test("weights are called as PyTorch calls them", () => {
    const plan = compilePlan(openNetwork("resnet-18"));
    const names = plan.weights.map((weight) => weight.fullName);
    expect(
      names.every((name) => /^[\w-]+(\.[\w-]+)*\.(weight|bias|running_mean|running_var)$/.test(name)),
    ).toBe(true);
  });

  test.each([
    {
      what: "a fault, named with its node and its remedy",
      write: (builder: ReturnType<typeof createBuilder>) => {
        builder.layer("input", "input", { height: 4, width: 4, channels: 1 });
        builder.layer("conv", "conv2d", { kernel: [9, 9], padding: "valid" });
      },
      message: /^"conv": The 9×9 window is larger .* Expected .*, received /,
    },
    {
      what: "an empty network",
      write: () => undefined,
      message: /empty/,
    },
    {
      what: "two outputs",
      write: (builder: ReturnType<typeof createBuilder>) => {
        const input = builder.layer("input", "input", { height: 4, width: 4, channels: 1 });
        builder.layer("left", "relu", {}, input);
        builder.layer("right", "relu", {}, input);
      },
      message: /2 outputs \("left", "right"\)/,
    },
  ])("refuses $what", ({ write, message }) => {
    expect(() => compilePlan(drawn(write))).toThrow(UserError);
    expect(() => compilePlan(drawn(write))).toThrow(message);
  });
});
