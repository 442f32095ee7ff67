import * as tf from "@tensorflow/tfjs-core";
import { adapterReason, type BackendCandidate, isSoftwareAdapter } from "./backends";
import { describeAdapter } from "./backends-common";
import { registerWebgpuKernels } from "./webgpu/register";

export const webgpuBackend: BackendCandidate = {
  id: "webgpu",
  async probe() {
    if (!navigator.gpu) return { available: false, software: false, reason: "no WebGPU in this browser" };
    const adapter = await describeAdapter(navigator.gpu);
    if (!adapter) return { available: false, software: false, reason: "no GPU adapter found" };
    const software = adapter.fallback || isSoftwareAdapter(adapter.name);
    return { available: true, software, reason: adapterReason(adapter.name, software) };
  },
  async register() {
    await import("@tensorflow/tfjs-backend-webgpu");
    registerWebgpuKernels();
  },
};

export const webglBackend: BackendCandidate = {
  id: "webgl",
  async probe() {
    const renderer = webglRenderer();
    if (renderer === null) return { available: false, software: false, reason: "no WebGL 2 here" };
    const software = isSoftwareAdapter(renderer);
    return { available: true, software, reason: adapterReason(renderer, software) };
  },
  async register() {
    await import("@tensorflow/tfjs-backend-webgl");
    // Whoever chooses a software adapter by hand shall have it; tfjs refuses otherwise.
    tf.env().set("SOFTWARE_WEBGL_ENABLED", isSoftwareAdapter(webglRenderer() ?? ""));
  },
};

function webglRenderer(): string | null {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!context) return null;
  const extension = context.getExtension("WEBGL_debug_renderer_info");
  const name = context.getParameter(extension ? extension.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return String(name);
}
