import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { reportZoom } from "../state/canvas-controls";

/** Tells the status bar how near the canvas is, without rendering the canvas again. */
export function ZoomReport() {
  const store = useStoreApi();
  useEffect(() => {
    reportZoom(store.getState().transform[2]);
    return store.subscribe(({ transform: [, , zoom] }) => reportZoom(zoom));
  }, [store]);
  return null;
}
