import { err, ok, type Result } from "../../../shared/base/result";
import { rankBackends, startBackend } from "../../../shared/engine/backends";
import { nodeBackends } from "../../../shared/engine/backends-node";

export interface Adapter {
  readonly name: string;
  /** Drawn by the processor: good for checking that the bench runs, and for ratios at most. */
  readonly isSoftware: boolean;
}

/** Makes tfjs compute on the GPU; or says why there is none. */
export async function startGpu(admitSoftware: boolean): Promise<Result<Adapter, string>> {
  const [webgpu] = await rankBackends(nodeBackends.filter(({ id }) => id === "webgpu"));
  if (!webgpu?.available) return err(`There is no GPU to measure: ${webgpu?.reason ?? "no WebGPU in Node"}.`);
  const { software, reason } = await webgpu.candidate.probe();
  if (software && !admitSoftware) {
    return err(`There is only a ${reason}. To see that the bench runs, let it be measured with --software.`);
  }
  await startBackend(webgpu);
  return ok({ name: reason, isSoftware: software });
}
