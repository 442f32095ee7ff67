import { expose } from "comlink";
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from "vitest";
import { createEngineClient, type EngineClient } from "../../../renderer/host/engine-client";
import type { Engine } from "../../../shared/contracts/engine";
import type { TrainEvent } from "../../../shared/contracts/run";

/** One engine process of the test: its end of the port, and its life in the test's hand. */
interface StubProcess {
  readonly die: (reason: string) => void;
  readonly kill: Mock<() => void>;
  readonly calls: string[];
}

let processes: StubProcess[];
let refusals: string[];
let client: EngineClient;

/** Answers `describe`, reports once from `train`, fails in `load`, and never ends a `run`. */
function engineOf(calls: string[]): Partial<Engine> {
  return {
    async describe() {
      calls.push("describe");
      return { backend: "wasm", reason: "no GPU", backends: [], threads: 2 };
    },
    load: () => Promise.reject(new Error("This network is not complete.")),
    run: () => {
      calls.push("run");
      return new Promise(() => undefined);
    },
    async train(_spec, onEvent) {
      await onEvent({ kind: "phase", phase: "compiling", done: 0, total: 1 });
      return { steps: 1, cancelled: false, testLoss: 0, testAccuracy: 1, confusion: [], classNames: [] };
    },
  };
}

const host = {
  async startEngine(onExit: (reason: string) => void) {
    const refusal = refusals.shift();
    if (refusal !== undefined) throw new Error(refusal);
    const { port1, port2 } = new MessageChannel();
    const calls: string[] = [];
    expose(engineOf(calls), port2);
    processes.push({ die: onExit, kill: vi.fn(() => port2.close()), calls });
    const { kill } = processes.at(-1) as StubProcess;
    return { port: port1, kill };
  },
};

function latest(): StubProcess {
  const found = processes.at(-1);
  if (!found) throw new Error("No process has started");
  return found;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  processes = [];
  refusals = [];
  client = createEngineClient(host);
});
afterEach(() => {
  client.dispose();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe("calling the engine", () => {
  it("waits for a process that is still starting", async () => {
    client.dispose();
    client = createEngineClient(host);
    expect(client.state()).toEqual({ kind: "starting" });
    expect(await client.engine.describe()).toMatchObject({ backend: "wasm", threads: 2 });
    expect(client.state()).toEqual({ kind: "running" });
  });

  it("passes on the engine's own errors", async () => {
    await expect(client.engine.load({} as never)).rejects.toThrow("This network is not complete.");
  });

  it("carries progress back as it comes", async () => {
    const events: TrainEvent[] = [];
    await client.engine.train({} as never, (event) => void events.push(event));
    expect(events).toEqual([{ kind: "phase", phase: "compiling", done: 0, total: 1 }]);
  });
});

describe("when the process dies", () => {
  it("calls under way fail with the reason, and a new process serves the next ones", async () => {
    const exits: string[] = [];
    client.onExit((reason) => exits.push(reason));
    await client.engine.describe();
    const running = client.engine.run({ shape: [1], data: new Float32Array(1) });
    latest().die("it ran out of memory");
    await expect(running).rejects.toThrow("The engine stopped: it ran out of memory.");
    await settle();
    expect(await client.engine.describe()).toMatchObject({ backend: "wasm" });
    expect([exits, processes.length]).toEqual([["it ran out of memory"], 2]);
  });

  it("waits longer each time and then gives up, until restarted by hand", async () => {
    const states: string[] = [];
    client.onState((state) => states.push(state.kind));
    await settle();
    for (const wait of [0, 1_000, 4_000, 15_000]) {
      const before = processes.length;
      latest().die("its process crashed");
      if (wait > 0) {
        await vi.advanceTimersByTimeAsync(wait - 1);
        expect(processes.length).toBe(before);
      }
      await vi.advanceTimersByTimeAsync(1);
      expect(processes.length).toBe(before + 1);
    }
    latest().die("its process crashed");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([processes.length, client.state(), states.at(-1)]).toEqual([
      5,
      { kind: "failed", reason: "its process crashed" },
      "failed",
    ]);
    await expect(client.engine.describe()).rejects.toThrow("The engine stopped 5 times in a row");

    client.restart();
    expect(await client.engine.describe()).toMatchObject({ backend: "wasm" });
  });

  it("counts anew after a process that lived long", async () => {
    await settle();
    for (let death = 0; death < 8; death++) {
      await vi.advanceTimersByTimeAsync(60_000);
      latest().die("its process crashed");
      await settle();
    }
    expect([processes.length, client.state().kind]).toEqual([9, "running"]);
  });

  it("tries again when a process cannot even be started", async () => {
    client.dispose();
    refusals = ["there is no memory for it"];
    client = createEngineClient(host);
    await settle();
    expect(await client.engine.describe()).toMatchObject({ backend: "wasm" });
  });
});

describe("ending it by hand", () => {
  it("restart kills at once, refuses what was under way and hears no more of the old process", async () => {
    await settle();
    const old = latest();
    const running = client.engine.run({ shape: [1], data: new Float32Array(1) });
    client.restart();
    await expect(running).rejects.toThrow("The engine was started anew.");
    await settle();
    old.die("its process was ended from outside");
    expect([old.kill.mock.calls.length, processes.length, client.state()]).toEqual([
      1,
      2,
      { kind: "running" },
    ]);
  });

  it("kills a process that comes to be only after nobody wants it", async () => {
    client.dispose();
    await settle();
    expect(processes.map(({ kill }) => kill.mock.calls.length)).toEqual([1]);
    await expect(client.engine.describe()).rejects.toThrow("The engine was closed with its window.");
  });
});
