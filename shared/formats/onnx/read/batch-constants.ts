import type { Axis } from "../../../layers/stated-shape";
import { foldConstant, type Known } from "./fold-constants";
import type { RawNode } from "./raw-model";
import type { StoredTensor } from "./tensor";
import { OPEN_BATCH } from "./values";

/** Any other than the one that computed shapes hold, to see what depends on it. */
const OTHER_BATCH = 1_000_003;

interface Table {
  constant(name: string): StoredTensor | null;
  /** In ONNX's order, with `batch` for the batch; null where a size is open. */
  axes(name: string, batch: number): readonly number[] | null;
}

/** Constants in which the size of the batch stands, by their own names. */
export class BatchConstants {
  /** As they are for another batch; null where that is not known. */
  readonly #otherwise = new Map<string, StoredTensor | null>();

  has(name: string): boolean {
    return this.#otherwise.has(name);
  }

  /** Looks whether the batch is in what an operator gives. `inputs` are the operator's, by their own names. */
  note(node: RawNode, tensor: StoredTensor, inputs: ReadonlyMap<string, string>, table: Table): void {
    const own = [...inputs.values()];
    if (node.operator !== "Shape" && !own.some((name) => this.#otherwise.has(name))) return;
    const known: Known = {
      constant: (name) => this.#otherwise.get(inputs.get(name) ?? name) ?? table.constant(name),
      axes: (name) => table.axes(name, OTHER_BATCH),
    };
    const isLost = own.some((name) => this.#otherwise.get(name) === null);
    const other = isLost ? null : foldConstant(node, known);
    if (!other || !sameNumbers(tensor, other)) this.#otherwise.set(node.outputs[0] ?? "", other);
  }

  /** The numbers of a list, with "N" where the batch stands, and "?" where it is part of one. */
  sizes(name: string, tensor: StoredTensor): readonly Axis[] {
    const other = this.#otherwise.get(name);
    if (other === undefined) return [...tensor.numbers()];
    const elsewhere = other?.numbers();
    return [...tensor.numbers()].map((size, at) =>
      size === elsewhere?.[at] ? size : elsewhere?.[at] === OTHER_BATCH && size === OPEN_BATCH ? "N" : "?",
    );
  }
}

function sameNumbers(a: StoredTensor, b: StoredTensor): boolean {
  const [left, right] = [a.numbers(), b.numbers()];
  return a.count === b.count && left.every((value, at) => value === right[at]);
}
