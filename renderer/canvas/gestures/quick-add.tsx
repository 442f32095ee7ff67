import type { FinalConnectionState } from "@xyflow/react";
import { type KeyboardEvent, type MouseEvent as ReactMouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "zustand";
import { blocks } from "../../../shared/blocks/registry";
import type { Point } from "../../../shared/graph/document";
import type { Hue } from "../../../shared/layers/palette";
import { offeredLayers } from "../../../shared/layers/registry";
import { canvas } from "../../state/canvas-controls";
import { currentDocument } from "../../state/project";
import { CategoryMark } from "../../ui/hue-mark";
import { searched } from "../../ui/search";
import { blockTitle, layerTitle } from "../../ui/titles";
import { type AddTarget, addFromPalette, type PaletteItem } from "../add";
import { endsFromHandle } from "../connect";

interface Asked {
  /** On the screen. */
  readonly corner: Point;
  readonly target: AddTarget;
  readonly wantsInput: boolean;
}

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly keywords: readonly string[];
  readonly hue: Hue;
  readonly item: PaletteItem;
}

const store = createStore<{ readonly asked: Asked | null }>(() => ({ asked: null }));
const SIZE = { width: 260, height: 320 };

/** A line that ends on empty ground asks for what shall stand there. */
export function askAtLineEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void {
  const { fromHandle, toHandle, toNode } = state;
  const pointer = "clientX" in event ? event : event.changedTouches[0];
  if (!fromHandle || toHandle || toNode || !pointer) return;
  const screen = { x: pointer.clientX, y: pointer.clientY };
  const point = canvas()?.toCanvas(screen);
  if (!point) return;
  const { frame, end } = endsFromHandle(currentDocument(), fromHandle);
  store.setState({
    asked: {
      corner: {
        x: Math.max(8, Math.min(screen.x, window.innerWidth - SIZE.width - 8)),
        y: Math.max(8, Math.min(screen.y, window.innerHeight - SIZE.height - 8)),
      },
      target: { kind: "at", frame, point, isByHand: true, joined: { end, type: fromHandle.type } },
      wantsInput: fromHandle.type === "source",
    },
  });
}

function close(): void {
  store.setState({ asked: null });
  canvas()?.focus();
}

export function QuickAdd() {
  const asked = useStore(store, (state) => state.asked);
  return asked && <OfferList key={`${asked.corner.x} ${asked.corner.y}`} asked={asked} />;
}

function OfferList({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const offers = searched(offersFor(asked.wantsInput), query);
  const choose = (offer: Offer | undefined): void => {
    if (!offer) return;
    close();
    addFromPalette(offer.item, asked.target);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + offers.length) % Math.max(1, offers.length));
    else if (event.key === "Enter") choose(offers[at]);
    else if (event.key === "Escape") close();
    event.stopPropagation();
    if (step || event.key === "Enter" || event.key === "Escape") event.preventDefault();
  };
  return (
    <div
      className="bw-quick-add"
      style={{ left: asked.corner.x, top: asked.corner.y, width: SIZE.width, maxHeight: SIZE.height }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the line that was drawn asks for an answer
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="bw-quick-add"
        aria-activedescendant={offers[at] ? `quick-${offers[at].id}` : undefined}
        aria-label={t("canvas.quickAdd")}
        placeholder={t("canvas.quickAdd")}
        value={query}
        onChange={({ target }) => {
          setQuery(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div id="bw-quick-add" role="listbox" aria-label={t("canvas.quickAdd")} onMouseDown={keepFocus}>
        {offers.map((offer, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and takes the keys
          <div
            key={offer.id}
            id={`quick-${offer.id}`}
            role="option"
            aria-selected={index === at}
            ref={index === at ? scrollTo : null}
            onClick={() => choose(offer)}
          >
            <CategoryMark hue={offer.hue} />
            {offer.title}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Of the field, so that it stays open. */
function keepFocus(event: ReactMouseEvent): void {
  event.preventDefault();
}

function scrollTo(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

/** Layers before blocks; of layers those that have the end that is wanted. */
function offersFor(wantsInput: boolean): readonly Offer[] {
  const fitting = offeredLayers
    .filter(({ inputs }) => !wantsInput || inputs.max > 0)
    .map(
      ({ type, category, keywords = [] }): Offer => ({
        id: `layer-${type}`,
        title: layerTitle(type),
        keywords: [...keywords, type],
        hue: category,
        item: { kind: "layer", type },
      }),
    );
  const offeredBlocks = blocks.all.map(
    ({ id, keywords = [] }): Offer => ({
      id: `block-${id}`,
      title: blockTitle(id),
      keywords: [...keywords, id],
      hue: "block",
      item: { kind: "block", definition: id },
    }),
  );
  return [...fitting, ...offeredBlocks];
}
