import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconCopy,
  IconCopyPlus,
  IconCut,
  IconSelectAll,
  IconTrash,
} from "@tabler/icons-react";
import { canRedo, canUndo } from "../../shared/graph/history";
import { copySelection, cutSelection, duplicateSelection, paste } from "../canvas/actions/clipboard";
import { deleteSelection, selectAll } from "../canvas/actions/edit";
import { selectedPaths } from "../canvas/actions/selection";
import { projectStore, redo, undo } from "../state/project";
import { sessionStore } from "../state/session";
import { defineCommands } from "./define";

const isOpen = (): boolean => projectStore.getState().isOpen;
const hasNodes = (): boolean => isOpen() && selectedPaths().length > 0;
const hasAny = (): boolean => hasNodes() || (isOpen() && sessionStore.getState().selectedEdges.size > 0);

export default defineCommands([
  {
    id: "edit.undo",
    group: "edit",
    icon: IconArrowBackUp,
    shortcut: "mod+Z",
    enabled: () => isOpen() && canUndo(projectStore.getState().history),
    run: undo,
  },
  {
    id: "edit.redo",
    group: "edit",
    icon: IconArrowForwardUp,
    shortcut: "mod+shift+Z",
    enabled: () => isOpen() && canRedo(projectStore.getState().history),
    run: redo,
  },
  { id: "edit.cut", group: "edit", icon: IconCut, shortcut: "mod+X", enabled: hasNodes, run: cutSelection },
  {
    id: "edit.copy",
    group: "edit",
    icon: IconCopy,
    shortcut: "mod+C",
    enabled: hasNodes,
    run: async () => void (await copySelection()),
  },
  { id: "edit.paste", group: "edit", icon: IconClipboard, shortcut: "mod+V", enabled: isOpen, run: paste },
  {
    id: "edit.duplicate",
    group: "edit",
    icon: IconCopyPlus,
    shortcut: "mod+D",
    enabled: hasNodes,
    run: duplicateSelection,
  },
  {
    id: "edit.delete",
    group: "edit",
    icon: IconTrash,
    shortcut: "Delete",
    enabled: hasAny,
    run: () => deleteSelection(),
  },
  {
    id: "edit.selectAll",
    group: "edit",
    icon: IconSelectAll,
    shortcut: "mod+A",
    enabled: isOpen,
    run: selectAll,
  },
]);
