import { afterEach, expect, test } from "vitest";
import * as setup from "../../../renderer/state/train-setup";
import type { ScheduleKind } from "../../../shared/contracts/run-defaults";
import { emptyDocument } from "../../../shared/graph/document";
import { setFrozen } from "../../../shared/graph/frozen";
import { openNetwork } from "../../../shared/networks/registry";

afterEach(() => setup.resetSetup());

function spec() {
  return setup.runSpecOf(setup.trainSetupStore.getState(), emptyDocument("net"));
}

test("what the form does not ask for is not in the run", () => {
  const { optimiser, schedule, labelSmoothing, clipNorm, patience, keepBest } = spec();
  expect({ optimiser: optimiser.kind, schedule, labelSmoothing, clipNorm, patience, keepBest }).toEqual({
    optimiser: "adam",
    schedule: { kind: "cosine", warmup: 63 },
  });
});

test("restraints and endings of the form are the run's", () => {
  setup.changeSetup({ labelSmoothing: 0.1, clipNorm: 2, patience: 3, keepBest: true });
  expect(spec()).toMatchObject({ labelSmoothing: 0.1, clipNorm: 2, patience: 3, keepBest: true });
});

test("a loss and fresh weights other than the usual are the run's; data with masks keeps its own loss", () => {
  setup.changeSetup({ loss: "hinge", initialiser: "gaussian" });
  const own = spec();
  setup.changeData({ dataset: "scenes" });
  const { loss, initialiser } = spec();
  expect([own.loss, own.initialiser, loss, initialiser]).toEqual([
    { kind: "hinge", margin: 1 },
    "gaussian",
    undefined,
    "gaussian",
  ]);
});

test("what is frozen on the canvas is frozen in the run, as far as it is still there", () => {
  const document = setFrozen(["conv1", "gone"], true)(openNetwork("resnet-18"));
  expect(setup.runSpecOf(setup.trainSetupStore.getState(), document).frozen).toEqual(["conv1"]);
  expect(spec()).not.toHaveProperty("frozen");
});

test("another optimiser brings its learning rate and momentum, unless the rate was chosen", () => {
  setup.changeSetup({ momentum: 0.5 });
  setup.chooseOptimiser("nesterov");
  const own = spec();
  setup.changeSetup({ learningRate: 0.5 });
  setup.chooseOptimiser("adamw");
  expect([own.optimiser, own.learningRate, spec().learningRate]).toEqual([
    { kind: "nesterov", momentum: 0.9 },
    0.02,
    0.5,
  ]);
});

test("another schedule brings its own warm-up and drops", () => {
  const schedules = (kind: ScheduleKind) => {
    setup.chooseSchedule(kind);
    return spec().schedule;
  };
  setup.changeSetup({ warmupShare: 0.5, dropFactor: 0.3, dropEpochs: 4 });
  expect([schedules("step"), schedules("linear")]).toEqual([
    { kind: "step", warmup: 0, factor: 0.1, every: 250 },
    { kind: "linear", warmup: 63 },
  ]);
  setup.changeSetup({ schedule: "step", warmupShare: 0.1, dropFactor: 0.3, dropEpochs: 4 });
  expect(spec().schedule).toEqual({ kind: "step", warmup: 63, factor: 0.3, every: 500 });
});
