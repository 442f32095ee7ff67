import { act } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { StartWeightsField } from "../../../renderer/panels/train/start-weights-field";
import { IMAGENET_NORMALISATION, type Model, offerModel } from "../../../renderer/state/model";
import { openProject } from "../../../renderer/state/project";
import { weightsForRun } from "../../../renderer/state/start-weights";
import { createBuilder } from "../../../shared/blocks/builder";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";
import { emptyDocument } from "../../../shared/graph/document";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

const builder = createBuilder();
builder.layer("x", "input", { height: 1, width: 1, channels: 2 });
builder.layer("flat", "flatten");
builder.layer("y", "dense", { units: 3 });
const network = { ...emptyDocument("Small"), graph: builder.build() };
const weights = writeSafetensors(
  new Map([
    ["y.weight", { shape: [3, 2], data: new Float32Array(6) }],
    ["y.bias", { shape: [3], data: new Float32Array(3) }],
  ]),
);
let mounted: Mounted;

beforeEach(() => {
  openProject(network);
  mounted = mount(<StartWeightsField />);
});
afterEach(() => mounted.unmount());

const hold = (change: Partial<Model>): void =>
  act(() =>
    offerModel({
      origin: "file",
      document: network,
      weights: async () => weights,
      seed: 0,
      fileName: "small.onnx",
      classNames: null,
      normalisation: IMAGENET_NORMALISATION,
      ...change,
    }),
  );
const offered = (): readonly (string | null)[] =>
  mounted.findAll("button").map(({ textContent }) => textContent);
const said = () => mounted.find(".bw-train-note").textContent;

test("a training can start from the weights of the imported network", async () => {
  hold({});
  const before = { offered: offered(), said: said() };
  await act(async () => mounted.find("button").click());
  expect({ before, after: { offered: offered(), said: said() }, run: weightsForRun() }).toEqual({
    before: { offered: ["From small.onnx", "Load weights…"], said: "Fresh ones, drawn from the seed." },
    after: {
      offered: ["Load weights…", "Match anew…", "Start fresh"],
      said: "small.onnx: 2 of 2 match, all by name.",
    },
    run: { weights, match: "strict" },
  });
});

test("what a training learned is offered, too; random and another network's weights are not", () => {
  hold({ origin: "trained", fileName: null, weights });
  const trained = offered();
  hold({ origin: "random", weights: null });
  const random = offered();
  hold({ document: emptyDocument("Other") });
  expect([trained, random, offered()]).toEqual([
    ["From the training of Small", "Load weights…"],
    ["Load weights…"],
    ["Load weights…"],
  ]);
});
