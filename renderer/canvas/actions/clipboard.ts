import { UserError } from "../../../shared/base/assert";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { parseProject } from "../../../shared/formats/project/parse";
import { serializeProject } from "../../../shared/formats/project/serialize";
import {
  type Document,
  emptyDocument,
  joinPath,
  type NodeId,
  type NodePath,
  type Point,
} from "../../../shared/graph/document";
import { copyFragment, type Fragment, pasteFragment } from "../../../shared/graph/fragment";
import { hullOf, subtract } from "../../../shared/layout/geometry";
import { anchorOf, frameOrigin, rectInFrame } from "../../../shared/layout/places";
import { canvas } from "../../state/canvas-controls";
import { changeInside, currentDocument } from "../../state/project";
import { select, sessionStore } from "../../state/session";
import { text } from "../../text/i18n";
import { currentLayout } from "../scene";
import { deleteSelection, reach } from "./edit";
import { byFrame, selectedPaths } from "./selection";

/** Between a copy and what it was made of. */
const GAP = 40;

interface Copied {
  readonly fragment: Fragment;
  readonly text: string;
  readonly frame: NodePath;
  pasted: number;
}

/** For pages that may not read the system's clipboard, and to know where a fragment came from. */
let copied: Copied | null = null;

/** Returns whether nodes were copied, and not marked words. */
export async function copySelection(): Promise<boolean> {
  const marked = globalThis.getSelection?.()?.toString() ?? "";
  if (marked !== "") {
    // A person who marked words in a panel means those.
    await globalThis.navigator?.clipboard?.writeText(marked).catch(() => undefined);
    return false;
  }
  const found = fragmentOfSelection();
  if (!found) return false;
  copied = { ...found, text: serializeProject(asDocument(found.fragment)), pasted: 0 };
  // Refused where the page has no permission; the copy above serves then.
  await globalThis.navigator?.clipboard?.writeText(copied.text).catch(() => undefined);
  return true;
}

export async function cutSelection(): Promise<void> {
  if (await copySelection()) deleteSelection(text("canvas.edit.cut"));
}

/** Pastes into the block that was entered. Text that is no network is refused with a reason. */
export async function paste(): Promise<void> {
  const fragment = await readFragment();
  if (!fragment) throw new UserError(text("canvas.paste.nothing"));
  const { frame } = sessionStore.getState();
  const own = copied?.fragment === fragment ? copied : null;
  if (own) own.pasted++;
  const offset = own?.frame === frame ? beside(fragment, frame, own.pasted) : toMiddle(fragment, frame);
  insert(text("canvas.edit.paste"), frame, fragment, offset);
}

export function duplicateSelection(): void {
  const found = fragmentOfSelection();
  if (found) {
    const { fragment, frame } = found;
    insert(text("canvas.edit.duplicate"), frame, fragment, beside(fragment, frame, 1));
  }
}

function insert(label: string, frame: NodePath, fragment: Fragment, offset: Point): void {
  let ids: readonly NodeId[] = [];
  changeInside(
    frame,
    label,
    (graph) => (document) => {
      const pasted = pasteFragment(document, { graph, frame }, fragment, offset);
      ids = pasted.ids;
      return pasted.document;
    },
    { reach: reach() },
  );
  select(ids.map((id) => joinPath(frame, id)));
}

/** Copies come from one frame: that of the first selected node. */
function fragmentOfSelection(): { fragment: Fragment; frame: NodePath } | null {
  const [first] = byFrame(selectedPaths());
  if (!first) return null;
  const [frame, ids] = first;
  const { document, graph } = openForEditing(currentDocument(), frame, "this");
  const positions = Object.fromEntries(
    ids.flatMap((id) => {
      const at = anchorOf(currentLayout(), joinPath(frame, id));
      return at ? [[id, at] as const] : [];
    }),
  );
  return { fragment: copyFragment(document, graph, ids, positions), frame };
}

async function readFragment(): Promise<Fragment | null> {
  const clipboard = globalThis.navigator?.clipboard;
  const read = clipboard?.readText ? await clipboard.readText().catch(() => null) : null;
  if (read === null || read === copied?.text || read.trim() === "") return copied?.fragment ?? null;
  const parsed = parseProject(read);
  if (parsed.ok) return asFragment(parsed.value);
  // Something else was copied elsewhere meanwhile: only what looks like a network is worth a reason.
  if (read.trimStart().startsWith("{")) throw new UserError(parsed.error.message);
  return copied?.fragment ?? null;
}

/** A fragment travels as a small project, so that what is pasted is checked like a file. */
function asDocument({ nodes, edges, definitions, positions }: Fragment): Document {
  const document = emptyDocument("Clipboard");
  return { ...document, graph: { nodes, edges }, definitions, view: { ...document.view, positions } };
}

function asFragment({ graph, definitions, view }: Document): Fragment {
  const positions = Object.fromEntries(Object.entries(view.positions).filter(([path]) => graph.nodes[path]));
  return { ...graph, definitions, positions };
}

/** Across the flow, so that a copied chain stands beside its model. */
function beside({ positions }: Fragment, frame: NodePath, times: number): Point {
  const layout = currentLayout();
  const hull = hullOf(Object.keys(positions).flatMap((id) => rectInFrame(layout, joinPath(frame, id)) ?? []));
  if (!hull) return { x: GAP * times, y: GAP * times };
  return layout.flow === "down"
    ? { x: (hull.width + GAP) * times, y: 0 }
    : { x: 0, y: (hull.height + GAP) * times };
}

/** Moves a fragment so that its middle is in the middle of what is seen. */
function toMiddle({ positions }: Fragment, frame: NodePath): Point {
  const points = Object.values(positions);
  const seen = canvas()?.middle();
  if (points.length === 0 || !seen) return { x: GAP, y: GAP };
  const middle = (axis: "x" | "y"): number => {
    const values = points.map((point) => point[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const target = subtract(seen, frameOrigin(currentLayout(), frame));
  return subtract(target, { x: middle("x"), y: middle("y") });
}
