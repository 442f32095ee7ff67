import { useColorScheme } from "@mantine/hooks";
import { type Settings, settingsStore, useSettings } from "../state/settings";

export type Scheme = "light" | "dark";

/** The theme that shows: as chosen, or as the system says. */
export function useScheme(): Scheme {
  const chosen = useSettings(({ theme }) => theme);
  const system = useColorScheme("light", { getInitialValueInEffect: false });
  return resolve(chosen, system);
}

export function resolvedTheme(): Scheme {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return resolve(settingsStore.getState().theme, system);
}

function resolve(chosen: Settings["theme"], system: Scheme): Scheme {
  return chosen === "auto" ? system : chosen;
}
