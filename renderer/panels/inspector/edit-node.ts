import { resetToBasis } from "../../../shared/blocks/edit-inside";
import {
  type BlockNode,
  lastOfPath,
  type NodePath,
  type ParamValue,
  parentPath,
} from "../../../shared/graph/document";
import { rename, setParams, setRepeat } from "../../../shared/graph/edits";
import { changeInside } from "../../state/project";
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
  const merged = how === "typed" || paths.length > 1;
  // Several nodes are several changes of one gesture; a chosen value begins a gesture of its own each time.
  const gesture = merged
    ? `param ${name} ${paths.join(" ")} ${how === "typed" ? "" : performance.now()}`
    : null;
  for (const path of paths) {
    changeInside(
      parentPath(path),
      text("inspector.edit.param", { label: label.toLowerCase() }),
      (graph) => setParams(graph, lastOfPath(path), { [name]: value }),
      { reach, gesture },
    );
  }
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

/** A changed block becomes the catalogue's again. */
export function resetBlock(path: NodePath, node: BlockNode): void {
  changeInside(
    parentPath(path),
    text("inspector.edit.reset"),
    (graph) => (document) => resetToBasis(document, graph, node) ?? document,
  );
}
