import type { CanvasLayout, LayoutEngine } from "../../layout/types";
import type { FigurePart } from "./scene";

/** Files that drawings need, by what they are. */
export type FigureAsset = "inter-400" | "inter-500" | "inter-600" | "resvg";

/** What a drawing gets from where the program runs. */
export interface FigureContext {
  readonly engine: LayoutEngine;
  /** The whole network if absent. */
  readonly part?: FigurePart;
  /** What the canvas shows. Absent where there is none. */
  readonly shown?: CanvasLayout;
  /** TrueType fonts and WebAssembly, read only by formats that need them. */
  asset(name: FigureAsset): Promise<Uint8Array>;
}
