import { serializeProject } from "../../shared/formats/project/serialize";
import { createAutosave } from "../host/autosave";
import { autosaveDirectory } from "../host/autosave-folder";
import { isEdited, type ProjectState, projectStore } from "../state/project";
import { reportError } from "./errors";

export const autosave = createAutosave({ directory: autosaveDirectory, onError: reportError });

/** Writes every edit away soon after it was made, and what was opened but is in no file of ours. Returns how to stop. */
export function startAutosaving(): () => void {
  const flush = (): void => void autosave.flush();
  const onHide = (): void => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", onHide);
  window.addEventListener("pagehide", flush);
  const stop = projectStore.subscribe(afterChange);
  return () => {
    stop();
    document.removeEventListener("visibilitychange", onHide);
    window.removeEventListener("pagehide", flush);
  };
}

function afterChange(state: ProjectState, before: ProjectState): void {
  const { present } = state.history;
  const isSame = present === before.history.present && state.saved === before.saved;
  if (isSame || state.generation !== before.generation) return;
  // Undone to what the file holds: there is nothing to bring back.
  if (!isEdited(state)) void autosave.discard();
  else
    autosave.schedule(() => ({
      text: serializeProject(present),
      handle: state.handle,
      name: present.name,
    }));
}
