import { type Arriving, fromFront, intOf, joined } from "../../../layers/axes-arithmetic";
import type { Axis } from "../../../layers/stated-shape";
import type { RawNode } from "./raw-model";

type Contradiction = (node: RawNode, axes: readonly (readonly Axis[])[]) => boolean;

const broadcast: Contradiction = (_node, [first = [], ...rest]) => {
  let sizes: readonly Axis[] | null = first;
  for (const each of rest) sizes = sizes && joined(sizes, each);
  return sizes === null;
};

const CONTRADICTIONS: ReadonlyMap<string, Contradiction> = new Map([
  ...["Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Mean", "Sum", "Where"].map(
    (operator) => [operator, broadcast] as const,
  ),
  [
    "Concat",
    (node, [first = [], ...rest]) => {
      const along = fromFront(intOf(node, "axis", 0), first);
      return rest.some(
        (each) =>
          each.length !== first.length ||
          each.some((size, axis) => axis !== along && differ(size, first[axis])),
      );
    },
  ],
]);

/** Whether the sizes that arrive cannot come together in the operator; false where one of them is not known. */
export function isContradiction(node: RawNode, arriving: Arriving): boolean {
  const contradicts = CONTRADICTIONS.get(node.operator);
  if (!contradicts || node.domain !== "") return false;
  const axes = node.inputs.map((_, index) => arriving.axes(index)?.map(known));
  return axes.every((each) => each !== undefined) && contradicts(node, axes);
}

/** Nothing is 0 large: the batch stands so in constants. */
function known(size: Axis): Axis {
  return size === 0 ? "?" : size;
}

function differ(a: Axis, b: Axis | undefined): boolean {
  return typeof a === "number" && typeof b === "number" && a !== b;
}
