import { useMemo, useRef } from "react";
import { useSession } from "../state/session";
import { useSettings } from "../state/settings";
import { createProjection, type Projected } from "./projection";
import { useScene } from "./scene";

/** React Flow's nodes and edges for what is shown, untouched ones the same objects as before. */
export function useProjection(): Projected {
  const project = useRef<ReturnType<typeof createProjection> | null>(null);
  const document = useScene((scene) => scene.document);
  const analysis = useScene((scene) => scene.analysis);
  const layout = useScene((scene) => scene.layout);
  const heat = useSettings((settings) => settings.heat);
  const edgeShapes = useSettings((settings) => settings.edgeShapes);
  const selection = useSession((session) => session.selection);
  const selectedEdges = useSession((session) => session.selectedEdges);
  const entered = useSession((session) => session.frame);
  return useMemo(() => {
    project.current ??= createProjection();
    return project.current({
      document,
      analysis,
      layout,
      heat,
      edgeShapes,
      selection,
      selectedEdges,
      entered,
    });
  }, [document, analysis, layout, heat, edgeShapes, selection, selectedEdges, entered]);
}
