import { useStore } from "@xyflow/react";
import { type RefObject, useLayoutEffect } from "react";

/** Below this zoom only names and colours are legible, and below the next only colours. */
const FAR = 0.5;
const TINY = 0.16;

/** One attribute on the canvas switches the detail of all nodes by style sheet: no node renders again. */
export function useLevelOfDetail(container: RefObject<HTMLElement | null>): void {
  const detail = useStore(({ transform: [, , zoom] }) =>
    zoom < TINY ? "tiny" : zoom < FAR ? "far" : "near",
  );
  useLayoutEffect(() => {
    if (container.current) container.current.dataset.detail = detail;
  }, [container, detail]);
}
