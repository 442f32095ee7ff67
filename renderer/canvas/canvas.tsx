import { ReactFlowProvider } from "@xyflow/react";
import { CanvasView } from "./canvas-view";
import { ZoomReport } from "./zoom-report";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./nodes.css";

/** The network as a picture to be edited. Everything it shows comes from the document. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <CanvasView />
      <ZoomReport />
    </ReactFlowProvider>
  );
}
