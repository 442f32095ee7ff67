import { contextBridge, ipcRenderer } from "electron";
import {
  EDITOR_ORIGIN,
  ENGINE_FAILED,
  ENGINE_ORIGIN,
  ENGINE_PORT,
  EVENTS,
  eventChannel,
  METHODS,
  methodChannel,
} from "../../shared/contracts/ipc";

// Standard custom schemes have the origin "app://host"; `location.origin` says so in Electron's pages.
if (location.origin === EDITOR_ORIGIN) {
  contextBridge.exposeInMainWorld("blockwise", editorBridge());
  forwardEnginePorts();
} else if (location.origin === ENGINE_ORIGIN) {
  contextBridge.exposeInMainWorld("blockwiseEngine", {
    failed: (reason: string) => ipcRenderer.send(ENGINE_FAILED, reason),
  });
  forwardEnginePorts();
}

/** One function per method of the contract, and a way to listen. `ipcRenderer` itself stays on this side. */
function editorBridge(): Readonly<Record<string, unknown>> {
  const services = Object.entries(METHODS).map(([service, methods]) => [
    service,
    Object.fromEntries(
      Object.keys(methods).map((method) => [
        method,
        (...args: unknown[]) => ipcRenderer.invoke(methodChannel(service, method), ...args),
      ]),
    ),
  ]);
  return { ...Object.fromEntries(services), on };
}

function on(event: unknown, listener: (payload: unknown) => void): () => void {
  if (typeof event !== "string" || !Object.hasOwn(EVENTS, event)) {
    throw new Error(`There is no event "${String(event)}".`);
  }
  const channel = eventChannel(event);
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.removeListener(channel, forward);
  };
}

/** Ports cannot cross the context bridge; a message to the page's own window carries them. */
function forwardEnginePorts(): void {
  ipcRenderer.on(ENGINE_PORT, (event, id: unknown) => {
    window.postMessage({ kind: ENGINE_PORT, id }, location.origin, [...event.ports]);
  });
}
