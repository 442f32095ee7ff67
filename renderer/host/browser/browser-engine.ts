import { startEngineWorker } from "../engine-worker";
import type { EngineConnection } from "../host";

/** A dedicated worker of this page. It shares the page's process, but not its thread. */
export function startBrowserEngine(onExit: (reason: string) => void): EngineConnection {
  const { port1, port2 } = new MessageChannel();
  let ended = false;
  const worker = startEngineWorker(port2, (reason) => {
    if (ended) return;
    ended = true;
    worker.terminate();
    onExit(reason);
  });
  return {
    port: port1,
    kill() {
      ended = true;
      worker.terminate();
    },
  };
}
