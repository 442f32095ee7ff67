import { createRegistry } from "../base/registry";
import type { PictureClass } from "./class-define";

const rows = import.meta.glob<PictureClass>("./classes/*.ts", { eager: true, import: "default" });

/** Every class of picture, by its id. A new file in `classes/` is all it takes to add one. */
export const pictureClasses = createRegistry("picture class", rows, (row) => row.id);

/** The classes of one kind in the order of their labels. Refuses two in one place. */
export function classesOfKind(kind: PictureClass["kind"]): readonly PictureClass[] {
  const found = pictureClasses.all.filter((row) => row.kind === kind).sort((a, b) => a.order - b.order);
  for (const [index, row] of found.entries()) {
    if (row.order === index + 1) continue;
    throw new Error(`The ${kind} class "${row.id}" has order ${row.order}, but its place is ${index + 1}`);
  }
  return found;
}

/**
 * Half of all twenty classes, five of each kind, as Yosinski et al. (2014) halve ImageNet: A has every other class of
 * either kind, beginning with the first.
 */
export function classesOfHalf(half: "a" | "b"): readonly PictureClass[] {
  const remainder = half === "a" ? 1 : 0;
  return (["man-made", "natural"] as const).flatMap((kind) =>
    classesOfKind(kind).filter(({ order }) => order % 2 === remainder),
  );
}
