import { env, InferenceSession, Tensor } from "onnxruntime-web";
import { compilePlan } from "../../../shared/engine/plan";
import { drawWeights } from "../../../shared/engine/weights/weight-store";
import { onnxBytes } from "../../../shared/formats/onnx/write";
import type { Document } from "../../../shared/graph/document";

/** ONNX Runtime on WASM with one thread, of the network as we export it, batch norm folded; one image per run. */
export async function onnxInference(document: Document) {
  env.wasm.numThreads = 1;
  env.logLevel = "error";
  const plan = compilePlan(document);
  const drawn = drawWeights(plan, 1);
  const weights = {
    read: ({ fullName }: { readonly fullName: string }) => drawn.get(fullName)?.data ?? new Float32Array(),
  };
  const options = { opset: 17, foldBatchNorm: true, functions: false };
  const model = await onnxBytes({ document, options, weights });
  const session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
  const [height, width, channels] = plan.inputShape as [number, number, number];
  const [input = ""] = session.inputNames;
  return {
    async run(pixels: Float32Array): Promise<void> {
      const results = await session.run({
        [input]: new Tensor("float32", pixels, [1, channels, height, width]),
      });
      for (const tensor of Object.values(results)) tensor.dispose();
    },
    dispose: () => session.release(),
  };
}
