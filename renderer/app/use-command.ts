import { useSyncExternalStore } from "react";
import type { Command } from "../commands/define";
import { commands } from "../commands/registry";
import { engineStore } from "../state/engine";
import { profileStore } from "../state/profile";
import { projectStore } from "../state/project";
import { sessionStore } from "../state/session";
import { settingsStore } from "../state/settings";
import { trainingStore } from "../state/training";

/** What commands may look at to say whether they can be run now. */
const WATCHED = [
  projectStore,
  sessionStore,
  settingsStore,
  engineStore,
  trainingStore,
  profileStore,
] as const;

export function subscribeToState(listener: () => void): () => void {
  const stops = WATCHED.map((store) => store.subscribe(listener));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Follows everything that a command's state may depend on. */
export function useCommandsState<T extends string | number | boolean>(select: () => T): T {
  return useSyncExternalStore(subscribeToState, select);
}

/** `active` is undefined for commands that are no toggles. */
export function useCommand(id: string): {
  readonly command: Command;
  readonly enabled: boolean;
  readonly active: boolean | undefined;
} {
  const command = commands.require(id);
  const enabled = useCommandsState(() => command.enabled?.() ?? true);
  const active = useCommandsState(() => command.active?.() ?? false);
  return { command, enabled, active: command.active ? active : undefined };
}
