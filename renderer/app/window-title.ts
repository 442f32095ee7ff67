import { useEffect } from "react";
import { currentHost } from "../host/current";
import { isEdited, useProject } from "../state/project";

/** The window is called after the document, and says whether it has unsaved changes. */
export function useDocumentTitle(): void {
  const name = useProject((state) => (state.isOpen ? state.history.present.name : ""));
  // Behind the start screen too: closing the window would lose it.
  const edited = useProject(isEdited);
  useEffect(() => {
    currentHost().setTitle(name === "" ? "Blockwise" : `${edited ? "• " : ""}${name} – Blockwise`, edited);
  }, [name, edited]);
}
