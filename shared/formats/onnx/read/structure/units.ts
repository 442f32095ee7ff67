import { isActivation, isDense, isNormalisation, isWeighted, unitRole } from "./roles";
import { layerOf, type Token, tokenOf } from "./tokens";

/** Convolutions and dense layers together with what normalises and rectifies them. */
export function unitsOf(tokens: readonly Token[]): readonly Token[] {
  const units: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = endOfUnit(tokens, at);
    const items = tokens.slice(at, end).flatMap(({ copies }) => copies[0]);
    units.push(end > at + 1 ? tokenOf(items, unitRole(items)) : (tokens[at] as Token));
    at = end;
  }
  return units;
}

/** A normalisation, an activation, and behind dense layers a dropout. Others stand between two convolutions. */
function endOfUnit(tokens: readonly Token[], start: number): number {
  const layerAt = (at: number) => (tokens[at] ? layerOf(tokens[at]) : null);
  const first = layerAt(start);
  let end = start + 1;
  if (!first || !isWeighted(first)) return end;
  const takes = (fits: typeof isActivation): boolean => {
    const layer = layerAt(end);
    if (!layer || !fits(layer)) return false;
    end++;
    return true;
  };
  takes(isNormalisation);
  if (takes(isActivation) && isDense(first)) takes(isNormalisation);
  return end;
}
