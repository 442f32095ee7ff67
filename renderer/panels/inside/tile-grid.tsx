import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";

export interface TileGridProps {
  readonly count: number;
  /** Width by height of what a tile shows. */
  readonly aspect: number;
  readonly chosen: number;
  label(index: number): string;
  onChoose(index: number): void;
  onHover(index: number | null): void;
  tile(index: number): ReactNode;
}

const TILE = 56;
const GAP = 4;
/** Rows mounted beyond the edges. */
const SPARE = 2;

/** Any number of small pictures, of which only those in sight are drawn. Arrow keys walk through them. */
export function TileGrid({ count, aspect, chosen, label, onChoose, onHover, tile }: TileGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const view = useView(scroller);
  const width = aspect >= 1 ? TILE : Math.max(12, Math.round(TILE * aspect));
  const height = aspect >= 1 ? Math.max(12, Math.round(TILE / aspect)) : TILE;
  const columns = Math.max(1, Math.floor((view.width + GAP) / (width + GAP)));
  const rows = Math.ceil(count / columns);
  const pitch = height + GAP;
  const from = Math.max(0, Math.floor(view.top / pitch) - SPARE) * columns;
  const to = Math.min(count, (Math.ceil((view.top + view.height) / pitch) + SPARE) * columns);
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = chosen + by;
    if (next < 0 || next >= count) return;
    onChoose(next);
    const top = Math.floor(next / columns) * pitch;
    const element = scroller.current;
    if (!element) return;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + pitch > element.scrollTop + element.clientHeight)
      element.scrollTop = top + pitch - element.clientHeight;
    // It may have been mounted by the scroll alone.
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-tile="${next}"]`)?.focus());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and the pointer's leaving, of the tiles inside
    <div ref={scroller} className="bw-map-tiles" onKeyDown={move} onMouseLeave={() => onHover(null)}>
      <div style={{ height: rows * pitch, position: "relative" }}>
        {Array.from({ length: Math.max(0, to - from) }, (_, place) => {
          const index = from + place;
          return (
            <button
              key={index}
              type="button"
              className="bw-map-tile"
              data-tile={index}
              aria-label={label(index)}
              aria-pressed={index === chosen}
              tabIndex={index === chosen ? 0 : -1}
              style={{
                width,
                height,
                left: (index % columns) * (width + GAP),
                top: Math.floor(index / columns) * pitch,
              }}
              onClick={() => onChoose(index)}
              onMouseEnter={() => onHover(index)}
            >
              {tile(index)}
            </button>
          );
        })}
      </div>
    </div>
  );
}

function useView(scroller: RefObject<HTMLDivElement | null>) {
  const [view, setView] = useState({ top: 0, width: 0, height: 0 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = (): void =>
      setView({ top: element.scrollTop, width: element.clientWidth, height: element.clientHeight });
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [scroller]);
  return view;
}
