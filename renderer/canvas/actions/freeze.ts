import { nodeAt } from "../../../shared/blocks/edit-inside";
import type { NodePath } from "../../../shared/graph/document";
import { frozenBy, setFrozen } from "../../../shared/graph/frozen";
import { change, currentDocument } from "../../state/project";
import { text } from "../../text/i18n";
import { selectedPaths } from "./selection";

/** The selected nodes that training would move. */
export function freezable(): readonly NodePath[] {
  const document = currentDocument();
  return selectedPaths().filter((path) => nodeAt(document, path) && frozenBy(document, path) === null);
}

/** The selected nodes that are frozen by themselves. */
export function meltable(): readonly NodePath[] {
  const document = currentDocument();
  return selectedPaths().filter((path) => document.frozen[path]);
}

export function freezeSelection(): void {
  const paths = freezable();
  change(text("canvas.edit.freeze"), setFrozen(paths, true));
}

export function unfreezeSelection(): void {
  const paths = meltable();
  change(text("canvas.edit.unfreeze"), setFrozen(paths, false));
}
