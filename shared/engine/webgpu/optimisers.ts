import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AdamAttributes, MomentumAttributes, RmspropAttributes } from "../wasm/optimisers";
import { output } from "./dispatch";
import { type Elementwise, elementsOf, elementwise } from "./elementwise";

/**
 * Optimisers as on WASM (`wasm/optimisers.ts`), one dispatch per weight; their state moves in place. Where `loss` is
 * not finite nothing moves: the device decides, since asking it would stall it.
 */
function guarded(kernel: Elementwise): Elementwise {
  return {
    ...kernel,
    ...{ key: `guarded ${kernel.key}`, reads: [...kernel.reads, "loss"], plain: ["loss"] },
    // By its bits: a shader may take for granted that numbers are finite.
    code: `if ((bitcast<u32>(loss[0]) & 0x7f800000u) == 0x7f800000u) { next[i] = w[i]; return; }\n${kernel.code}`,
  };
}

const momentum: Elementwise = {
  key: "momentum step",
  reads: ["w", "g"],
  writes: ["v", "next"],
  floats: ["rate", "momentum", "nesterov", "decay"],
  code: `let gradient = g[i] + u.decay * w[i];
  let velocity = u.momentum * v[i] + gradient;
  v[i] = velocity;
  next[i] = w[i] - u.rate * select(velocity, gradient + u.momentum * velocity, u.nesterov > 0.0);`,
};

const rmsprop: Elementwise = {
  key: "rmsprop step",
  reads: ["w", "g"],
  writes: ["v", "b", "next"],
  floats: ["rate", "keep", "momentum", "epsilon", "underRoot", "decay"],
  code: `let gradient = g[i] + u.decay * w[i];
  let square = u.keep * v[i] + (1.0 - u.keep) * gradient * gradient;
  v[i] = square;
  if (u.underRoot > 0.0) {
    let buffer = u.momentum * b[i] + u.rate * gradient / sqrt(square + V(u.epsilon));
    b[i] = buffer;
    next[i] = w[i] - buffer;
  } else {
    let buffer = u.momentum * b[i] + gradient / (sqrt(square) + V(u.epsilon));
    b[i] = buffer;
    next[i] = w[i] - u.rate * buffer;
  }`,
};

const adam: Elementwise = {
  key: "adam step",
  reads: ["w", "g"],
  writes: ["m", "v", "next"],
  floats: ["pace", "beta1", "beta2", "epsilon", "l2", "stays", "unbias2"],
  code: `let gradient = g[i] + u.l2 * w[i];
  let first = u.beta1 * m[i] + (1.0 - u.beta1) * gradient;
  let second = u.beta2 * v[i] + (1.0 - u.beta2) * gradient * gradient;
  m[i] = first;
  v[i] = second;
  next[i] = u.stays * w[i] - u.pace * first / (sqrt(second * u.unbias2) + V(u.epsilon));`,
};

type Inputs<I extends string> = Readonly<Record<I | "w" | "g", TensorInfo>> & { readonly loss?: TensorInfo };

export function momentumStep(
  backend: WebGPUBackend,
  { w, g, v, loss }: Inputs<"v">,
  { nesterov, ...attributes }: MomentumAttributes,
): TensorInfo {
  const numbers = { ...attributes, nesterov: Number(nesterov) };
  return step(backend, momentum, { w, g, loss }, [v], numbers);
}

export function rmspropStep(
  backend: WebGPUBackend,
  { w, g, v, b, loss }: Inputs<"v" | "b">,
  { underRoot, ...attributes }: RmspropAttributes,
): TensorInfo {
  const numbers = { ...attributes, underRoot: Number(underRoot) };
  return step(backend, rmsprop, { w, g, loss }, [v, b], numbers);
}

export function adamStep(
  backend: WebGPUBackend,
  { w, g, m, v, loss }: Inputs<"m" | "v">,
  { rate, beta1, beta2, epsilon, decay, decoupled, step: steps }: AdamAttributes,
): TensorInfo {
  const [l2, stays] = decoupled ? [0, 1 - rate * decay] : [decay, 1];
  // In doubles: early on 1 - beta^steps has few digits.
  const [pace, unbias2] = [rate / (1 - beta1 ** steps), 1 / (1 - beta2 ** steps)];
  return step(backend, adam, { w, g, loss }, [m, v], { pace, beta1, beta2, epsilon, l2, stays, unbias2 });
}

function step(
  backend: WebGPUBackend,
  kernel: Elementwise,
  { w, g, loss }: { readonly w: TensorInfo; readonly g: TensorInfo; readonly loss?: TensorInfo | undefined },
  state: readonly TensorInfo[],
  numbers: Readonly<Record<string, number>>,
): TensorInfo {
  const next = output(backend, w.shape);
  const reads = loss ? [w, g, loss] : [w, g];
  const writes = [...state, next];
  elementwise(backend, loss ? guarded(kernel) : kernel, {
    reads,
    writes,
    size: elementsOf(w.shape),
    numbers,
  });
  return next;
}
