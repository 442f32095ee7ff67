import { InvalidArgumentError, Option } from "commander";
import type { BackendId, Engine } from "../../shared/contracts/engine";
import { wholeNumber } from "./options";

const BACKENDS = ["wasm", "webgpu", "cpu"] as const satisfies readonly BackendId[];

export function backendOption(): Option {
  return new Option("--backend <name>", "what computes; the best there is if not given").choices(BACKENDS);
}

export function seedOption(): Option {
  return new Option("--seed <N>", "decides everything that is drawn").argParser(wholeNumber).default(1);
}

/** For options that count and cannot be nothing. */
export function countingNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError("Expected a whole number from 1.");
  return value;
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

/** Loaded only by the commands that compute: tfjs takes longer to start than the others to run. */
export async function startEngine(backend: BackendId | undefined): Promise<Engine> {
  const { createNodeEngine } = await import("../../shared/engine/create-node-engine");
  const engine = createNodeEngine(backend);
  if (backend) await engine.setBackend(backend);
  return engine;
}
