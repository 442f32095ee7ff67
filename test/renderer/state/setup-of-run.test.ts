import fc from "fast-check";
import { expect, it } from "vitest";
import { setupOfRun } from "../../../renderer/state/setup-of-run";
import { INITIAL_SETUP, runSpecOf, type TrainSetup } from "../../../renderer/state/train-setup";
import {
  DEFAULT_OPTIMISERS,
  DEFAULT_SCHEDULES,
  type OptimiserKind,
  type ScheduleKind,
} from "../../../shared/contracts/run-defaults";
import { augmentations } from "../../../shared/data/augmentations";
import { settingsOf } from "../../../shared/formats/run-record/record";
import { emptyDocument } from "../../../shared/graph/document";

const setups: fc.Arbitrary<TrainSetup> = fc
  .record({
    batch: fc.integer({ min: 1, max: 64 }),
    epochs: fc.integer({ min: 1, max: 20 }),
    patience: fc.nat(5),
    keepBest: fc.boolean(),
    augmentation: fc.subarray(augmentations.all.map(({ defaults }) => defaults.kind)),
    optimiser: fc.constantFrom(...(Object.keys(DEFAULT_OPTIMISERS) as OptimiserKind[])),
    momentum: fc.option(fc.constantFrom(0, 0.5, 0.9)),
    learningRate: fc.constantFrom(0.5, 0.01),
    schedule: fc.constantFrom(...(Object.keys(DEFAULT_SCHEDULES) as ScheduleKind[])),
    warmupShare: fc.option(fc.constantFrom(0, 0.1, 0.5)),
    dropFactor: fc.option(fc.constantFrom(0.1, 0.5)),
    dropEpochs: fc.option(fc.integer({ min: 1, max: 9 })),
    weightDecay: fc.constantFrom(0, 0.0005),
    labelSmoothing: fc.constantFrom(0, 0.1),
    clipNorm: fc.constantFrom(0, 2),
    seed: fc.nat(9),
  })
  .map((change) => ({ ...INITIAL_SETUP, ...change }));

const document = emptyDocument("Small");

it("the settings of a run fill the form so that it starts the same run again", () => {
  fc.assert(
    fc.property(setups, (setup) => {
      const spec = runSpecOf(setup, document);
      expect(runSpecOf(setupOfRun(settingsOf(spec), INITIAL_SETUP), document)).toEqual(spec);
    }),
  );
});

it("every field of the form is taken from the run", () => {
  const odd: TrainSetup = { ...INITIAL_SETUP, seed: 77, batch: 5, patience: 3, keepBest: true, clipNorm: 9 };
  const again = setupOfRun(settingsOf(runSpecOf(odd, document)), { ...INITIAL_SETUP, seed: 1 });
  expect({ ...again, warmupShare: null }).toEqual(odd);
});

it("people's own images have to be chosen anew", () => {
  const settings = settingsOf(runSpecOf(INITIAL_SETUP, document));
  const own = { ...settings, data: { ...settings.data, dataset: "Holiday pictures" } };
  expect(setupOfRun(own, INITIAL_SETUP).data).toBe(INITIAL_SETUP.data);
});
