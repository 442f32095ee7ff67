import type { KeyboardEvent } from "react";

/** Arrow keys move between cards as they lie on screen; columns differ from one family to the next. */
export function moveInGrid(event: KeyboardEvent<HTMLElement>): void {
  if (!event.key.startsWith("Arrow")) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>(".bw-tile")];
  const at = cards.indexOf(document.activeElement as HTMLElement);
  const from = cards[at]?.getBoundingClientRect();
  if (!from) return;
  event.preventDefault();
  if (event.key === "ArrowLeft") cards[at - 1]?.focus();
  else if (event.key === "ArrowRight") cards[at + 1]?.focus();
  else nearestInRow(cards, from, event.key === "ArrowDown" ? 1 : -1)?.focus();
}

function nearestInRow(cards: readonly HTMLElement[], from: DOMRect, direction: 1 | -1) {
  const placed = cards.map((card) => ({ card, box: card.getBoundingClientRect() }));
  const ahead = placed.filter(({ box }) => (box.top - from.top) * direction > 8);
  const row = Math.min(...ahead.map(({ box }) => Math.abs(box.top - from.top)));
  const inRow = ahead.filter(({ box }) => Math.abs(Math.abs(box.top - from.top) - row) < 8);
  return inRow.sort((a, b) => Math.abs(a.box.left - from.left) - Math.abs(b.box.left - from.left))[0]?.card;
}
