import type { PanelArea } from "../panels/define";
import { panels, panelsIn } from "../panels/registry";
import { changeSettings, settingsStore } from "../state/settings";

/** The panel that an area showed last, to come back to when it is opened again. */
const lastShown = new Map<PanelArea, string>();

export function areaOfPanel(id: string): PanelArea {
  return panels.require(id).area;
}

export function showPanel(id: string): void {
  changeSettings({ [areaOfPanel(id)]: id });
}

export function closeArea(area: PanelArea): void {
  const shown = settingsStore.getState()[area];
  if (shown !== null) lastShown.set(area, shown);
  changeSettings({ [area]: null });
}

export function toggleArea(area: PanelArea): void {
  if (settingsStore.getState()[area] !== null) {
    closeArea(area);
    return;
  }
  const [first] = panelsIn(area);
  const panel = lastShown.get(area) ?? first?.id;
  if (panel) changeSettings({ [area]: panel });
}
