import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/**
 * A compute shader of our own. tfjs's programs have one result and write nowhere else; training wants several results
 * from one reading of the data, and optimisers that move their state in place.
 */
export interface Shader {
  /** Shaders of one key have one code. */
  readonly key: string;
  /** Threads in a workgroup. */
  readonly threads: number;
  /** Buffers by name, each bound as an array of `f32`; those in `vectors` as one of `vec4<f32>`. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly vectors?: readonly string[];
  /** Numbers that the code finds as `u.name`. */
  readonly ints: readonly string[];
  readonly floats?: readonly string[];
  /** WGSL with a function `run(tile: i32, lane: i32)`; a workgroup computes one tile. */
  readonly code: string;
}

export interface Dispatch {
  readonly shader: Shader;
  /** In the order of `reads` and of `writes`. A tensor may not be in both. */
  readonly reads: readonly TensorInfo[];
  readonly writes: readonly TensorInfo[];
  readonly numbers: Readonly<Record<string, number>>;
  /** How many workgroups run. */
  readonly tiles: number;
}

/** What the backend keeps for its own programs, and its types leave out. */
interface Internals {
  commandEncoder: GPUCommandEncoder;
  computePassEncoder: GPUComputePassEncoder | null;
  readonly commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
  readonly uniformPendingDisposal: GPUBuffer[];
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

/** Dispatches after which the queue is handed to the device: tfjs's own measure. */
const BATCH = 15;

/** Appends it to what the backend will submit next, in order with tfjs's own programs. */
export function dispatch(backend: WebGPUBackend, call: Dispatch): void {
  const internals = backend as unknown as Internals;
  const { reads, writes, shader } = call;
  for (const { dataId } of [...reads, ...writes]) {
    backend.uploadToGPU(dataId);
    internals.commandQueueOwnedIds.add(dataId);
  }
  // A copy that was read back before is no longer what the device has.
  for (const { dataId } of writes) Object.assign(backend.tensorMap.get(dataId), { values: null });
  const pipeline = pipelineOf(backend.device, shader);
  const buffers = [
    uniformsOf(backend, call),
    ...[...reads, ...writes].map((each) => bufferOf(backend, each)),
  ];
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  backend.ensureCommandEncoderReady();
  internals.computePassEncoder ??= internals.commandEncoder.beginComputePass();
  const pass = internals.computePassEncoder;
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, backend.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(...gridOf(call.tiles, backend.device.limits.maxComputeWorkgroupsPerDimension));
  if (++internals.dispatchCountInPass < BATCH) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** A tensor for a result: its memory holds whatever was there. */
export function output(backend: WebGPUBackend, shape: readonly number[]): TensorInfo {
  return backend.makeTensorInfo([...shape], "float32");
}

function bufferOf(backend: WebGPUBackend, { dataId }: TensorInfo): GPUBuffer {
  return backend.tensorMap.get(dataId).resource as GPUBuffer;
}

/** A device takes so many workgroups along one axis; more go into further rows. */
function gridOf(tiles: number, limit: number): [number, number] {
  const rows = Math.ceil(tiles / limit);
  return [Math.ceil(tiles / rows), rows];
}

function uniformsOf(backend: WebGPUBackend, { shader, numbers, tiles }: Dispatch): GPUBuffer {
  const { ints, floats = [] } = shader;
  const data = new DataView(new ArrayBuffer(4 * (1 + ints.length + floats.length)));
  data.setInt32(0, tiles, true);
  for (const [index, name] of ints.entries()) data.setInt32(4 * (1 + index), numbers[name] as number, true);
  for (const [index, name] of floats.entries()) {
    data.setFloat32(4 * (1 + ints.length + index), numbers[name] as number, true);
  }
  const buffer = backend.bufferManager.acquireBuffer(
    data.byteLength,
    GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM,
  );
  backend.queue.writeBuffer(buffer, 0, data.buffer);
  (backend as unknown as Internals).uniformPendingDisposal.push(buffer);
  return buffer;
}

function pipelineOf(device: GPUDevice, shader: Shader): GPUComputePipeline {
  const known = pipelines.get(device) ?? new Map<string, GPUComputePipeline>();
  pipelines.set(device, known);
  const found = known.get(shader.key);
  if (found) return found;
  const module = device.createShaderModule({ code: sourceOf(shader), label: shader.key });
  const made = device.createComputePipeline({
    compute: { module, entryPoint: "start" },
    label: shader.key,
    layout: "auto",
  });
  known.set(shader.key, made);
  return made;
}

function sourceOf({ threads, reads, writes, vectors = [], ints, floats = [], code }: Shader): string {
  const members = [
    "tiles: i32",
    ...ints.map((name) => `${name}: i32`),
    ...floats.map((name) => `${name}: f32`),
  ];
  const bound = [...reads, ...writes].map((name, index) => {
    const access = index < reads.length ? "read" : "read_write";
    const element = vectors.includes(name) ? "vec4<f32>" : "f32";
    return `@group(0) @binding(${index + 1}) var<storage, ${access}> ${name}: array<${element}>;`;
  });
  return `
struct Uniforms { ${members.join(", ")} };
@group(0) @binding(0) var<uniform> u: Uniforms;
${bound.join("\n")}
${code}
@compute @workgroup_size(${threads})
fn start(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
         @builtin(local_invocation_index) lane: u32) {
  let tile = i32(workgroup.y * grid.x + workgroup.x);
  if (tile < u.tiles) { run(tile, i32(lane)); }
}`;
}
