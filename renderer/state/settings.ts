import { createStore, useStore } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import type { BackendId } from "../../shared/contracts/engine";

/** What a person chose for the app, kept between starts on this machine. */
export interface Settings {
  readonly theme: "light" | "dark" | "auto";
  readonly flow: "down" | "right";
  readonly heat: "none" | "params" | "macs";
  readonly edgeShapes: boolean;
  /** Whether nodes show what they make of the picture in the Run panel. */
  readonly activations: boolean;
  /** Whether nodes are coloured by the time they took in the last profile. */
  readonly times: boolean;
  readonly minimap: boolean;
  /** Id of the panel shown in each area, or null where it is closed. */
  readonly left: string | null;
  readonly right: string | null;
  readonly drawer: string | null;
  readonly backend: BackendId | "auto";
  readonly lossScale: "linear" | "log";
  readonly smoothing: "none" | "some" | "strong";
}

const INITIAL: Settings = {
  theme: "auto",
  flow: "down",
  heat: "macs",
  edgeShapes: false,
  activations: false,
  times: false,
  minimap: true,
  left: "palette",
  right: "inspector",
  drawer: null,
  backend: "auto",
  lossScale: "linear",
  smoothing: "some",
};

export const settingsStore = createStore<Settings>()(
  persist(() => INITIAL, {
    name: "blockwise-settings",
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);

export function useSettings<T>(select: (state: Settings) => T): T {
  return useStore(settingsStore, select);
}

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change);
}
