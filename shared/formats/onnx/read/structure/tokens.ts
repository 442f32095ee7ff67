import type { Item } from "./items";
import { kindOf, makeOf } from "./makes";
import type { Role } from "./roles";

/** A member of a chain: everything flows from each to the next. */
export interface Token {
  /** Of one copy. */
  readonly copies: readonly [readonly Item[], ...(readonly Item[])[]];
  readonly kind: string;
  readonly make: string;
  /** As what it may become a block; null for a layer, or a block that has its name from the file. */
  readonly role: Role | null;
  /** Not in the chain: nothing is grouped across it. */
  readonly isWall: boolean;
}

export function tokenOf(items: readonly Item[], role: Role | null): Token {
  return { copies: [items], kind: kindOf(items), make: makeOf(items), role, isWall: false };
}

export function wallOf(item: Item): Token {
  return { copies: [[item]], kind: "", make: "", role: null, isWall: true };
}

/** Equal blocks in a row as one that repeats. */
export function rowsOf(tokens: readonly Token[]): readonly Token[] {
  const rows: Token[] = [];
  for (const token of tokens) {
    const before = rows.at(-1);
    const continues =
      before && before.role !== null && token.role !== null && !token.isWall && before.make === token.make;
    if (!continues) rows.push(token);
    else rows[rows.length - 1] = { ...before, copies: [...before.copies, ...token.copies] };
  }
  return rows;
}

/** The only layer that a token is, or null. */
export function layerOf({ copies, role, isWall }: Token) {
  const [[item, second]] = copies;
  return !isWall && role === null && !second && item?.kind === "layer" ? item.layer : null;
}
