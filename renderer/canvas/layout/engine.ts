import ELK, { type ELK as Elk } from "elkjs/lib/elk-api";
import { fromElk, toElk } from "../../../shared/layout/elk-graph";
import { layeredLayout } from "../../../shared/layout/layered";
import type { LayoutEngine } from "../../../shared/layout/types";

const DEADLINE_MS = 4000;
/** The first answer of a fresh worker includes loading and compiling a megabyte and a half of code. */
const START_MS = 30_000;

/**
 * ELK in a worker. It cannot be interrupted, so a worker that misses its deadline is ended, the graph gets the plain
 * layered layout, and `onSlow` is told.
 */
export function createElkEngine(createWorker: () => Worker, onSlow: () => void): LayoutEngine {
  let elk: Elk | null = null;
  let started: Promise<unknown> = Promise.resolve();
  return {
    async layout(graph) {
      if (!elk) {
        elk = new ELK({ workerFactory: createWorker });
        started = withDeadline(elk.knownLayoutAlgorithms(), START_MS);
      }
      const asked = elk;
      await started;
      const answer = await withDeadline(asked.layout(toElk(graph)), DEADLINE_MS);
      if (answer) return fromElk(graph, answer);
      if (elk === asked) elk = null;
      asked.terminateWorker();
      onSlow();
      return layeredLayout(graph);
    },
  };
}

/** The value, or null when it is late or failed. */
async function withDeadline<T>(value: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([value, late]);
  } catch (error) {
    console.error(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
