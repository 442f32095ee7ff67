import type { BackendId, Engine } from "../contracts/engine";
import { nodeBackends } from "./backends-node";
import { EngineSession } from "./engine-session";
import { onnxRuntime } from "./verify/onnxruntime-node";

/** The engine of the command line and of the tests. With `only`, no other backend is even looked at. */
export function createNodeEngine(only?: BackendId): Engine {
  const backends = nodeBackends.filter(({ id }) => only === undefined || id === only);
  return new EngineSession(backends, onnxRuntime);
}
