import { shapeText } from "../layers/shape";
import type { NodeAnalysis } from "./types";

/** The output's shape as papers write it; a question mark where it is not known. */
export function outputText(analysis: NodeAnalysis | undefined): string {
  const shapes = analysis?.outputs ?? [];
  return shapes.length === 0 ? "?" : shapes.map((shape) => (shape ? shapeText(shape) : "?")).join(" · ");
}
