import { type Bridge, isEnginePortMessage } from "../../../shared/contracts/ipc";
import type { EngineConnection } from "../host";
import { answerOf } from "./reply";

/** Asks the main process for an engine window. Its port comes by a message of its own, with the id that we chose. */
export async function startElectronEngine(
  bridge: Bridge,
  onExit: (reason: string) => void,
): Promise<EngineConnection> {
  const id = crypto.randomUUID();
  const arrival = waitForPort(id);
  let ended: string | null = null;
  const stopListening = bridge.on("engineExit", (exit) => {
    if (exit.id !== id) return;
    stopListening();
    ended = exit.reason;
    onExit(exit.reason);
  });
  try {
    await answerOf(bridge.engine.start(id));
    const port = await arrival.port;
    return {
      port,
      kill() {
        stopListening();
        if (ended === null) void bridge.engine.kill(id);
      },
    };
  } catch (thrown) {
    stopListening();
    arrival.abandon();
    throw thrown;
  }
}

function waitForPort(id: string): { readonly port: Promise<MessagePort>; abandon(): void } {
  let abandon = (): void => undefined;
  const port = new Promise<MessagePort>((resolve) => {
    function receive(event: MessageEvent<unknown>): void {
      const [received] = event.ports;
      if (event.source !== window || !isEnginePortMessage(event.data) || !received) return;
      if (event.data.id !== id) return;
      abandon();
      resolve(received);
    }
    abandon = () => window.removeEventListener("message", receive);
    window.addEventListener("message", receive);
  });
  return { port, abandon: () => abandon() };
}
