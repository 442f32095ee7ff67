import { beforeAll, describe } from "vitest";
import type { BackendId } from "../../shared/contracts/engine";
import { rankBackends, startBackend } from "../../shared/engine/backends";
import { nodeBackends } from "../../shared/engine/backends-node";

const ranked = await rankBackends(nodeBackends);

/** The backends that Node has on this machine; WebGPU where there is a GPU or Chromium's software one. */
export const testBackends: readonly BackendId[] = ranked.filter((each) => each.available).map(({ id }) => id);

/** Makes tfjs compute with it. */
export async function startTestBackend(id: BackendId): Promise<void> {
  const backend = ranked.find((each) => each.id === id);
  if (!backend) throw new Error(`No backend ${id} here`);
  await startBackend(backend);
}

/** The same tests on each backend; skipped, and seen to be, on one that this machine has not got. */
export function describeOn(
  backends: readonly BackendId[],
  name: string,
  suite: (backend: BackendId) => void,
): void {
  for (const backend of backends) {
    describe.skipIf(!testBackends.includes(backend))(`${name} on ${backend}`, () => {
      beforeAll(() => startTestBackend(backend));
      suite(backend);
    });
  }
}

/** Quick enough for the inner loop; WebGPU, which compiles a shader for every shape, is tested at length. */
export const QUICK_BACKENDS: readonly BackendId[] = ["cpu", "wasm"];
