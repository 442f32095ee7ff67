import type { Item } from "./items";
import { countWeighted, isTrailing, OPEN_UNIT } from "./roles";
import { layerOf, type Token, tokenOf } from "./tokens";

/** A single layer is no unit. */
const FEWEST_WEIGHTED = 2;

/**
 * What residual blocks add to their input, as rows of kinds. The same row in the open is the same unit without a
 * shortcut, where the map changes its size.
 */
export class Words {
  readonly #byText = new Map<string, readonly string[]>();

  learn(branch: readonly Token[]): void {
    const items = branch.flatMap(({ copies }) => copies.flat());
    if (branch.some(({ isWall }) => isWall) || countWeighted(items) < FEWEST_WEIGHTED) return;
    const kinds = branch.map(({ kind }) => kind);
    this.#byText.set(kinds.join("|"), kinds);
  }

  /** Wraps what is a word, longest words first; not where an activation follows, which no branch ends with. */
  spell(tokens: readonly Token[], itemsOf: (tokens: readonly Token[]) => readonly Item[]): readonly Token[] {
    const words = [...this.#byText.values()].sort((a, b) => b.length - a.length);
    if (words.length === 0) return tokens;
    const spelled: Token[] = [];
    for (let at = 0; at < tokens.length; ) {
      const word = words.find((each) => stands(tokens, at, each));
      const length = word?.length ?? 1;
      const held = tokens.slice(at, at + length);
      for (const token of word ? [tokenOf(itemsOf(held), OPEN_UNIT)] : held) spelled.push(token);
      at += length;
    }
    return spelled;
  }
}

function stands(tokens: readonly Token[], at: number, word: readonly string[]): boolean {
  const next = tokens[at + word.length];
  const layer = next && layerOf(next);
  if (layer && isTrailing(layer)) return false;
  return word.every((kind, index) => {
    const token = tokens[at + index];
    return token !== undefined && !token.isWall && token.kind === kind;
  });
}
