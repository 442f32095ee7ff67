import { heldShape } from "../../../../layers/shape";
import { layersOf } from "./items";
import { isWeighted } from "./roles";
import type { Token } from "./tokens";

/** A stretch of tokens, and the same in kind elsewhere in the chain. */
export interface Period {
  readonly start: number;
  readonly end: number;
  /** Whether one of its members stands several times in a row. */
  readonly repeats: boolean;
  /** How many of its members are blocks, units of one layer not counted. */
  readonly blocks: number;
}

const LONGEST_PERIOD = 12;
const FEWEST_PERIODS = 3;

/** Tokens of one kind behind each other, however many: stages differ in how often they repeat their unit. */
interface Group {
  readonly kind: string;
  readonly tokens: readonly Token[];
  readonly start: number;
}

/** What repeats itself most in kind, the shortest of it, wherever it stands in the chain. */
export function periodsIn(tokens: readonly Token[]): readonly Period[] {
  const groups = groupsOf(tokens);
  let best: { start: number; period: number; count: number } | null = null;
  for (let period = 2; period <= LONGEST_PERIOD; period++) {
    for (let start = 0, end = 0; start + period < groups.length; start = end + 1) {
      for (end = start; groups[end + period] && isSame(groups[end], groups[end + period]); ) end++;
      const found = inPhase(groups, start, end + period, period);
      const covers = (found?.count ?? 0) * period;
      if (found && covers > (best ? best.count * best.period : 0)) best = found;
    }
  }
  return best ? occurrences(groups, best) : [];
}

/** The stretch itself, and the same kinds in the same order in front of it and behind. */
function occurrences(groups: readonly Group[], best: { start: number; period: number; count: number }) {
  const { start, period, count } = best;
  const kinds = groups.slice(start, start + period).map(({ kind }) => kind);
  const end = start + period * count;
  const found: Period[] = [];
  for (let at = 0; at + period <= groups.length; ) {
    const isInside = at >= start && at < end;
    const fits =
      isInside ||
      ((at + period <= start || at >= end) &&
        kinds.every((kind, index) => groups[at + index]?.kind === kind));
    if (fits) found.push(periodOf(groups.slice(at, at + period)));
    at += fits ? period : 1;
  }
  return found;
}

function periodOf(groups: readonly Group[]): Period {
  const length = groups.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const start = (groups[0] as Group).start;
  const repeats = groups.some(({ tokens }) => tokens.some(({ copies }) => copies.length > 1));
  const blocks = groups.flatMap(({ tokens }) => tokens.filter(isBlock)).length;
  return { start, end: start + length, repeats, blocks };
}

function isBlock({ role }: Token): boolean {
  return role !== null && role.isUnit !== true;
}

function groupsOf(tokens: readonly Token[]): readonly Group[] {
  const groups: Group[] = [];
  for (const [start, token] of tokens.entries()) {
    const before = groups.at(-1);
    const joins = before && token.role !== null && !token.isWall && before.kind === token.kind;
    if (joins) groups[groups.length - 1] = { ...before, tokens: [...before.tokens, token] };
    else groups.push({ kind: token.isWall ? `wall ${start}` : token.kind, tokens: [token], start });
  }
  return groups;
}

function isSame(a: Group | undefined, b: Group | undefined): boolean {
  return a?.kind === b?.kind;
}

/** Where in the stretch a period begins: with the layer that changes the map, or behind the pool that does. */
function inPhase(groups: readonly Group[], start: number, end: number, period: number) {
  let best: { start: number; period: number; count: number; score: number } | null = null;
  for (let phase = 0; phase < period; phase++) {
    const count = Math.floor((end - start - phase) / period);
    const first = groups.slice(start + phase, start + phase + period);
    if (count < FEWEST_PERIODS || !first.some(({ tokens }) => tokens.some(({ role }) => role !== null)))
      continue;
    const score = count * 2 + changesAtItsEnds(groups, start + phase, period, count);
    if (!best || score > best.score) best = { start: start + phase, period, count, score };
  }
  return best;
}

function changesAtItsEnds(groups: readonly Group[], start: number, period: number, count: number): number {
  let changes = 0;
  for (let index = 0; index < count; index++) {
    const held = groups.slice(start + index * period, start + (index + 1) * period);
    const [first, last] = [held[0], held.at(-1)];
    if (first && changesSize(groups, start + index * period) && hasWeights(first)) changes++;
    if (last && changesSize(groups, start + (index + 1) * period - 1) && !hasWeights(last)) changes++;
  }
  return changes;
}

function changesSize(groups: readonly Group[], index: number): boolean {
  const [before, here] = [groups[index - 1], groups[index]].map((group) => sizeBehind(group));
  return before !== undefined && here !== undefined && before !== here;
}

function sizeBehind(group: Group | undefined): string | undefined {
  const output = group?.tokens.at(-1)?.copies.at(-1)?.flatMap(layersOf).at(-1)?.output;
  return heldShape(output)?.slice(0, -1).join("×");
}

function hasWeights({ tokens }: Group): boolean {
  return tokens.some(({ copies }) => copies[0].flatMap(layersOf).some(isWeighted));
}
