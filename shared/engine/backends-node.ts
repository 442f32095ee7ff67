import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BackendCandidate } from "./backends";
import { adapterReason, isSoftwareAdapter } from "./backends";
import { cpuBackend, describeAdapter, wasmReason } from "./backends-common";
import { guardWasmMemory } from "./wasm/memory";
import { registerWasmKernels } from "./wasm/register";
import { registerWebgpuKernels } from "./webgpu/register";

/** tfjs finds its WASM binary beside itself in `node_modules`; its Node build has no threads. */
const wasmBackend: BackendCandidate = {
  id: "wasm",
  probe: async () => ({ ...wasmReason(1), software: false }),
  async register() {
    await import("@tensorflow/tfjs-backend-wasm");
    registerWasmKernels();
  },
  started: guardWasmMemory,
  threads: () => 1,
};

/** The real GPU, through Dawn, where the optional package is installed. */
const webgpuBackend: BackendCandidate = {
  id: "webgpu",
  async probe() {
    if (!hasVulkanLoader())
      return { available: false, software: false, reason: "libvulkan.so.1 is not installed" };
    const gpu = await loadDawn();
    if (!gpu) return { available: false, software: false, reason: "the package webgpu is not installed" };
    const adapter = await describeAdapter(gpu);
    if (!adapter) return { available: false, software: false, reason: "no GPU adapter found" };
    const software = adapter.fallback || isSoftwareAdapter(adapter.name);
    return { available: true, software, reason: adapterReason(adapter.name, software) };
  },
  async register() {
    await loadDawn();
    await import("@tensorflow/tfjs-backend-webgpu");
    registerWebgpuKernels();
  },
};

/** Dawn complains on stderr where it is missing, so it is looked for first. Elsewhere GPUs need no Vulkan. */
function hasVulkanLoader(): boolean {
  if (process.platform !== "linux") return true;
  const triple = { x64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" }[process.arch as string] ?? "";
  const folders = [
    ...(process.env.LD_LIBRARY_PATH ?? "").split(":").filter(Boolean),
    ...["/lib", "/usr/lib", "/usr/local/lib"].flatMap((folder) => [join(folder, triple), folder]),
    "/lib64",
    "/usr/lib64",
  ];
  return folders.some((folder) => existsSync(join(folder, "libvulkan.so.1")));
}

let dawn: Promise<GPU | null> | null = null;

/** Dawn is made once and kept: its adapters die with it. */
function loadDawn(): Promise<GPU | null> {
  dawn ??= startDawn();
  return dawn;
}

async function startDawn(): Promise<GPU | null> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    const gpu = create([]);
    // Where the backend looks for it before it registers itself.
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    return gpu;
  } catch {
    return null;
  }
}

export const nodeBackends: readonly BackendCandidate[] = [webgpuBackend, wasmBackend, cpuBackend];
