import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { output } from "./dispatch";
import { type Elementwise, elementsOf, elementwise } from "./elementwise";

const kernel: Elementwise = {
  key: "blend",
  reads: ["running", "observed", "loss"],
  writes: ["moved"],
  plain: ["loss"],
  floats: ["share"],
  code: `if ((bitcast<u32>(loss[0]) & 0x7f800000u) == 0x7f800000u) { moved[i] = running[i]; return; }
  moved[i] = (1.0 - u.share) * running[i] + u.share * observed[i];`,
};

/** Moving statistics in one dispatch; see `kit/blend.ts`. */
export function blend(
  backend: WebGPUBackend,
  { running, observed, loss }: Readonly<Record<"running" | "observed" | "loss", TensorInfo>>,
  share: number,
): TensorInfo {
  const moved = output(backend, running.shape);
  const call = { reads: [running, observed, loss], writes: [moved], size: elementsOf(running.shape) };
  elementwise(backend, kernel, { ...call, numbers: { share } });
  return moved;
}
