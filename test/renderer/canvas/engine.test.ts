import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createElkEngine } from "../../../renderer/canvas/layout/engine";
import { frameGraph } from "../../../shared/layout/frame-graph";
import { layeredLayout } from "../../../shared/layout/layered";
import { framesInside } from "../../../shared/layout/layouter";
import { openNetwork } from "../../../shared/networks/registry";

const document = openNetwork("alexnet");
const [source] = framesInside(document);
if (!source) throw new Error("A network has a graph");
const graph = frameGraph(source, document, new Map(), "down");

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a layout that never comes", () => {
  it("is replaced by a plain one, its worker ended and the next one fresh", async () => {
    const ended: number[] = [];
    let started = 0;
    let slow = 0;
    const silent = (): Worker => {
      const own = ++started;
      return { postMessage: () => undefined, terminate: () => ended.push(own) } as unknown as Worker;
    };
    const engine = createElkEngine(silent, () => slow++);
    for (const round of [1, 2]) {
      const layout = engine.layout(graph);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await layout).toEqual(layeredLayout(graph));
      expect({ started, slow, ended: ended.length }).toEqual({ started: round, slow: round, ended: round });
    }
  });
});
