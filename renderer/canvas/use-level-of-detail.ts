import { useStore } from "@xyflow/react";
import { type RefObject, useLayoutEffect } from "react";
import { currentLayout } from "./scene";

/** Below this zoom names and colours are all that is legible, and below the next names of the outermost nodes alone. */
const FAR = 0.6;
const TINY = 0.16;
/** Below this the names of merges and activations would be larger than their pills. */
const PILLS = 0.38;

/** Of names on the screen, in pixels: no smaller, however far away the network is. */
const LEGIBLE = 11;
const NAME_SIZE = 13;
const LARGEST = 120;

/**
 * One attribute and one size on the canvas switch the detail of all nodes by style sheet: no node renders again. Sizes
 * go in steps, so that zooming does not lay out every name on every tick.
 */
export function useLevelOfDetail(container: RefObject<HTMLElement | null>): void {
  const detail = useStore(({ transform: [, , zoom] }) =>
    zoom < TINY ? "tiny" : zoom < FAR ? "far" : "near",
  );
  const hasPillNames = useStore(({ transform: [, , zoom] }) => zoom >= PILLS);
  const size = useStore(({ transform: [, , zoom] }) => nameSize(zoom));
  const isTooFar = useStore(({ transform: [, , zoom] }) => zoom < shapesFrom());
  useLayoutEffect(() => {
    const { current } = container;
    if (!current) return;
    current.dataset.detail = detail;
    current.toggleAttribute("data-bare-pills", !hasPillNames);
    current.toggleAttribute("data-no-shapes", isTooFar);
    current.style.setProperty("--bw-name-size", `${size}px`);
  }, [container, detail, hasPillNames, isTooFar, size]);
}

/** The zoom from which the shapes on connections fit between the nodes. */
export function shapesFrom(): number {
  return currentLayout().flow === "down" ? PILLS : FAR;
}

/** How large a name must be on the canvas to be legible on the screen. */
export function nameSize(zoom: number): number {
  const wanted = LEGIBLE / zoom;
  if (wanted <= NAME_SIZE) return NAME_SIZE;
  const step = wanted < 24 ? 1 : 4;
  return Math.min(LARGEST, Math.ceil(wanted / step) * step);
}
