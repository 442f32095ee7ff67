import * as tf from "@tensorflow/tfjs";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { type BenchRow, median, race } from "../bench";
import { somePixels, startOurs } from "../ours";

/** ResNeXt-50 32×4d, the 3×3 of conv3_x: 28×28, 256 channels in 32 groups. */
const SIZE = 28;
const CHANNELS = 256;
const GROUPS = 32;

const row: BenchRow = {
  id: "grouped-convolution",
  title: `Grouped 3×3 convolution on WASM, ${GROUPS} groups of ${SIZE}×${SIZE}×${CHANNELS} (ResNeXt-50 conv3)`,
  async measure() {
    await startOurs();
    const kit = createTfjsKit(inferenceContext());
    const x = tf.tensor4d(somePixels([1, SIZE, SIZE, CHANNELS]), [1, SIZE, SIZE, CHANNELS]);
    const share = CHANNELS / GROUPS;
    const filter = tf.tensor4d(somePixels([3, 3, share, CHANNELS]), [3, 3, share, CHANNELS]);
    const options = { stride: [1, 1], pads: [1, 1, 1, 1], dilation: [1, 1], groups: GROUPS } as const;
    const finish = async (result: tf.Tensor) => {
      await result.data();
      result.dispose();
    };
    const ours = () => finish(tf.tidy(() => kit.conv2d(x, filter, options)));
    const sliced = () => finish(tf.tidy(() => sliceConvConcat(x, filter)));
    const times = await race([ours, sliced], { warmups: 5, runs: 40 });
    const [value, rival] = times.map(median) as [number, number];
    tf.dispose([x, filter]);
    return {
      value,
      unit: "ms",
      rivals: [{ name: "32 slices, convolutions and a concatenation", value: rival, goal: 1 }],
    };
  },
};

function sliceConvConcat(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor {
  const filters = tf.split(filter, GROUPS, 3) as tf.Tensor4D[];
  const parts = (tf.split(x, GROUPS, 3) as tf.Tensor4D[]).map((part, group) =>
    tf.conv2d(part, filters[group] as tf.Tensor4D, 1, "same"),
  );
  return tf.concat(parts, 3);
}

export default [row];
