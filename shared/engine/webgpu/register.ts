import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import { blendKernel } from "../kit/blend";
import { convKernels } from "../kit/conv-kernels";
import * as wasmActivation from "../wasm/activation";
import * as wasmBatchNorm from "../wasm/batch-norm";
import * as wasmDepthwise from "../wasm/depthwise";
import * as wasmOptimisers from "../wasm/optimisers";
import * as wasmReduce from "../wasm/reduce";
import { activation, activationGrad, rectifierGrad } from "./activation";
import { batchNormGrad, batchNormTrain } from "./batch-norm";
import { blend } from "./blend";
import { sumRows } from "./column-sums";
import { convFilterGradient, convForward, convInputGradient } from "./convolution";
import { depthwiseFilterGrad, depthwiseInputGrad } from "./depthwise";
import { adamStep, momentumStep, rmspropStep } from "./optimisers";

// biome-ignore lint/suspicious/noExplicitAny: attributes are opaque to tfjs; each kernel's callers know them.
type Kernel = (backend: WebGPUBackend, inputs: any, attributes: any) => tf.TensorInfo | tf.TensorInfo[];

type Shaped = ConvOptions & { readonly shape: readonly number[] };

/** By the names that WASM's kernels have: whoever calls those finds these where WebGPU computes. */
const kernels: ReadonlyMap<string, Kernel> = new Map<string, Kernel>([
  [convKernels.forward.name, (b, { x, w }, a: Shaped) => convForward(b, x, w, a.shape, a)],
  [convKernels.inputGradient.name, (b, { dy, w }, a: Shaped) => convInputGradient(b, dy, w, a.shape, a)],
  [convKernels.filterGradient.name, (b, { x, dy }, a: Shaped) => convFilterGradient(b, x, dy, a.shape, a)],
  [wasmActivation.activation.name, (b, { x }, a) => [activation(b, x, a)]],
  [wasmActivation.activationGrad.name, (b, { x, dy }, a) => [activationGrad(b, x, dy, a)]],
  [wasmActivation.rectifierGrad.name, (b, { y, dy }, { limit }) => [rectifierGrad(b, y, dy, limit)]],
  [wasmBatchNorm.batchNormTrain.name, (b, inputs, { epsilon }) => batchNormTrain(b, inputs, epsilon)],
  [wasmBatchNorm.batchNormGrad.name, (b, inputs) => batchNormGrad(b, inputs)],
  [wasmDepthwise.depthwiseInputGrad.name, (b, { dy, w }, a) => [depthwiseInputGrad(b, dy, w, a)]],
  [wasmDepthwise.depthwiseFilterGrad.name, (b, { x, dy }, a) => [depthwiseFilterGrad(b, x, dy, a)]],
  [blendKernel.name, (b, inputs, { share }) => blend(b, inputs, share)],
  [wasmReduce.sumRows.name, (b, { x }) => [sumRows(b, x)]],
  [wasmOptimisers.momentumStep.name, (b, inputs, a) => [momentumStep(b, inputs, a)]],
  [wasmOptimisers.rmspropStep.name, (b, inputs, a) => [rmspropStep(b, inputs, a)]],
  [wasmOptimisers.adamStep.name, (b, inputs, a) => [adamStep(b, inputs, a)]],
]);

/** Gives the WebGPU backend kernels that train in fewer dispatches and with less waste. Safe to call again. */
export function registerWebgpuKernels(): void {
  for (const [kernelName, run] of kernels) {
    if (tf.getKernel(kernelName, "webgpu")) continue;
    tf.registerKernel({
      kernelName,
      backendName: "webgpu",
      kernelFunc: ({ inputs, attrs, backend }) => run(backend as WebGPUBackend, inputs, attrs),
    });
  }
}
