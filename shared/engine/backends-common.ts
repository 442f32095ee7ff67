import type { BackendCandidate } from "./backends";

/** Plain JavaScript, everywhere the same. */
export const cpuBackend: BackendCandidate = {
  id: "cpu",
  probe: async () => ({ available: true, software: false, reason: "always there, and slow" }),
  register: async () => {
    await import("@tensorflow/tfjs-backend-cpu");
  },
};

/** The smallest module with a SIMD instruction: whether it validates tells whether the machine has SIMD. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]);

export function wasmReason(threads: number): { readonly available: boolean; readonly reason: string } {
  if (typeof WebAssembly !== "object") return { available: false, reason: "no WebAssembly here" };
  const simd = WebAssembly.validate(SIMD_MODULE) ? "with SIMD" : "without SIMD";
  return {
    available: true,
    reason: `WebAssembly ${simd}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
  };
}

/** What WebGPU says of its adapter; null if there is none. */
export async function describeAdapter(
  gpu: GPU | undefined,
): Promise<{ name: string; fallback: boolean } | null> {
  const adapter = await gpu?.requestAdapter();
  if (!adapter) return null;
  const { vendor, architecture, description } = adapter.info;
  const name = [vendor, architecture, description].filter(Boolean).join(" ");
  return { name, fallback: adapter.info.isFallbackAdapter ?? false };
}
