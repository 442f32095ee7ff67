import { rename } from "node:fs/promises";
import { type Command, Option } from "commander";
import { UserError } from "../../shared/base/assert";
import type { Engine } from "../../shared/contracts/engine";
import type { EpochReport, RunSpec, TrainEvent, TrainOptions } from "../../shared/contracts/run";
import { datasets } from "../../shared/data/registry";
import { readCheckpointHead } from "../../shared/formats/checkpoint/head";
import { type ChosenData, readData } from "./data-options";
import { countingNumber } from "./engine-options";
import { readBytes, writeBytes } from "./files";
import type { Session } from "./session";

export interface CheckpointOptions {
  readonly checkpoint?: string;
  readonly checkpointEvery?: number;
  readonly resume?: string;
}

/** As in the app. */
const EVERY_SECONDS = 30;

export function addCheckpointOptions(command: Command): void {
  command
    .option("--checkpoint <file>", "write here, as it goes, all that a run needs to be taken up again")
    .addOption(
      new Option(
        "--checkpoint-every <N>",
        `so often, in steps (every ${EVERY_SECONDS} s and epoch)`,
      ).argParser(countingNumber),
    )
    .option(
      "--resume <file>",
      "take a run up from its checkpoint, with its own recipe; of your own data, say where it is by --data",
    );
}

/** A run that was interrupted, as its checkpoint tells. */
export interface Interrupted {
  readonly spec: RunSpec;
  readonly chosen: ChosenData;
  readonly file: ArrayBuffer;
  readonly step: number;
  readonly epochs: readonly EpochReport[];
  /** All that it had reported by then. */
  readonly history: readonly TrainEvent[];
}

export async function readInterrupted(path: string, data: string): Promise<Interrupted> {
  const file = await readBytes(path);
  const { spec, imagesDigest, position, history } = readCheckpointHead(file);
  const epochs = history.filter((event) => event.kind === "epoch");
  const step = position.step;
  if (imagesDigest === null) {
    return { spec, chosen: { data: spec.data, own: null }, file, step, epochs, history };
  }
  if (datasets.get(data)) {
    throw new UserError(
      `${path} is of a training on your own images ("${spec.data.dataset}"). Say where they are, by --data.`,
    );
  }
  const { augmentation: augment, testing } = spec;
  const looks = { ...(augment ? { augment } : {}), ...(testing ? { testing } : {}) };
  const chosen = await readData(
    { validationCount: 0, ...spec.data, ...looks, data },
    spec.dataSeed ?? spec.seed,
  );
  const images = chosen.own ? { images: chosen.own.images } : {};
  return { spec: { ...spec, ...images }, chosen, file, step, epochs, history };
}

/** What `train` hands to the engine. */
export function trainOptionsOf(options: CheckpointOptions, interrupted: Interrupted | null): TrainOptions {
  const { checkpointEvery: everySteps } = options;
  const rule = everySteps === undefined ? { everySeconds: EVERY_SECONDS } : { everySteps };
  return {
    ...(checkpointFile(options) === null ? {} : { checkpoints: rule }),
    ...(interrupted ? { resumeFrom: interrupted.file } : {}),
  };
}

/** A resumed run goes on in the file that it came from. */
function checkpointFile({ checkpoint, resume }: CheckpointOptions): string | null {
  return checkpoint ?? resume ?? null;
}

/** Writes the checkpoints of a run, one after another. */
export function createCheckpointWriter(options: CheckpointOptions, session: Session) {
  const path = checkpointFile(options);
  let tail: Promise<void> = Promise.resolve();
  return {
    onEvent(event: TrainEvent): void {
      if (event.kind === "no-checkpoint")
        session.err(`No checkpoint at step ${event.step}: ${event.reason}\n`);
      if (event.kind !== "checkpoint" || path === null) return;
      const { file } = event;
      tail = tail.then(() => replaceFile(path, file));
      // Whoever waits for the last one is told; until then it is nobody's.
      tail.catch(() => undefined);
    },
    /** Throws a readable error if one could not be written. */
    settle: () => tail,
    /** Ends the run, with a checkpoint first where there are any. */
    async interrupt(engine: Engine): Promise<void> {
      if (path === null) await engine.cancel();
      else await engine.pause();
    },
  };
}

/** At no moment is there half a file: what may end the program may come at any time. */
async function replaceFile(path: string, bytes: ArrayBuffer): Promise<void> {
  const whole = `${path}.part`;
  await writeBytes(whole, bytes);
  await rename(whole, path);
}
