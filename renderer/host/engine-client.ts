import { proxy, type Remote, wrap } from "comlink";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { Engine } from "../../shared/contracts/engine";
import type { EngineConnection, Host } from "./host";

export type EngineState =
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  /** It died; a new one starts after the wait. */
  | { readonly kind: "waiting"; readonly reason: string }
  /** It died too often. Only `restart` tries again. */
  | { readonly kind: "failed"; readonly reason: string };

export interface EngineClient {
  /** Calls wait for a process that is starting, and fail with a readable error when it dies under them. */
  readonly engine: Engine;
  state(): EngineState;
  onState(listener: (state: EngineState) => void): () => void;
  /** Word of every process that died by itself. */
  onExit(listener: (reason: string) => void): () => void;
  /** Ends whatever runs, at once, and starts a fresh process. */
  restart(): void;
  dispose(): void;
}

/** Waits in milliseconds before each new try; after the last the client gives up. */
const BACK_OFF_MS = [0, 1_000, 4_000, 15_000] as const;
/** A process that lived this long was healthy: its death starts a new count. */
const HEALTHY_MS = 60_000;

const ENGINE_METHODS = {
  describe: true,
  setBackend: true,
  load: true,
  run: true,
  train: true,
  pause: true,
  resume: true,
  cancel: true,
  exportWeights: true,
  dispose: true,
} as const satisfies Readonly<Record<keyof Engine, true>>;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Keeps one engine process alive. */
export function createEngineClient(host: Pick<Host, "startEngine">): EngineClient {
  const stateListeners = new Set<(state: EngineState) => void>();
  const exitListeners = new Set<(reason: string) => void>();
  /** Calls under way and calls that wait for a process; each can be refused from here. */
  const pending = new Set<(error: Error) => void>();
  const waiting = new Set<(remote: Remote<Engine>) => void>();
  let state: EngineState = { kind: "starting" };
  let connection: EngineConnection | null = null;
  let remote: Remote<Engine> | null = null;
  /** Counts processes: word from an earlier one no longer matters. */
  let generation = 0;
  let deaths = 0;
  let startedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  function enter(next: EngineState): void {
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  async function start(): Promise<void> {
    const own = ++generation;
    startedAt = Date.now();
    enter({ kind: "starting" });
    try {
      const fresh = await host.startEngine((reason) => {
        if (own === generation) died(reason);
      });
      if (own !== generation) {
        fresh.kill();
        return;
      }
      connected(fresh);
    } catch (thrown) {
      if (own === generation) died(errorMessage(thrown));
    }
  }

  function connected(fresh: EngineConnection): void {
    connection = fresh;
    const wrapped = wrap<Engine>(fresh.port);
    remote = wrapped;
    enter({ kind: "running" });
    for (const begin of [...waiting]) begin(wrapped);
  }

  function died(reason: string): void {
    drop();
    if (Date.now() - startedAt >= HEALTHY_MS) deaths = 0;
    const wait = BACK_OFF_MS[deaths];
    deaths++;
    refuseAll(`The engine stopped: ${reason}. What it had loaded is lost; load or train again.`);
    if (wait === undefined) enter({ kind: "failed", reason });
    else {
      timer = setTimeout(() => void start(), wait);
      enter({ kind: "waiting", reason });
    }
    for (const listener of exitListeners) listener(reason);
  }

  /** Forgets the present process; what it still says is not heard. */
  function drop(): void {
    generation++;
    clearTimeout(timer);
    connection?.kill();
    connection?.port.close();
    connection = null;
    remote = null;
  }

  function refuseAll(message: string): void {
    const refused = [...pending];
    pending.clear();
    waiting.clear();
    for (const refuse of refused) refuse(new UserError(message));
  }

  function call(method: keyof Engine, args: readonly unknown[]): Promise<unknown> {
    if (disposed)
      return Promise.reject(new UserError("The engine was closed with its window. Open it again."));
    if (state.kind === "failed") return Promise.reject(new UserError(failure(state.reason)));
    return new Promise((resolve, reject) => {
      pending.add(reject);
      const begin = (to: Remote<Engine>): void => {
        waiting.delete(begin);
        // Comlink's proxies answer any property with a function to call.
        const send = to[method] as unknown as Method;
        send(...args.map(portable))
          .then(resolve, reject)
          .finally(() => pending.delete(reject));
      };
      if (remote) begin(remote);
      else waiting.add(begin);
    });
  }

  void start();

  return {
    engine: engineOver(call),
    state: () => state,
    onState: (listener) => subscribe(stateListeners, listener),
    onExit: (listener) => subscribe(exitListeners, listener),
    restart() {
      drop();
      deaths = 0;
      refuseAll("The engine was started anew. What it had loaded is lost; load or train again.");
      void start();
    },
    dispose() {
      disposed = true;
      drop();
      refuseAll("The engine was closed.");
    },
  };
}

function engineOver(call: (method: keyof Engine, args: readonly unknown[]) => Promise<unknown>): Engine {
  const methods = Object.keys(ENGINE_METHODS) as readonly (keyof Engine)[];
  const entries = methods.map((method) => [method, (...args: readonly unknown[]) => call(method, args)]);
  // Every method of the interface is listed, and `call` carries arguments and results unchanged.
  return Object.fromEntries(entries) as Engine;
}

/** Functions stay on this side; the engine gets a proxy that calls them. */
function portable(argument: unknown): unknown {
  if (typeof argument !== "function") return argument;
  const callback = argument as (...args: unknown[]) => unknown;
  return proxy((...args: unknown[]) => callback(...args));
}

function failure(reason: string): string {
  return `The engine stopped ${BACK_OFF_MS.length + 1} times in a row, last because ${reason}. Choose a smaller network or batch, then restart it.`;
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
