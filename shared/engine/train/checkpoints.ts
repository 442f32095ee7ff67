import * as tf from "@tensorflow/tfjs-core";
import { errorMessage, UserError } from "../../base/assert";
import type { RunSpec, TrainEvent, TrainOptions } from "../../contracts/run";
import { imagesDigest } from "../../data/digest";
import {
  checkpointMetadata,
  isSameRun,
  type RunPosition,
  readCheckpointHead,
} from "../../formats/checkpoint/head";
import {
  type LaidOut,
  layOutSafetensors,
  openSafetensors,
  type Room,
} from "../../formats/safetensors/lay-out";
import { isSynchronous } from "./device";
import { type Part, unfit } from "./part";

interface CheckpointsOptions {
  readonly spec: RunSpec;
  readonly totalSteps: number;
  readonly options: TrainOptions;
  /** By the name that its arrays are filed under. */
  readonly parts: Readonly<Record<string, Part>>;
  /** Everything that the run says, as it is to be said again to whoever takes it up. */
  readonly history: TrainEvent[];
  onEvent(event: TrainEvent): void;
}

/** Making checkpoints may take this share of the time. */
const SHARE = 1 / 20;
/** Epochs of small networks pass faster than anybody wants to write files. */
const SHORTEST_MS = 1_000;

const START: RunPosition = { step: 0, epoch: 1, batch: 0 };

/** Makes the checkpoints of one run, and takes the run up from one. */
export class Checkpoints {
  readonly #options: CheckpointsOptions;
  readonly #digest: string | null;
  #writing: Promise<void> | null = null;
  #lastStep = 0;
  #lastAt = performance.now();
  #costMs = 0;
  #epochEnded = false;
  #gaveUp = false;

  constructor(options: CheckpointsOptions) {
    this.#options = options;
    const { resumeFrom, checkpoints } = options.options;
    const images = resumeFrom || checkpoints ? options.spec.images : undefined;
    this.#digest = images ? imagesDigest(images) : null;
  }

  /** Where the run begins: where the checkpoint that it is given left it, all of its parts as they were then. */
  resume(): RunPosition {
    const { spec, parts, history, options } = this.#options;
    if (!options.resumeFrom) return START;
    const head = readCheckpointHead(options.resumeFrom);
    if (!isSameRun(spec, head.spec) || head.imagesDigest !== this.#digest) {
      throw new UserError(
        `The checkpoint is of another training (of "${head.spec.document.name}", step ${head.position.step}). ` +
          "Expected the same network, data, images and recipe. Take up that one, or start from the beginning.",
      );
    }
    const file = openSafetensors(options.resumeFrom);
    for (const [name, part] of Object.entries(parts)) {
      const values = head.states[name];
      if (values === undefined) throw unfit(name);
      part.restore({ tensors: upload(file, file.rooms, `${name}/`), values });
    }
    history.push(...head.history);
    this.#lastStep = head.position.step;
    return head.position;
  }

  epochEnded(): void {
    this.#epochEnded = true;
  }

  /** Makes one if it is time. On a device that computes apart from us, training goes on while it is read. */
  makeIfDue(position: RunPosition): void {
    if (this.#isDue(position.step)) this.#begin(position);
  }

  /** Makes one now, and is done when it is handed over: at a pause, after which anything may happen. */
  async make(position: RunPosition): Promise<void> {
    if (!this.#options.options.checkpoints || this.#gaveUp) return;
    await this.#writing;
    if (position.step > this.#lastStep || this.#epochEnded) this.#begin(position);
    await this.#writing;
  }

  /** Nothing is said any more after this. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  #isDue(step: number): boolean {
    const rule = this.#options.options.checkpoints;
    if (!rule || this.#gaveUp || this.#writing || step <= this.#lastStep) return false;
    if ("everySteps" in rule) return step % rule.everySteps === 0;
    const elapsed = performance.now() - this.#lastAt;
    if (elapsed < this.#costMs / SHARE) return false;
    return elapsed >= rule.everySeconds * 1000 || (this.#epochEnded && elapsed >= SHORTEST_MS);
  }

  #begin(position: RunPosition): void {
    const begun = performance.now();
    this.#epochEnded = false;
    this.#lastStep = position.step;
    this.#writing = this.#write(position).finally(() => {
      this.#writing = null;
      this.#lastAt = performance.now();
      this.#costMs = this.#lastAt - begun;
    });
  }

  async #write(position: RunPosition): Promise<void> {
    const { onEvent, totalSteps } = this.#options;
    const { step, epoch } = position;
    try {
      const file = await this.#capture(position);
      onEvent({ kind: "checkpoint", step, totalSteps, epoch, file });
    } catch (thrown) {
      this.#gaveUp = true;
      onEvent({ kind: "no-checkpoint", step, reason: errorMessage(thrown) });
    }
  }

  async #capture(position: RunPosition): Promise<ArrayBuffer> {
    const { spec, parts, totalSteps, history } = this.#options;
    const tensors = new Map<string, tf.Tensor>();
    const states: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(parts)) {
      const state = part.capture();
      states[name] = state.values;
      for (const [key, tensor] of state.tensors) tensors.set(`${name}/${key}`, tensor);
    }
    const rooms = new Map<string, Room>();
    for (const [name, { shape }] of tensors) rooms.set(name, { dtype: "F32", shape });
    const head = {
      spec,
      imagesDigest: this.#digest,
      position,
      totalSteps,
      savedAt: Date.now(),
      history,
      states,
    };
    const file = layOutSafetensors(rooms, checkpointMetadata(head));
    await download(tensors, file);
    return file.file;
  }
}

/**
 * Every tensor as it is at this moment: the next step may write into its memory, or give it to another. So reading one
 * is begun before anything else has a turn.
 */
async function download(tensors: ReadonlyMap<string, tf.Tensor>, file: LaidOut): Promise<void> {
  if (isSynchronous()) {
    for (const [name, tensor] of tensors) file.view(name, "F32").set(tensor.dataSync<"float32">());
    return;
  }
  const reads = [...tensors].map(([name, tensor]) => ({ name, data: tensor.data<"float32">() }));
  // One that fails while another is waited for must not count as unheard.
  for (const { data } of reads) data.catch(() => undefined);
  for (const { name, data } of reads) file.view(name, "F32").set(await data);
}

function upload(
  file: LaidOut,
  rooms: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  prefix: string,
): Map<string, tf.Tensor> {
  const tensors = new Map<string, tf.Tensor>();
  for (const [name, { shape }] of rooms) {
    if (!name.startsWith(prefix)) continue;
    tensors.set(name.slice(prefix.length), tf.keep(tf.tensor(file.view(name, "F32"), [...shape], "float32")));
  }
  return tensors;
}
