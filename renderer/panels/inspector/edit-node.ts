import { resetToBasis } from "../../../shared/blocks/edit-inside";
import {
  type BlockNode,
  type GraphId,
  lastOfPath,
  type NodePath,
  type ParamValue,
  parentPath,
} from "../../../shared/graph/document";
import { rename, renameDefinition, setParams, setRepeat } from "../../../shared/graph/edits";
import { splitRepeat } from "../../../shared/graph/split-repeat";
import { change, changeInside, endGesture } from "../../state/project";
import { sessionStore } from "../../state/session";
import { text } from "../../text/i18n";

/** Whether a value was typed, so that what follows in the same field belongs to the same undo step, or chosen. */
export type How = "typed" | "chosen";

/** Sets one parameter of one or more nodes as one undo step. */
export function editParam(
  paths: readonly NodePath[],
  name: string,
  value: ParamValue,
  how: How,
  label: string,
): void {
  const { reach } = sessionStore.getState();
  const step = text("inspector.edit.param", { label: label.toLowerCase() });
  const gesture = how === "typed" || paths.length > 1 ? `param ${name} ${paths.join(" ")}` : null;
  if (how === "chosen") endGesture();
  for (const path of paths) {
    const edit = (graph: GraphId) => setParams(graph, lastOfPath(path), { [name]: value });
    changeInside(parentPath(path), step, edit, { reach, gesture });
  }
  if (how === "chosen") endGesture();
}

export function editRepeat(path: NodePath, repeat: number): void {
  const { reach } = sessionStore.getState();
  changeInside(
    parentPath(path),
    text("inspector.edit.repeat"),
    (graph) => setRepeat(graph, lastOfPath(path), repeat),
    { reach, gesture: `repeat ${path}` },
  );
}

export function editName(path: NodePath, name: string): void {
  const { reach } = sessionStore.getState();
  changeInside(
    parentPath(path),
    text("inspector.edit.name"),
    (graph) => rename(graph, lastOfPath(path), name),
    { reach },
  );
}

export function editDefinitionTitle(definition: string, title: string): void {
  change(text("inspector.edit.title"), renameDefinition(definition, title));
}

/** One copy of a repeated block becomes a block of its own, at the path that stood for all. */
export function setCopyApart(path: NodePath, copy: number): void {
  const { reach } = sessionStore.getState();
  changeInside(
    parentPath(path),
    text("inspector.edit.apart"),
    (graph) => splitRepeat(graph, lastOfPath(path), copy),
    { reach },
  );
}

/** A changed block becomes the catalogue's again. */
export function resetBlock(path: NodePath, node: BlockNode): void {
  changeInside(
    parentPath(path),
    text("inspector.edit.reset"),
    (graph) => (document) => resetToBasis(document, graph, node) ?? document,
  );
}
