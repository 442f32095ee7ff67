import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import * as tf from "@tensorflow/tfjs-core";
import { isEngineLost } from "../../../shared/contracts/engine";
import { rankBackends, startBackend } from "../../../shared/engine/backends";
import { webglBackend, webgpuBackend } from "../../../shared/engine/backends-browser-gpu";
import { whileDeviceLasts } from "../../../shared/engine/device-loss";
import { kitCases } from "../../helpers/kit-cases";
import { affordableLayerCases, isSmall, layerOpCase } from "../../helpers/layer-op-cases";
import { differences, type OpCase, type OpDifference } from "../../helpers/op-check";

type GpuBackend = "webgpu" | "webgl";

export interface Conformance extends Pick<OpDifference, "output" | "leaked"> {
  readonly name: string;
  /** The worst of the tensors'. */
  readonly gradient: number;
}

/** Runs in the page. Every kit case and, while training, every example of every layer. */
export async function conformance(backend: GpuBackend): Promise<readonly Conformance[]> {
  await start(backend);
  const found: Conformance[] = [];
  const check = async (each: OpCase, gradients: boolean): Promise<void> => {
    const { output, gradients: all, leaked } = await differences(each, { gradients });
    found.push({ name: each.name, output, leaked, gradient: Math.max(0, ...all.map((one) => one ?? 0)) });
  };
  for (const each of kitCases) await check(each, true);
  for (const each of affordableLayerCases) await check(layerOpCase(each, true), isSmall(each));
  return found;
}

async function start(backend: GpuBackend): Promise<void> {
  const ranked = await rankBackends([webgpuBackend, webglBackend]);
  const chosen = ranked.find(({ id }) => id === backend);
  if (!chosen) throw new Error(`No ${backend}`);
  await startBackend(chosen);
}

export interface Loss {
  readonly told: string;
  /** 1 + 2, on the device that took its place. */
  readonly after: number;
}

/** Takes the device away in the middle of work, and computes on the next one. */
export async function lossOf(backend: GpuBackend): Promise<Loss> {
  await start(backend);
  const held = tf.ones([4]);
  let goesOn = true;
  const thrown = await whileDeviceLasts(async () => {
    takeAway(backend);
    while (goesOn) {
      await tf.tidy(() => tf.add(held, 1)).data();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }).catch((reason: unknown) => reason);
  goesOn = false;
  await start(backend);
  const [after = Number.NaN] = await tf.add(tf.scalar(1), 2).data();
  return { told: isEngineLost(thrown) ? (thrown as Error).message : `not told: ${String(thrown)}`, after };
}

function takeAway(backend: GpuBackend): void {
  if (backend === "webgl") {
    (tf.backend() as MathBackendWebGL).gpgpu.gl.getExtension("WEBGL_lose_context")?.loseContext();
  } else {
    (tf.backend() as unknown as { readonly device: { destroy(): void } }).device.destroy();
  }
}
