import * as tf from "@tensorflow/tfjs-core";
import { filterGradient, inputGradient, plainConvOf } from "../kit/conv-gradients";
import { activation, activationGrad, rectifierGrad } from "./activation";
import { batchNormGrad, batchNormTrain } from "./batch-norm";
import { convFilterGrad, convForward, convInputGrad, packForward } from "./convolution";
import { depthwiseFilterGrad, depthwiseInputGrad } from "./depthwise";
import { mergeGroups, splitGroups } from "./grouping";
import { registerHeapKernel } from "./heap";
import { localResponse, localResponseGrad } from "./local-response";
import { adamStep, momentumStep, rmspropStep } from "./optimisers";
import { affineClamp, sumClamp } from "./pointwise";
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from "./pooling";
import { spatialMean, spatialMeanGrad, sumRows } from "./reduce";
import { resampleGrad } from "./resampling";
import { interleave, phaseFilter, spread, subsample } from "./shaping";

/** Gives the WASM backend what training needs and it lacks. Safe to call again. */
export function registerWasmKernels(): void {
  registerHeapKernel(activation);
  registerHeapKernel(activationGrad);
  registerHeapKernel(rectifierGrad);
  registerHeapKernel(batchNormTrain);
  registerHeapKernel(batchNormGrad);
  registerHeapKernel(affineClamp);
  registerHeapKernel(sumClamp);
  registerHeapKernel(convForward);
  registerHeapKernel(packForward);
  registerHeapKernel(convFilterGrad);
  registerHeapKernel(convInputGrad);
  registerHeapKernel(depthwiseFilterGrad);
  registerHeapKernel(depthwiseInputGrad);
  registerHeapKernel(localResponse);
  registerHeapKernel(localResponseGrad);
  registerHeapKernel(momentumStep);
  registerHeapKernel(rmspropStep);
  registerHeapKernel(adamStep);
  registerHeapKernel(maxPool);
  registerHeapKernel(maxPoolGrad);
  registerHeapKernel(avgPool);
  registerHeapKernel(avgPoolGrad);
  registerHeapKernel(sumRows);
  registerHeapKernel(spatialMean);
  registerHeapKernel(spatialMeanGrad);
  registerHeapKernel(resampleGrad);
  registerHeapKernel(subsample);
  registerHeapKernel(spread);
  registerHeapKernel(phaseFilter);
  registerHeapKernel(interleave);
  registerHeapKernel(mergeGroups);
  registerHeapKernel(splitGroups);
  registerConvGradients();
}

interface ConvAttributes {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** The library's own names, so that its gradients work on WASM too: one is missing there, the other a naive loop. */
function registerConvGradients(): void {
  if (tf.getKernel("Conv2DBackpropFilter", "wasm")) return;
  tf.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc({ inputs, attrs }) {
      const { filterShape, ...rest } = attrs as unknown as ConvAttributes & { filterShape: number[] };
      const { x, dy } = inputs as { x: tf.Tensor; dy: tf.Tensor };
      return filterGradient(x, dy, filterShape, stockConv(x.shape, filterShape, rest));
    },
  });
  tf.unregisterKernel("Conv2DBackpropInput", "wasm");
  tf.registerKernel({
    kernelName: "Conv2DBackpropInput",
    backendName: "wasm",
    kernelFunc({ inputs, attrs }) {
      const { inputShape, ...rest } = attrs as unknown as ConvAttributes & { inputShape: number[] };
      const { dy, filter } = inputs as { dy: tf.Tensor; filter: tf.Tensor };
      return inputGradient(dy, filter, inputShape, stockConv(inputShape, filter.shape, rest));
    },
  });
}

function stockConv(x: readonly number[], filter: readonly number[], attributes: ConvAttributes) {
  const info = tf.backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    attributes.strides,
    1,
    attributes.pad,
    attributes.dimRoundingMode,
  );
  return plainConvOf(info);
}
