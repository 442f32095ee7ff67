import { beforeEach, describe, expect, it } from "vitest";
import { nudge, tidy, ungroupSelection } from "../../../renderer/canvas/actions/arrange";
import { setFold } from "../../../renderer/canvas/actions/fold";
import { addFromPalette } from "../../../renderer/canvas/add";
import { connectEnds } from "../../../renderer/canvas/gestures/connecting";
import { canGoBetween, insertOnto } from "../../../renderer/canvas/insert";
import { currentLayout, followProject, sceneSettled, setLayoutEngine } from "../../../renderer/canvas/scene";
import { nameSize } from "../../../renderer/canvas/use-level-of-detail";
import { currentDocument, openProject, undo } from "../../../renderer/state/project";
import { resetSession, select, sessionStore } from "../../../renderer/state/session";
import { emptyDocument, parentPath } from "../../../shared/graph/document";
import { grown, overlaps } from "../../../shared/layout/geometry";
import { layeredLayout } from "../../../shared/layout/layered";
import { rectOf, shownPaths } from "../../../shared/layout/places";
import type { Rect } from "../../../shared/layout/types";
import { openNetwork } from "../../../shared/networks/registry";

const layout = { layout: async (graph: Parameters<typeof layeredLayout>[0]) => layeredLayout(graph) };

beforeEach(() => {
  setLayoutEngine(layout);
  followProject();
  resetSession();
});

async function drop(type: string, x: number, y: number): Promise<void> {
  addFromPalette({ kind: "layer", type }, { kind: "at", frame: "", point: { x, y }, isByHand: true });
  await sceneSettled();
}

function places(): Readonly<Record<string, Rect | null>> {
  return Object.fromEntries(shownPaths(currentLayout()).map((path) => [path, rectOf(currentLayout(), path)]));
}

/** Pairs of neighbours of which one covers the other. */
function covered(): readonly string[] {
  const shown = shownPaths(currentLayout());
  return shown.flatMap((a, index) =>
    shown.slice(index + 1).flatMap((b) => {
      const [one, other] = [rectOf(currentLayout(), a), rectOf(currentLayout(), b)];
      const isOver = parentPath(a) === parentPath(b) && one && other && overlaps(grown(one, 4), other);
      return isOver ? [`${a} and ${b}`] : [];
    }),
  );
}

async function placeEverything(network: string): Promise<void> {
  openProject(openNetwork(network));
  await sceneSettled();
  select(Object.keys(currentDocument().graph.nodes));
  nudge({ x: 8, y: 0 });
  await sceneSettled();
}

describe("what a person placed", () => {
  it("stays where it was dropped, whatever is dropped or connected after it", async () => {
    openProject(emptyDocument("Mine"));
    await drop("input", 0, 0);
    await drop("conv2d", 300, 180);
    await drop("max-pool", -250, 90);
    const before = places();
    await drop("flatten", 80, 400);
    connectEnds("", { node: "input", port: 0 }, { node: "conv2d", port: 0 });
    await sceneSettled();
    expect(places()).toMatchObject(before);
  });

  it("gives way to a layer that goes between, as one step to undo", async () => {
    await placeEverything("alexnet");
    const before = places();
    const [edge = ""] = Object.keys(currentDocument().graph.edges);
    addFromPalette({ kind: "layer", type: "conv2d" }, { kind: "edge", frame: "", edge });
    await sceneSettled();
    expect(covered()).toEqual([]);
    undo();
    await sceneSettled();
    expect(places()).toEqual(before);
  });

  it("moves aside for an unfolded block, and back when it folds", async () => {
    await placeEverything("resnet-50");
    const before = places();
    const blocks = Object.values(currentDocument().graph.nodes).filter(({ kind }) => kind === "block");
    const paths = blocks.slice(0, 2).map(({ id }) => id);
    setFold(paths, true);
    await sceneSettled();
    expect(covered()).toEqual([]);
    setFold(paths, false);
    await sceneSettled();
    expect(places()).toEqual(before);
  });

  it.each([true, false])(
    "makes room for the parts of a block taken apart (unfolded: %s)",
    async (unfolded) => {
      await placeEverything("resnet-50");
      const [block] = Object.values(currentDocument().graph.nodes).filter(({ kind }) => kind === "block");
      if (unfolded) setFold([block?.id ?? ""], true);
      await sceneSettled();
      select([block?.id ?? ""]);
      ungroupSelection();
      await sceneSettled();
      expect(covered()).toEqual([]);
    },
  );

  it("goes into a connection it is dragged onto", async () => {
    await placeEverything("alexnet");
    await drop("conv2d", 900, 0);
    const [added = ""] = Object.keys(currentDocument().view.positions).filter((path) =>
      path.startsWith("conv2d"),
    );
    const [edge = ""] = Object.keys(currentDocument().graph.edges);
    const { from, to } = currentDocument().graph.edges[edge] ?? { from: { node: "" }, to: { node: "" } };
    expect([canGoBetween(added), canGoBetween(to.node)]).toEqual([true, false]);
    insertOnto({ frame: "", edge }, added, { gesture: "drag", layout: currentLayout() });
    await sceneSettled();
    const ends = Object.values(currentDocument().graph.edges).map(
      (each) => `${each.from.node} ${each.to.node}`,
    );
    expect(ends).toEqual(expect.arrayContaining([`${from.node} ${added}`, `${added} ${to.node}`]));
    expect(ends).not.toContain(`${from.node} ${to.node}`);
    expect(covered()).toEqual([]);
  });

  it("is not covered by what is added with nothing selected", async () => {
    openProject(emptyDocument("Mine"));
    for (let count = 0; count < 6; count++) {
      await drop("conv2d", 0, 0);
      select([]);
      addFromPalette({ kind: "layer", type: "relu" });
      await sceneSettled();
    }
    expect(covered()).toEqual([]);
  });
});

describe("the view", () => {
  it("keeps names at 11 pixels of the screen, from life size to a tenth", () => {
    const zooms = [1, 0.85, 0.7, 0.5, 0.35, 0.2, 0.1];
    expect(zooms.filter((zoom) => nameSize(zoom) * zoom < 11)).toEqual([]);
  });

  it("selects the block when what was selected folds away with it", async () => {
    openProject(openNetwork("resnet-50"));
    setFold(["conv4_x", "conv4_x/first"], true);
    await sceneSettled();
    const [inner = ""] = shownPaths(currentLayout(), "conv4_x/first");
    select([inner, "input"]);
    setFold(["conv4_x"], false);
    expect([...sessionStore.getState().selection]).toEqual(["conv4_x", "input"]);
  });
});

describe("tidying up", () => {
  it("puts what is connected to nothing in the order it came, inputs first", async () => {
    openProject(emptyDocument("Mine"));
    await drop("max-pool", 0, 0);
    await drop("conv2d", 0, 300);
    await drop("input", 300, 300);
    await drop("dense", 300, 0);
    tidy();
    await sceneSettled();
    expect(shownPaths(currentLayout())).toEqual(["input", "max_pool", "conv2d", "dense"]);
  });
});
