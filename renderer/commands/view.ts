import {
  IconArrowsMaximize,
  IconArrowsMove,
  IconDoorEnter,
  IconDoorExit,
  IconFlame,
  IconMap,
  IconPhotoSensor,
  IconRulerMeasure,
  IconTemperature,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
  IconZoomScan,
} from "@tabler/icons-react";
import { blockAt } from "../../shared/blocks/edit-inside";
import { showPanel } from "../app/areas";
import { selectedPaths, soleSelected } from "../canvas/actions/selection";
import { enterAndShow, leaveAndShow } from "../canvas/gestures/keyboard";
import { canvas, fitCanvas } from "../state/canvas-controls";
import { insideStore } from "../state/inside";
import { profileStore } from "../state/profile";
import { currentDocument, projectStore } from "../state/project";
import { sessionStore } from "../state/session";
import { changeSettings, type Settings, settingsStore } from "../state/settings";
import { defineCommands } from "./define";

const ZOOM_STEP = 1.25;
const NEXT_HEAT: Readonly<Record<Settings["heat"], Settings["heat"]>> = {
  macs: "params",
  params: "none",
  none: "macs",
};
const isOpen = (): boolean => projectStore.getState().isOpen;

function soleBlock(): string | null {
  const sole = soleSelected();
  return sole !== null && blockAt(currentDocument(), sole) ? sole : null;
}

export default defineCommands([
  { id: "view.fit", group: "view", icon: IconArrowsMaximize, shortcut: "F", enabled: isOpen, run: fitCanvas },
  {
    id: "view.zoomToSelection",
    group: "view",
    icon: IconZoomScan,
    shortcut: "shift+F",
    enabled: () => selectedPaths().length > 0,
    run: () => canvas()?.zoomToPaths(selectedPaths()),
  },
  {
    id: "view.zoomIn",
    group: "view",
    icon: IconZoomIn,
    shortcut: "mod+=",
    enabled: isOpen,
    run: () => canvas()?.zoomBy(ZOOM_STEP),
  },
  {
    id: "view.zoomOut",
    group: "view",
    icon: IconZoomOut,
    shortcut: "mod+-",
    enabled: isOpen,
    run: () => canvas()?.zoomBy(1 / ZOOM_STEP),
  },
  {
    id: "view.zoomActual",
    group: "view",
    icon: IconZoomReset,
    shortcut: "mod+0",
    enabled: isOpen,
    run: () => canvas()?.zoomTo(1),
  },
  {
    id: "view.enter",
    group: "view",
    icon: IconDoorEnter,
    enabled: () => soleBlock() !== null,
    run: () => {
      const block = soleBlock();
      if (block) enterAndShow(block);
    },
  },
  {
    id: "view.leave",
    group: "view",
    icon: IconDoorExit,
    enabled: () => sessionStore.getState().frame !== "",
    run: leaveAndShow,
  },
  {
    id: "view.flow",
    group: "view",
    icon: IconArrowsMove,
    active: () => settingsStore.getState().flow === "right",
    run: () => {
      changeSettings({ flow: settingsStore.getState().flow === "down" ? "right" : "down" });
      canvas()?.whenSettled(fitCanvas);
    },
  },
  {
    id: "view.edgeShapes",
    group: "view",
    icon: IconRulerMeasure,
    active: () => settingsStore.getState().edgeShapes,
    run: () => changeSettings({ edgeShapes: !settingsStore.getState().edgeShapes }),
  },
  {
    id: "view.heat",
    group: "view",
    icon: IconFlame,
    active: () => settingsStore.getState().heat !== "none",
    run: () => changeSettings({ heat: NEXT_HEAT[settingsStore.getState().heat] }),
  },
  {
    id: "view.activations",
    group: "view",
    icon: IconPhotoSensor,
    shortcut: "A",
    enabled: isOpen,
    active: () => settingsStore.getState().activations,
    run: () => {
      changeSettings({ activations: !settingsStore.getState().activations });
      if (settingsStore.getState().activations && !insideStore.getState().subject) showPanel("run");
    },
  },
  {
    id: "view.times",
    group: "view",
    icon: IconTemperature,
    shortcut: "T",
    enabled: isOpen,
    active: () => settingsStore.getState().times,
    run: () => {
      changeSettings({ times: !settingsStore.getState().times });
      if (settingsStore.getState().times && !profileStore.getState().taken) showPanel("profile");
    },
  },
  {
    id: "view.minimap",
    group: "view",
    icon: IconMap,
    active: () => settingsStore.getState().minimap,
    run: () => changeSettings({ minimap: !settingsStore.getState().minimap }),
  },
]);
