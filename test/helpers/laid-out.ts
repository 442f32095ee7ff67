import { type Document, parentPath } from "../../shared/graph/document";
import { setUnfolded } from "../../shared/graph/view-edits";
import { crosses, overlaps, shifted } from "../../shared/layout/geometry";
import { createLayouter, type Layouter } from "../../shared/layout/layouter";
import { rectOf, shownPaths } from "../../shared/layout/places";
import type { CanvasLayout, Flow } from "../../shared/layout/types";
import { networks } from "../../shared/networks/registry";
import { elkEngine } from "./elk-engine";

/** One network of each family: the others differ in numbers only. */
export const families = [...new Map(networks.all.map(({ family, id }) => [family, id])).values()];

export async function laidOut(
  layouter: Layouter,
  document: Document,
  flow: Flow = "down",
): Promise<CanvasLayout> {
  await layouter.prepare(document, flow);
  const layout = layouter.tryLayout(document, flow);
  if (!layout) throw new Error("The layout was prepared");
  return layout;
}

/** Its first blocks are unfolded. */
export function unfoldSome(document: Document): Document {
  const blocks = Object.values(document.graph.nodes).filter((node) => node.kind === "block");
  return setUnfolded(
    blocks.slice(0, 4).map(({ id }) => id),
    true,
  )(document);
}

export const NO_CLASHES = { down: { overlapping: [], crossed: [] }, right: { overlapping: [], crossed: [] } };

/** What stands over something else in its layout, either way. */
export async function clashes(document: Document) {
  const among = async (flow: Flow) => {
    const layout = await laidOut(createLayouter(elkEngine), document, flow);
    return { overlapping: overlapping(layout), crossed: crossed(layout) };
  };
  return { down: await among("down"), right: await among("right") };
}

/** Pairs of one frame whose cards touch. */
function overlapping(layout: CanvasLayout): string[] {
  const paths = shownPaths(layout);
  return paths.flatMap((path, index) =>
    paths.slice(index + 1).flatMap((other) => {
      const [a, b] = [rectOf(layout, path), rectOf(layout, other)];
      const isPair = parentPath(path) === parentPath(other);
      return isPair && a && b && overlaps(a, b) ? [`${path} ${other}`] : [];
    }),
  );
}

/** Edges that run over a card. */
function crossed(layout: CanvasLayout): string[] {
  return [...layout.frames.values()].flatMap((frame) =>
    Object.entries(frame.routes).flatMap(([edge, route]) =>
      [...frame.nodes].flatMap(([id, { box }]) => {
        const anchor = frame.anchors[id];
        return anchor && crosses(route, shifted(box, anchor)) ? [`${edge} over ${id}`] : [];
      }),
    ),
  );
}
