import { UserError } from "../../../shared/base/assert";
import { countWrittenOut, hasRepeats, writeOutRepeats } from "../../../shared/blocks/write-out";
import type { NodePath } from "../../../shared/graph/document";
import { canvas } from "../../state/canvas-controls";
import { change, currentDocument } from "../../state/project";
import { text } from "../../text/i18n";
import { UNFOLD_LIMIT } from "./fold";
import { selectedPaths } from "./selection";

const EVERYWHERE: readonly NodePath[] = [""];

export function canWriteOut(): boolean {
  return hasRepeats(currentDocument(), reached());
}

/** What stands ×N becomes N blocks in a row: of the selection, or of the whole network where nothing is selected. */
export function writeOut(): void {
  const written = writeOutRepeats(currentDocument(), reached());
  const count = countWrittenOut(written);
  if (count > UNFOLD_LIMIT) throw new UserError(text("canvas.tooManyCopies", { count, limit: UNFOLD_LIMIT }));
  change(text("canvas.edit.writeOut"), () => written);
  canvas()?.whenSettled(() => canvas()?.fit());
}

function reached(): readonly NodePath[] {
  const paths = selectedPaths();
  return paths.length > 0 ? paths : EVERYWHERE;
}
