import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, type Shader } from "./dispatch";

/** The same for every element, four at a time where they come in fours. */
export interface Elementwise {
  readonly key: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Of `reads`: bound as plain numbers even where the rest comes in fours. */
  readonly plain?: readonly string[];
  readonly ints?: readonly string[];
  readonly floats?: readonly string[];
  /** WGSL beside the function. */
  readonly helpers?: string;
  /** Statements for the element `i`; `V` is `f32` or `vec4<f32>`. */
  readonly code: string;
}

const THREADS = 256;

function shaderOf(kernel: Elementwise, inFours: boolean): Shader {
  const { reads, writes, plain = [], ints = [], floats = [], helpers = "" } = kernel;
  const vectors = inFours ? [...reads, ...writes].filter((name) => !plain.includes(name)) : [];
  return {
    ...{
      key: `${kernel.key}${inFours ? " in fours" : ""}`,
      threads: THREADS,
      reads,
      writes,
      vectors,
      floats,
    },
    ints: ["size", ...ints],
    code: `
alias V = ${inFours ? "vec4<f32>" : "f32"};
${helpers}
fn run(tile: i32, lane: i32) {
  let i = tile * ${THREADS} + lane;
  if (i >= u.size) { return; }
  ${kernel.code}
}`,
  };
}

export interface ElementwiseCall {
  readonly reads: readonly TensorInfo[];
  readonly writes: readonly TensorInfo[];
  readonly size: number;
  readonly numbers?: Readonly<Record<string, number>>;
}

export function elementwise(backend: WebGPUBackend, kernel: Elementwise, call: ElementwiseCall): void {
  run(backend, kernel, call, call.size % 4 === 0);
}

/** For kernels that also read tables with one number per channel: they find the channel as `i % u.channels`. */
export function byChannel(
  backend: WebGPUBackend,
  kernel: Elementwise,
  call: ElementwiseCall,
  channels: number,
): void {
  const inFours = channels % 4 === 0;
  const numbers = { ...call.numbers, channels: inFours ? channels / 4 : channels };
  run(backend, kernel, { ...call, numbers }, inFours);
}

function run(backend: WebGPUBackend, kernel: Elementwise, call: ElementwiseCall, inFours: boolean): void {
  const size = inFours ? call.size / 4 : call.size;
  dispatch(backend, {
    shader: shaderOf(kernel, inFours),
    reads: call.reads,
    writes: call.writes,
    numbers: { ...call.numbers, size },
    tiles: Math.ceil(size / THREADS),
  });
}

export function elementsOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
