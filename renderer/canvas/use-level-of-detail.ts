import { useStore } from "@xyflow/react";
import { type RefObject, useLayoutEffect } from "react";

/** Below this zoom only names and colours are legible. */
const FAR = 0.5;

/** One attribute on the canvas switches the detail of all nodes by style sheet: no node renders again. */
export function useLevelOfDetail(container: RefObject<HTMLElement | null>): void {
  const isFar = useStore((state) => state.transform[2] < FAR);
  useLayoutEffect(() => {
    if (container.current) container.current.dataset.detail = isFar ? "far" : "near";
  }, [container, isFar]);
}
