import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { nudge } from "../../../renderer/canvas/actions/arrange";
import { addFromPalette } from "../../../renderer/canvas/add";
import { connectionFault } from "../../../renderer/canvas/connect";
import { connectEnds } from "../../../renderer/canvas/gestures/connecting";
import { currentLayout, followProject, sceneSettled, setLayoutEngine } from "../../../renderer/canvas/scene";
import arrangeCommands from "../../../renderer/commands/arrange";
import type { Command } from "../../../renderer/commands/define";
import editCommands from "../../../renderer/commands/edit";
import {
  currentDocument,
  endGesture,
  openProject,
  projectStore,
  redo,
  undo,
} from "../../../renderer/state/project";
import { select, setReach } from "../../../renderer/state/session";
import { UserError } from "../../../shared/base/assert";
import { lastOfPath, parentPath } from "../../../shared/graph/document";
import { canRedo, canUndo } from "../../../shared/graph/history";
import { layeredLayout } from "../../../shared/layout/layered";
import { shownPaths } from "../../../shared/layout/places";
import { openNetwork } from "../../../shared/networks/registry";
import { canonical } from "../../helpers/graphs";

const layout = { layout: async (graph: Parameters<typeof layeredLayout>[0]) => layeredLayout(graph) };
const commands: readonly Command[] = [...editCommands, ...arrangeCommands].filter(
  ({ id }) => !["edit.undo", "edit.redo", "arrange.connect"].includes(id),
);

/** A hand at work: chooses nodes, then does something with them. Numbers stand for choices among what is there. */
const step = fc.record({
  chosen: fc.array(fc.nat(), { minLength: 0, maxLength: 4 }),
  all: fc.boolean(),
  what: fc.oneof(
    fc.constantFrom(...commands.map(({ id }) => ({ kind: "command", id }) as const)),
    fc.constantFrom("relu", "conv2d", "add").map((type) => ({ kind: "add", type }) as const),
    fc.constant({ kind: "nudge" } as const),
    fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => ({ kind: "connect", from, to }) as const),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function perform({ chosen, all, what }: Step): Promise<void> {
  const paths = shownPaths(currentLayout());
  const at = (index: number): string => paths[index % paths.length] ?? "";
  select(paths.length === 0 ? [] : chosen.map(at));
  setReach(all ? "all" : "this");
  try {
    if (what.kind === "add") addFromPalette({ kind: "layer", type: what.type });
    else if (what.kind === "nudge") nudge({ x: 8, y: 0 });
    else if (what.kind === "connect") connectSome(at(what.from), at(what.to));
    else {
      const command = commands.find(({ id }) => id === what.id);
      if (command?.enabled?.() ?? true) await command?.run();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  endGesture();
  await sceneSettled();
}

function connectSome(from: string, to: string): void {
  if (parentPath(from) !== parentPath(to)) return;
  const [source, target] = [
    { node: lastOfPath(from), port: 0 },
    { node: lastOfPath(to), port: 0 },
  ];
  if (connectionFault(currentDocument(), parentPath(from), source, target) === null) {
    connectEnds(parentPath(from), source, target);
  }
}

beforeAll(() => {
  setLayoutEngine(layout);
  return followProject();
});

describe("undo", () => {
  it.each(["alexnet", "googlenet", "resnet-cifar-20"])(
    "takes back whatever was done on the canvas to %s, and redo does it again",
    async (id) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          openProject(openNetwork(id));
          await sceneSettled();
          const before = canonical(currentDocument());
          for (const each of steps) await perform(each);
          const after = canonical(currentDocument());
          while (canUndo(projectStore.getState().history)) undo();
          expect(canonical(currentDocument())).toBe(before);
          while (canRedo(projectStore.getState().history)) redo();
          expect(canonical(currentDocument())).toBe(after);
        }),
        { numRuns: 30, seed: 7 },
      );
    },
    60_000,
  );
});
