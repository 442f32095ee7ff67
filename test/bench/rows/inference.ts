import * as tf from "@tensorflow/tfjs";
import { openNetwork } from "../../../shared/networks/registry";
import { type BenchRow, median, race } from "../bench";
import { ourInference, somePixels, startOurs } from "../ours";
import { type InferenceNet, stockInference } from "../stock/core";
import { onnxInference } from "../stock/onnx-runtime";

const SHAPE: [number, number, number, number] = [1, 224, 224, 3];
const STOCK_GOAL = 1;
const ONNX_GOAL = 1.5;

const nets: Readonly<Record<InferenceNet, string>> = {
  "resnet-18": "ResNet-18",
  googlenet: "GoogLeNet",
  "mobilenet-1.0": "MobileNet 1.0",
};

export default Object.entries(nets).map(
  ([id, title]): BenchRow => ({
    id: `infer-${id}`,
    title: `Inference of ${title} on WASM, one image of 224×224×3, batch norm folded`,
    async measure() {
      await startOurs();
      const document = openNetwork(id);
      const ours = await ourInference(document);
      const stock = stockInference(id as InferenceNet);
      const onnx = await onnxInference(document);
      const pixels = somePixels(SHAPE);
      const handWritten = async () => {
        const image = tf.tensor4d(pixels, SHAPE);
        const scores = stock.run(image);
        await scores.data();
        tf.dispose([image, scores]);
      };
      const times = await race([() => ours.run(pixels), handWritten, () => onnx.run(pixels)], {
        warmups: 4,
        runs: 15,
      });
      const [value, byHand, byOnnx] = times.map(median) as [number, number, number];
      await ours.dispose();
      stock.dispose();
      await onnx.dispose();
      return {
        value,
        unit: "ms",
        rivals: [
          { name: "hand-written tfjs-core, fused and folded", value: byHand, goal: STOCK_GOAL },
          { name: "onnxruntime-web, one thread as well", value: byOnnx, goal: ONNX_GOAL },
        ],
      };
    },
  }),
);
