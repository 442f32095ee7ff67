import { formatInteger } from "../../shared/base/format";
import type { Plan } from "../../shared/engine/plan";
import type { Params } from "../../shared/graph/document";
import { shapeText } from "../../shared/layers/shape";
import { networks } from "../../shared/networks/registry";

interface NetworkCase {
  /** The id, and what is not as usual. */
  readonly network: string;
  readonly id: string;
  readonly params: Params;
}

/** Every network of the catalogue, and those once more that can have auxiliary classifiers. */
export const everyNetwork: readonly NetworkCase[] = networks.all.flatMap(({ id, params }) => [
  { network: id, id, params: {} },
  ...("aux" in params ? [{ network: `${id}, aux`, id, params: { aux: true } }] : []),
]);

export function trainableParameters({ weights }: Plan): number {
  return weights
    .filter((weight) => weight.trainable)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/** What was computed, for tables. */
export function sizeOf(plan: Plan): Readonly<Record<string, string>> {
  return { Input: shapeText(plan.inputShape), Parameters: formatInteger(trainableParameters(plan)) };
}
