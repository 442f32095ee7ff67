import { assertExists } from "../../base/assert";
import type { Batch } from "../../contracts/engine";
import type { LayerActivity, LayerMaps, Proceed } from "../../contracts/inside";
import { channelsOf, elementsOf } from "../../layers/shape";
import { inferenceContext } from "../kit/context";
import type { PlanStep } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import { histogramOf, isSilent, joinTallies, statisticsOf, tallyChannels } from "./measure";
import { checkInput, type LoadedModel, stepAt, uploadBatch, visitSteps } from "./model";
import { paced } from "./pace";
import { stripOf } from "./strip";

/** Tiles of one layer: as many as fit on a node of the canvas. */
const TILES = 7;
const BINS = 48;

/** What every layer in front of the output makes of a batch, and the output. Null if it was cancelled. */
export async function activations(
  { plan, weights }: LoadedModel,
  input: Batch,
  proceed: Proceed,
): Promise<readonly LayerActivity[] | null> {
  checkInput(plan, input);
  const batch = uploadBatch(input);
  const execution = {
    plan,
    weights: weights.tensors,
    tape: null,
    kit: createTfjsKit(inferenceContext()),
  };
  const found: LayerActivity[] = [];
  const ask = paced(proceed);
  try {
    const result = await visitSteps(execution, batch, plan.output, async ({ step, output, done, total }) => {
      found.push(activityOf(step, (await output.data()) as Float32Array));
      return ask(done, total);
    });
    if (result !== batch) result?.dispose();
    return result ? found : null;
  } finally {
    batch.dispose();
  }
}

function activityOf({ path, outputShape }: PlanStep, values: Float32Array): LayerActivity {
  const channels = channelsOf(outputShape);
  const own = values.subarray(0, elementsOf(outputShape));
  const tallies = tallyChannels(values, channels);
  const first = own.length === values.length ? tallies : tallyChannels(own, channels);
  return {
    path,
    shape: outputShape,
    statistics: statisticsOf(joinTallies(tallies)),
    silent: tallies.filter(isSilent).length,
    strip: stripOf(own, outputShape, first, TILES),
  };
}

/** All that one layer makes of a batch. */
export async function maps(model: LoadedModel, input: Batch, path: string): Promise<LayerMaps> {
  const { plan, weights } = model;
  checkInput(plan, input);
  const step = stepAt(plan, path);
  const batch = uploadBatch(input);
  const execution = {
    plan,
    weights: weights.tensors,
    tape: null,
    kit: createTfjsKit(inferenceContext()),
  };
  try {
    const output = assertExists(await visitSteps(execution, batch, step.output, () => true), path);
    const values = (await output.data()) as Float32Array;
    if (output !== batch) output.dispose();
    return mapsOf(step, values);
  } finally {
    batch.dispose();
  }
}

function mapsOf({ path, outputShape }: PlanStep, values: Float32Array): LayerMaps {
  const tallies = tallyChannels(values, channelsOf(outputShape));
  const all = joinTallies(tallies);
  return {
    path,
    shape: outputShape,
    data: values.slice(0, elementsOf(outputShape)),
    statistics: statisticsOf(all),
    perChannel: tallies.map(statisticsOf),
    histogram: histogramOf(values, all, BINS),
  };
}
