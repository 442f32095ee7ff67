import type { FlatLayer } from "../flat-layer";
import { type BlockItem, type Inside, type Item, layersOf, type Readers } from "./items";
import { branchesOf, hasSource, ordered, type Part, partsOf } from "./parts";
import { countWeighted, isActivation, OPEN_UNIT, PART, type Role, roleOf, STAGE, UNIT } from "./roles";
import { straightRuns } from "./straight-runs";
import { type Period, periodsIn } from "./tandems";
import { layerOf, rowsOf, type Token, tokenOf, wallOf } from "./tokens";
import { unitsOf } from "./units";
import { Words } from "./words";

/** Branches within branches, as a U-Net has them; what lies deeper stays as it is. */
const DEEPEST = 10;
/** A branch that is left in more places is no chain with skips but a thicket. */
const MOST_EXITS = 3;
/** A block of fewer layers hides more than it says, unless it repeats. */
const FEWEST_LAYERS = 4;
/** Blocks of more layers are read more easily as units. */
const LONG_PART = 12;
/** Each wraps the one before; nobody builds more. */
const MOST_ROUNDS = 4;
/** From so many nodes on, stages are made of layers and blocks that do not repeat as well. */
const CROWD = 24;

/**
 * Finds the blocks of a network by its graph alone: where everything flows through one value a block can end, and
 * what repeats is one. In linear time but for the depth of branches within branches.
 */
export class BlockFinder {
  readonly #readers: Readers;
  readonly #shapes: ReadonlyMap<number, FlatLayer["output"]>;
  #words = new Words();

  constructor(layers: readonly FlatLayer[], readers: Readers) {
    this.#readers = readers;
    this.#shapes = new Map(layers.map(({ id, output }) => [id, output]));
  }

  /** The same layers, in blocks of blocks; their nodes are not named yet. */
  regroup(inside: Inside): readonly Item[] {
    this.#words = new Words();
    const tokens = this.#tokensOf(ordered(inside.items), inside.sources, 0);
    return this.#itemsOf(this.#grouped(unitsOf(this.#spelled(tokens))));
  }

  /** What a block is that the file only numbers. */
  roleOf(inside: Inside): Role {
    const tokens = unitsOf(this.#tokensOf(ordered(inside.items), inside.sources, 0));
    const [token, second] = tokens;
    if (!second) return token?.role ?? PART;
    const [merging, other] = tokens.filter(({ role }) => role !== null && !role.isUnit);
    if (merging?.role && !other) return merging.role;
    if (inside.items.every(({ kind }) => kind === "block")) return STAGE;
    const isUnit = countWeighted(inside.items) > 1 && inside.layers.length <= LONG_PART;
    return isUnit && !merging ? OPEN_UNIT : PART;
  }

  #spelled(tokens: readonly Token[]): readonly Token[] {
    const isLong = (held: readonly Token[]): boolean =>
      held.flatMap(({ copies }) => copies.flat().flatMap(layersOf)).length > LONG_PART;
    return this.#words.spell(tokens, (held) => this.#itemsOf(isLong(held) ? unitsOf(held) : held));
  }

  #tokensOf(items: readonly Item[], sources: readonly number[], depth: number): readonly Token[] {
    const tokens: Token[] = [];
    for (const part of partsOf(items, sources)) {
      const [item, second] = part.items;
      const before = tokens.at(-1);
      const token = item && !second ? tokenOf([item], null) : null;
      const layer = token && layerOf(token);
      // What rectifies a sum belongs to the block that ends with it.
      if (layer && before && before.role !== null && !before.isWall && isActivation(layer)) {
        tokens[tokens.length - 1] = tokenOf([...before.copies[0], ...part.items], before.role);
      } else if (token) tokens.push(token);
      else for (const each of this.#tokensOfPart(part, depth)) tokens.push(each);
    }
    return tokens;
  }

  /** What forks and joins again is a block; what forks for good, or is entered by images, is none. */
  #tokensOfPart(part: Part, depth: number): readonly Token[] {
    const layers = part.items.flatMap(layersOf);
    const { sources, results } = this.#readers.boundsOf(layers);
    const isPart = part.exit !== part.entry && !hasSource({ layers });
    if (!isPart || sources.length !== 1 || results.length !== 1) return this.#runs(part.items);
    const branches = branchesOf(part);
    const isDense = branches.some((branch) => this.#exits(branch) > MOST_EXITS);
    const role = roleOf(part.items.at(-1), isDense, (id) => this.#shapes.get(id) ?? [0]);
    if (depth >= DEEPEST) return [tokenOf(part.items, role)];
    const isLong = layers.length > LONG_PART;
    const inner = branches.flatMap((branch): readonly Item[] => {
      if (branch.length < 2) return branch;
      if (this.#exits(branch) > MOST_EXITS) return this.#itemsOf(this.#runs(branch));
      const tokens = this.#tokensOf(branch, sources, depth + 1);
      if (role.isResidual) this.#words.learn(tokens);
      return this.#itemsOf(this.#grouped(isLong ? unitsOf(tokens) : tokens));
    });
    const items = [...inner, ...part.items.slice(-1)];
    // What spans most of a network and holds blocks, as the crops and skips of segmenters do, is no part of it.
    const spansAll = layers.length * 2 > this.#shapes.size && items.some(({ kind }) => kind === "block");
    return spansAll && !isDense ? items.map(wallOf) : [tokenOf(items, role)];
  }

  #runs(items: readonly Item[]): readonly Token[] {
    return straightRuns(items, this.#readers).flatMap((run): readonly Token[] => {
      if (run.isAlike) return [{ ...tokenOf(run.items, UNIT), isWall: true }];
      const tokens = unitsOf(run.items.map((item) => tokenOf([item], null)));
      return this.#itemsOf(this.#grouped(tokens)).map(wallOf);
    });
  }

  #grouped(tokens: readonly Token[]): readonly Token[] {
    let grouped = rowsOf(tokens);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const periods = periodsIn(grouped);
      const isStage = periods.some(({ repeats, blocks }) => repeats || blocks > 1);
      const isWhole = periods.every(({ repeats, blocks, start, end }) => repeats || blocks === end - start);
      if (periods.length === 0 || (isStage && !isWhole && grouped.length <= CROWD)) break;
      grouped = rowsOf(this.#wrapped(grouped, periods, isStage ? STAGE : UNIT));
    }
    return grouped;
  }

  #wrapped(tokens: readonly Token[], periods: readonly Period[], role: Role): readonly Token[] {
    const wrapped: Token[] = [];
    let at = 0;
    for (const { start, end } of periods) {
      for (const token of tokens.slice(at, start)) wrapped.push(token);
      wrapped.push(tokenOf(this.#itemsOf(tokens.slice(start, end)), role));
      at = end;
    }
    return [...wrapped, ...tokens.slice(at)];
  }

  #itemsOf(tokens: readonly Token[]): readonly Item[] {
    return tokens.flatMap(({ copies, role }): readonly Item[] => {
      const [first] = copies;
      const isSmall = first.flatMap(layersOf).length < FEWEST_LAYERS && role?.isUnit !== true;
      if (role === null || (copies.length === 1 && isSmall)) return first;
      return [this.#blockOf(copies, role)];
    });
  }

  #blockOf(copies: Token["copies"], role: Role): BlockItem {
    const [first, ...more] = copies.map((items) => this.#holding(items)) as [Inside, ...Inside[]];
    return {
      kind: "block",
      name: role.name,
      copies: [first, ...more],
      title: role.title,
      found: { name: role.name },
    };
  }

  #holding(items: readonly Item[]): Inside {
    const layers = items.flatMap(layersOf);
    return { items, layers, ...this.#readers.boundsOf(layers) };
  }

  #exits(branch: readonly Item[]): number {
    return this.#readers.boundsOf(branch.flatMap(layersOf)).results.length;
  }
}
