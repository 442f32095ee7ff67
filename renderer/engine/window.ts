import { type EngineBridge, isEnginePortMessage } from "../../shared/contracts/ipc";
import { startEngineWorker } from "../host/engine-worker";

declare global {
  interface Window {
    readonly blockwiseEngine?: EngineBridge;
  }
}

/**
 * The page of Electron's hidden engine window. The window is the process; the engine itself runs in the very worker
 * that browsers start, so both hosts run, and test, the same code.
 */
window.addEventListener("message", (event: MessageEvent<unknown>) => {
  const [port] = event.ports;
  if (event.source !== window || !isEnginePortMessage(event.data) || !port) return;
  startEngineWorker(port, (reason) => window.blockwiseEngine?.failed(reason));
});
