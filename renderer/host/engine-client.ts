import { proxy, type Remote, wrap } from "comlink";
import { errorMessage, UserError } from "../../shared/base/assert";
import { type Engine, EngineLostError } from "../../shared/contracts/engine";
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
  activations: true,
  maps: true,
  filters: true,
  occlusion: true,
  gradCam: true,
  saliency: true,
  profile: true,
  exportNetwork: true,
  verify: true,
  verifyFile: true,
  dispose: true,
} as const satisfies Readonly<Record<keyof Engine, true>>;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Keeps one engine process alive. */
export function createEngineClient(host: Pick<Host, "startEngine">): EngineClient {
  return new ProcessKeeper(host);
}

class ProcessKeeper implements EngineClient {
  readonly engine: Engine = engineOver((method, args) => this.#call(method, args));
  readonly #host: Pick<Host, "startEngine">;
  readonly #stateListeners = new Set<(state: EngineState) => void>();
  readonly #exitListeners = new Set<(reason: string) => void>();
  /** Of calls under way and of calls that wait for a process: how to refuse each. */
  readonly #pending = new Set<(error: Error) => void>();
  readonly #waiting = new Set<(remote: Remote<Engine>) => void>();
  #state: EngineState = { kind: "starting" };
  #connection: EngineConnection | null = null;
  #remote: Remote<Engine> | null = null;
  /** Counts processes: word from an earlier one no longer matters. */
  #generation = 0;
  #deaths = 0;
  #startedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #disposed = false;

  constructor(host: Pick<Host, "startEngine">) {
    this.#host = host;
    void this.#start();
  }

  state(): EngineState {
    return this.#state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    return subscribe(this.#stateListeners, listener);
  }

  onExit(listener: (reason: string) => void): () => void {
    return subscribe(this.#exitListeners, listener);
  }

  restart(): void {
    this.#drop();
    this.#deaths = 0;
    this.#refuseAll("The engine was started anew.");
    void this.#start();
  }

  dispose(): void {
    this.#disposed = true;
    this.#drop();
    this.#refuseAll("The engine was closed.");
  }

  async #start(): Promise<void> {
    const own = ++this.#generation;
    this.#startedAt = Date.now();
    this.#enter({ kind: "starting" });
    try {
      const fresh = await this.#host.startEngine((reason) => {
        if (own === this.#generation) this.#died(reason);
      });
      if (own === this.#generation) this.#connected(fresh);
      else fresh.kill();
    } catch (thrown) {
      if (own === this.#generation) this.#died(errorMessage(thrown));
    }
  }

  #connected(fresh: EngineConnection): void {
    this.#connection = fresh;
    const remote = wrap<Engine>(fresh.port);
    this.#remote = remote;
    this.#enter({ kind: "running" });
    for (const begin of [...this.#waiting]) begin(remote);
  }

  #died(reason: string): void {
    this.#drop();
    if (Date.now() - this.#startedAt >= HEALTHY_MS) this.#deaths = 0;
    const wait = BACK_OFF_MS[this.#deaths];
    this.#deaths++;
    this.#refuseAll(`The engine stopped: ${reason}.`);
    if (wait === undefined) {
      this.#enter({ kind: "failed", reason });
    } else {
      this.#timer = setTimeout(() => void this.#start(), wait);
      this.#enter({ kind: "waiting", reason });
    }
    for (const listener of this.#exitListeners) listener(reason);
  }

  /** Forgets the present process; what it still says is not heard. */
  #drop(): void {
    this.#generation++;
    clearTimeout(this.#timer);
    this.#connection?.kill();
    this.#connection?.port.close();
    this.#connection = null;
    this.#remote = null;
  }

  #call(method: keyof Engine, args: readonly unknown[]): Promise<unknown> {
    if (this.#disposed) {
      return Promise.reject(new UserError("The engine was closed with its window. Open it again."));
    }
    if (this.#state.kind === "failed") return Promise.reject(new UserError(failure(this.#state.reason)));
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      const begin = (to: Remote<Engine>): void => {
        this.#waiting.delete(begin);
        // Comlink's proxies answer any property with a function to call.
        const send = to[method] as unknown as Method;
        send(...args.map(portable))
          .then(resolve, reject)
          .finally(() => this.#pending.delete(reject));
      };
      if (this.#remote) begin(this.#remote);
      else this.#waiting.add(begin);
    });
  }

  #refuseAll(message: string): void {
    const refused = [...this.#pending];
    this.#pending.clear();
    this.#waiting.clear();
    for (const refuse of refused) refuse(new EngineLostError(message));
  }

  #enter(next: EngineState): void {
    this.#state = next;
    for (const listener of this.#stateListeners) listener(next);
  }
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
