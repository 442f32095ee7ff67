import { createRegistry } from "../../shared/base/registry";
import type { Panel, PanelArea } from "./define";

const files = import.meta.glob<Panel>("./*/panel.ts", { eager: true, import: "default" });

/** Every panel, by its id. A new folder with a `panel.ts` is all it takes to add one. */
export const panels = createRegistry("panel", files, (panel) => panel.id);

export function panelsIn(area: PanelArea): readonly Panel[] {
  return panels.all.filter((panel) => panel.area === area).sort((a, b) => a.order - b.order);
}
