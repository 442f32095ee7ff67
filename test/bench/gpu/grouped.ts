import * as tf from "@tensorflow/tfjs-core";
import { Tape } from "../../../shared/engine/autodiff/tape";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { type BenchRow, median, race } from "../bench";
import type { Adapter } from "./adapter";

/** ResNeXt-50 32×4d, the 3×3 of conv3_x: 28×28, 256 channels in 32 groups. */
const SIZE = 28;
const CHANNELS = 256;
const GROUPS = 32;

/** Of issue and design: at least three times as fast as convolving the groups one by one. */
const GOAL = 1 / 3;

export function groupedRows({ isSoftware }: Adapter): readonly BenchRow[] {
  const batch = isSoftware ? 1 : 32;
  const what = `${GROUPS} groups of ${SIZE}×${SIZE}×${CHANNELS} (ResNeXt-50 conv3), batch ${batch}`;
  const runs = isSoftware ? { warmups: 2, runs: 5 } : { warmups: 5, runs: 30 };
  return [
    {
      id: "gpu-grouped-forward",
      title: `Grouped 3×3 convolution on WebGPU, ${what}`,
      measure: () => compare(batch, runs, false),
    },
    {
      id: "gpu-grouped-training",
      title: `The same with its gradients`,
      measure: () => compare(batch, runs, true),
    },
  ];
}

async function compare(
  batch: number,
  runs: { readonly warmups: number; readonly runs: number },
  training: boolean,
) {
  const x = tf.randomNormal([batch, SIZE, SIZE, CHANNELS]) as tf.Tensor4D;
  const filter = tf.randomNormal([3, 3, CHANNELS / GROUPS, CHANNELS]) as tf.Tensor4D;
  const finish = async (results: readonly tf.Tensor[]): Promise<void> => {
    await Promise.all(results.map((each) => each.data()));
    tf.dispose([...results]);
  };
  const ours = () => finish(training ? ourGradients(x, filter) : [ourForward(x, filter, null)]);
  const sliced = () =>
    finish(training ? slicedGradients(x, filter) : [tf.tidy(() => sliceConvConcat(x, filter))]);
  const times = await race([ours, sliced], runs);
  const [value, rival] = times.map(median) as [number, number];
  tf.dispose([x, filter]);
  const name = `${GROUPS} slices, convolutions and a concatenation`;
  return { value, unit: "ms", rivals: [{ name, value: rival, goal: GOAL }] } as const;
}

const OPTIONS = { stride: [1, 1], pads: [1, 1, 1, 1], dilation: [1, 1], groups: GROUPS } as const;

function ourForward(x: tf.Tensor, filter: tf.Tensor, tape: Tape | null): tf.Tensor {
  return tf.tidy(() => createTfjsKit({ ...inferenceContext(), tape }).conv2d(x, filter, OPTIONS));
}

function ourGradients(x: tf.Tensor, filter: tf.Tensor): tf.Tensor[] {
  const tape = new Tape([x, filter]);
  const y = ourForward(x, filter, tape);
  const total = tape.record({ inputs: [y], output: tf.sum(y), saved: [], backward: () => [tf.onesLike(y)] });
  const gradients = tape.gradients(total, [x, filter]);
  tf.dispose([y, total]);
  return gradients;
}

function slicedGradients(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor[] {
  return tf.grads((...both) => tf.sum(sliceConvConcat(both[0] as tf.Tensor4D, both[1] as tf.Tensor4D)))([
    x,
    filter,
  ]);
}

function sliceConvConcat(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  const filters = tf.split(filter, GROUPS, 3);
  const parts = tf
    .split(x, GROUPS, 3)
    .map((part, group) => tf.conv2d(part as tf.Tensor4D, filters[group] as tf.Tensor4D, 1, "same"));
  return tf.concat(parts, 3);
}
