import { type RefObject, useCallback, useEffect, useState } from "react";

export const ROW_HEIGHT = 26;
/** Rows mounted beyond the edges, so that scrolling shows no gaps. */
const SPARE = 8;

/** Which rows of a long list are in sight, with a few to spare. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const isEmpty = count === 0;
  useEffect(() => {
    const element = scroller.current;
    if (!element || isEmpty) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
    // An empty list has no scroller: look again when there are rows.
  }, [scroller, isEmpty]);
  const scrollTo = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * ROW_HEIGHT;
      const { scrollTop, clientHeight } = element;
      if (top < scrollTop) element.scrollTop = top;
      else if (top + ROW_HEIGHT > scrollTop + clientHeight)
        element.scrollTop = top + ROW_HEIGHT - clientHeight;
    },
    [scroller],
  );
  const from = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - SPARE);
  const to = Math.min(count, Math.ceil((view.top + view.height) / ROW_HEIGHT) + SPARE);
  return { from, to, scrollTo };
}
