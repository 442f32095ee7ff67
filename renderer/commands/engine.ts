import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconStopwatch,
} from "@tabler/icons-react";
import { showPanel } from "../app/areas";
import { startIfReady } from "../panels/train/start-run";
import { restartEngine } from "../state/engine";
import { profileStore, takeProfile } from "../state/profile";
import { projectStore } from "../state/project";
import { isActive, type RunStatus } from "../state/run-progress";
import { cancelTraining, pauseTraining, resumeTraining, trainingStore } from "../state/training";
import { defineCommands } from "./define";

const isTraining = (): boolean => isActive(trainingStore.getState().run);

function isHeld(): boolean {
  const held: readonly (RunStatus | undefined)[] = ["pausing", "paused"];
  return held.includes(trainingStore.getState().run?.status);
}

export default defineCommands([
  {
    id: "engine.train",
    group: "engine",
    icon: IconPlayerPlay,
    shortcut: "mod+Enter",
    enabled: () => projectStore.getState().isOpen && !isTraining(),
    run: () => {
      showPanel("train");
      startIfReady();
    },
  },
  {
    id: "engine.pause",
    group: "engine",
    icon: IconPlayerPause,
    enabled: isTraining,
    active: isHeld,
    run: () => (isHeld() ? resumeTraining() : pauseTraining()),
  },
  {
    id: "engine.cancel",
    group: "engine",
    icon: IconPlayerStop,
    enabled: isTraining,
    run: cancelTraining,
  },
  {
    id: "engine.profile",
    group: "engine",
    icon: IconStopwatch,
    shortcut: "mod+alt+P",
    enabled: () => projectStore.getState().isOpen && !isTraining() && !profileStore.getState().running,
    run: () => {
      showPanel("profile");
      return takeProfile();
    },
  },
  { id: "engine.restart", group: "engine", icon: IconRefresh, run: restartEngine },
]);
