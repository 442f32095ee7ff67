import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Definition } from "../../shared/graph/document";
import { type ProjectState, projectStore, undo } from "../state/project";
import { text } from "../text/i18n";

const NOTICE = "opened-block";

/** Tells when an edit made a block of the catalogue into one of the document. Returns how to stop. */
export function tellOpenedBlocks(): () => void {
  return projectStore.subscribe(afterChange);
}

function afterChange(state: ProjectState, before: ProjectState): void {
  if (state.history === before.history) return;
  // "Undo" stands for the step that opened the block; after any other it would take back the wrong one.
  if (state.history.past.length !== before.history.past.length || state.history.label === "") {
    notifications.hide(NOTICE);
  }
  const opened = openedBy(state, before);
  if (opened) tell(opened);
}

/** The innermost block that this change opened: the one that was meant. Undo and redo open nothing that is news. */
function openedBy(state: ProjectState, before: ProjectState): Definition | undefined {
  if (state.generation !== before.generation || state.history.label === "") return undefined;
  const held = before.history.present.definitions;
  return Object.values(state.history.present.definitions)
    .filter(({ id, basis }) => basis !== null && !held[id])
    .at(-1);
}

function tell({ title }: Definition): void {
  const takeBack = (): void => {
    notifications.hide(NOTICE);
    undo();
  };
  notifications.hide(NOTICE);
  notifications.show({
    id: NOTICE,
    title: text("app.openedBlock.title", { title }),
    message: (
      <>
        <p className="bw-notice-text">{text("app.openedBlock.message")}</p>
        <Button size="compact-xs" variant="default" onClick={takeBack}>
          {text("command.edit.undo")}
        </Button>
      </>
    ),
    autoClose: 9_000,
  });
}
