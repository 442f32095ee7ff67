import {
  type Icon,
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconBook2,
  IconChartLine,
  IconEye,
  IconLayoutBottombar,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconListTree,
  IconMoonStars,
  IconPhotoSearch,
  IconShape,
  IconStopwatch,
  IconTable,
} from "@tabler/icons-react";
import { areaOfPanel, showPanel, toggleArea } from "../app/areas";
import { resolvedTheme } from "../app/scheme";
import { projectStore } from "../state/project";
import { changeSettings, settingsStore } from "../state/settings";
import { type Command, defineCommands } from "./define";

/** The start screen has no panels. */
const isOpen = (): boolean => projectStore.getState().isOpen;

/** Shows a panel, or closes its area if it is the one that shows. */
function panelCommand(panel: string, icon: Icon, shortcut: string): Command {
  const isShown = (): boolean => settingsStore.getState()[areaOfPanel(panel)] === panel;
  return {
    id: `panels.${panel}`,
    group: "panels",
    icon,
    shortcut,
    enabled: isOpen,
    active: isShown,
    run: () => (isShown() ? toggleArea(areaOfPanel(panel)) : showPanel(panel)),
  };
}

export default defineCommands([
  {
    id: "panels.left",
    group: "panels",
    icon: IconLayoutSidebar,
    shortcut: "mod+B",
    enabled: isOpen,
    active: () => settingsStore.getState().left !== null,
    run: () => toggleArea("left"),
  },
  {
    id: "panels.drawer",
    group: "panels",
    icon: IconLayoutBottombar,
    shortcut: "mod+J",
    enabled: isOpen,
    active: () => settingsStore.getState().drawer !== null,
    run: () => toggleArea("drawer"),
  },
  {
    id: "panels.right",
    group: "panels",
    icon: IconLayoutSidebarRight,
    shortcut: "mod+shift+B",
    enabled: isOpen,
    active: () => settingsStore.getState().right !== null,
    run: () => toggleArea("right"),
  },
  panelCommand("palette", IconShape, "1"),
  panelCommand("outline", IconListTree, "2"),
  panelCommand("inspector", IconAdjustmentsHorizontal, "3"),
  panelCommand("train", IconChartLine, "4"),
  panelCommand("run", IconPhotoSearch, "5"),
  panelCommand("problems", IconAlertTriangle, "6"),
  panelCommand("about", IconBook2, "7"),
  panelCommand("compare", IconTable, "8"),
  panelCommand("inside", IconEye, "9"),
  panelCommand("profile", IconStopwatch, "0"),
  {
    id: "view.theme",
    group: "view",
    icon: IconMoonStars,
    shortcut: "mod+shift+L",
    active: () => resolvedTheme() === "dark",
    run: () => changeSettings({ theme: resolvedTheme() === "dark" ? "light" : "dark" }),
  },
]);
