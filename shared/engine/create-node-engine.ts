import type { Engine } from "../contracts/engine";
import { nodeBackends } from "./backends-node";
import { EngineSession } from "./engine-session";

/** The engine of the command line and of the tests. */
export function createNodeEngine(): Engine {
  return new EngineSession(nodeBackends);
}
