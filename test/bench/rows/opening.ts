import { readFile } from "node:fs/promises";
import { env, InferenceSession } from "onnxruntime-web";
import { readOnnx } from "../../../shared/formats/onnx/read/read-onnx";
import { type BenchRow, median, race } from "../bench";
import { withOnnxFile } from "../files/made-file";
import { timeOpening } from "../files/open-in-app";

const files = [
  { id: "googlenet", title: "GoogLeNet, 27 MB", goalMs: 400, runs: 7 },
  { id: "resnet-152", title: "ResNet-152, 242 MB", goalMs: 1500, runs: 5 },
] as const;

/** In the app, and the reading alone, which is what ONNX Runtime does before it can run a model. */
export default files.flatMap(({ id, title, goalMs, runs }): readonly BenchRow[] => [
  {
    id: `open-${id}`,
    title: `Opening an ONNX file of ${title}, from file chosen to graph in sight, in Chromium`,
    measure: () =>
      withOnnxFile(id, async (path) => {
        const times = await timeOpening(path, { warmups: 1, runs });
        if (!times.ok) return { missing: times.error };
        const value = median(times.value);
        return { value, unit: "ms", limits: [{ text: `under ${goalMs} ms`, met: value < goalMs }] };
      }),
  },
  {
    id: `read-${id}`,
    title: `Reading it as a network, in Node`,
    measure: () =>
      withOnnxFile(id, async (path) => {
        env.wasm.numThreads = 1;
        env.logLevel = "error";
        const bytes = await readFile(path);
        const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
        const ours = () => readOnnx(file as ArrayBuffer, { name: id });
        const theirs = async () =>
          (await InferenceSession.create(bytes, { executionProviders: ["wasm"] })).release();
        const [value, session] = (await race([ours, theirs], { warmups: 1, runs: 5 })).map(median);
        return {
          value: value as number,
          unit: "ms",
          rivals: [{ name: "onnxruntime-web loading it", value: session as number, goal: 1 }],
        };
      }),
  },
]);
