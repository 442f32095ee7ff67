import type { Engine } from "../contracts/engine";
import { browserBackends } from "./backends-browser";
import { EngineSession } from "./engine-session";
import { onnxRuntime } from "./verify/onnxruntime-browser";

/** The engine of a browser's worker or of Electron's hidden window. */
export function createEngine(): Engine {
  return new EngineSession(browserBackends, onnxRuntime);
}
