import type { Icon } from "@tabler/icons-react";
import type { ComponentType } from "react";

export type PanelArea = "left" | "right" | "drawer";

/** One panel. Its title is the text `panel.<id>`; its folder holds everything else. */
export interface Panel {
  readonly id: string;
  readonly area: PanelArea;
  /** Tabs of one area stand in this order. */
  readonly order: number;
  readonly icon: Icon;
  readonly component: ComponentType;
}

export function definePanel(panel: Panel): Panel {
  return panel;
}
