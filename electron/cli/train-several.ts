import { extname } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { formatPercent } from "../../shared/base/format";
import type { RunSpec, TrainResult } from "../../shared/contracts/run";
import { averageModels, type ModelAverage } from "../../shared/engine/train/model-average";
import { countingNumber } from "./engine-options";
import { formatTable } from "./table";
import { type ModelRun, type RunFiles, trainModel } from "./train-model";

export function seedsOption(): Option {
  return new Option(
    "--seeds <N>",
    "train so many models, from --seed on, and average what they make of the test images; files are numbered " +
      "(net.1.safetensors), and each model's checkpoint is taken up by itself",
  ).argParser(atLeastTwo);
}

interface Model {
  readonly seed: number;
  readonly result: TrainResult;
}

/** One model after another on the same images, then all of them together. A cancel ends it with those that are whole. */
export async function trainSeveral(
  run: Omit<ModelRun, "interrupted" | "posteriors">,
  count: number,
): Promise<void> {
  const { session, json, spec } = run;
  const models: Model[] = [];
  for (let index = 0; index < count; index++) {
    const own: RunSpec = { ...spec, seed: spec.seed + index, dataSeed: spec.seed };
    if (!json) session.err(`Model ${index + 1} of ${count}, seed ${own.seed}.\n`);
    const files = numbered(run.files, index + 1);
    const result = await trainModel({ ...run, spec: own, files, posteriors: true });
    if (result.cancelled) break;
    models.push({ seed: own.seed, result });
  }
  const posteriors = models.flatMap(({ result }) => result.posteriors ?? []);
  if (posteriors.length < 2) return;
  const average = averageModels(posteriors);
  session.out(json ? `${JSON.stringify(summary(models, average))}\n` : table(models, average));
}

/** "net.safetensors" of the second model is "net.2.safetensors". */
function numbered({ output, checkpoint, checkpointEvery, log }: RunFiles, model: number): RunFiles {
  const name = (file: string): string => {
    const ending = extname(file);
    return `${file.slice(0, file.length - ending.length)}.${model}${ending}`;
  };
  return {
    ...(output === undefined ? {} : { output: name(output) }),
    ...(checkpoint === undefined ? {} : { checkpoint: name(checkpoint) }),
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    ...(log === undefined ? {} : { log: name(log) }),
  };
}

function summary(models: readonly Model[], average: ModelAverage) {
  const each = models.map(({ seed, result: { testAccuracy, testTop5, testLoss } }) => {
    return { seed, testAccuracy, testTop5, testLoss };
  });
  return { average, models: each };
}

function table(models: readonly Model[], average: ModelAverage): string {
  const columns = [
    { title: "Model", align: "left" },
    { title: "Test accuracy", align: "right" },
    { title: "Loss", align: "right" },
  ] as const;
  const row = (name: string, { testAccuracy, testLoss }: Pick<ModelAverage, "testAccuracy" | "testLoss">) => [
    name,
    formatPercent(testAccuracy),
    testLoss?.toFixed(4) ?? "",
  ];
  return formatTable(columns, [
    ...models.map(({ seed, result }) => row(`seed ${seed}`, result)),
    row(`average of ${average.models}`, average),
  ]);
}

function atLeastTwo(text: string): number {
  const count = countingNumber(text);
  if (count > 1) return count;
  throw new InvalidArgumentError("Expected a whole number from 2.");
}
