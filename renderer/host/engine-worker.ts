/**
 * Starts the engine's worker and gives it its port. An error that nobody caught ends it as far as its callers are
 * concerned: calls under way might never be answered. `onFail` says why, to follow "The engine stopped:".
 */
export function startEngineWorker(port: MessagePort, onFail: (reason: string) => void): Worker {
  const worker = new Worker(new URL("../engine/worker.ts", import.meta.url), {
    type: "module",
    name: "engine",
  });
  worker.addEventListener("error", (event) => {
    // Told by whoever called the engine; unhandled here, the page would tell it a second time.
    event.preventDefault();
    onFail(describe(event));
  });
  worker.addEventListener("messageerror", () => onFail("a message to it could not be read"));
  worker.postMessage(null, [port]);
  return worker;
}

/** A script that cannot be fetched or parsed gives an event without a message. */
function describe(event: Event): string {
  const message = event instanceof ErrorEvent ? event.message.replace(/^Uncaught /, "") : "";
  return message === "" ? "its code could not be loaded" : message;
}
