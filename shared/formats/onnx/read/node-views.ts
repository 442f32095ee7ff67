import type { ReadNode, ReadTensor, ReadValue } from "../../../layers/node-reader";
import { elementsOf, heldShape, type Shape } from "../../../layers/shape";
import type { FlatLayer } from "./flat-layer";
import type { RawNode } from "./raw-model";
import { REARRANGING, rearranged } from "./rearranged";
import type { StoredTensor } from "./tensor";
import type { ValueTable } from "./value-table";
import { imageShape } from "./values";

/** Inputs that are sizes, in which the batch may come first and is the batch again. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ["Expand", 1],
  ["Reshape", 1],
  ["Resize", 3],
]);

/** Operators as layers look at them. */
export class NodeViews {
  readonly #values: ValueTable;
  readonly #opset: number;
  readonly #inputs = new Map<RawNode, ReadNode["inputs"]>();
  readonly #steered = new Map<RawNode, boolean>();

  constructor(values: ValueTable, opset: number) {
    this.#values = values;
    this.#opset = opset;
  }

  /** Of operators that only rearrange, which the file need not say. */
  outputShape(node: RawNode): Shape | null {
    const arranged = this.#arranged(node);
    const said = imageShape(this.#values.said(node.outputs[0] ?? "")?.shape);
    if (arranged || !said || !REARRANGING.includes(node.operator)) return arranged ?? said;
    const before = this.#values.shape(node.inputs[0] ?? "");
    // Else the images are others than those in front.
    return !before || elementsOf(said) === elementsOf(before) ? said : null;
  }

  /** An operator as layers look at it. */
  readable(node: RawNode, layers: readonly FlatLayer[], output = 0): ReadNode {
    const of = <T>(name: string, kind: string, otherwise: T): T => {
      const attribute = node.attributes.get(name);
      return attribute?.kind === kind ? ((attribute as { value: unknown }).value as T) : otherwise;
    };
    const inputs = () => this.#inputsOf(node);
    const outputShape = () => this.outputShape(node);
    return {
      operator: node.operator,
      opset: this.#opset,
      get inputs() {
        return inputs();
      },
      int: (name, otherwise) => of(name, "int", otherwise),
      float: (name, otherwise) => of(name, "float", otherwise),
      text: (name, otherwise) => of(name, "text", otherwise),
      ints: (name) => of<readonly number[] | null>(name, "ints", null),
      floats: (name) => of<readonly number[] | null>(name, "floats", null),
      giver: (index) => {
        const name = node.inputs[index] ?? "";
        const giver = this.#values.giver(name);
        if (!giver || this.#values.constant(name) !== null || this.isSteered(giver)) return null;
        return this.readable(giver, layers, giver.outputs.indexOf(this.#values.resolve(name)));
      },
      output,
      outputs: node.outputs.length,
      get outputShape() {
        return outputShape();
      },
      sized: (wanted) => {
        const like = layers.find(({ output }) => {
          const shape = heldShape(output);
          return shape?.length === 3 && shape[0] === wanted[0] && shape[1] === wanted[1];
        });
        const name = like && this.#values.nameOf(like);
        return name === undefined ? null : this.#readValue(name, null);
      },
    };
  }

  /** Worked out when they are asked for, and once: an operator may have thousands, and as many readers. */
  #inputsOf(node: RawNode): ReadNode["inputs"] {
    const known = this.#inputs.get(node);
    if (known) return known;
    const inputs = node.inputs.map((name, index) => this.#readValue(name, this.#usable(node, index)));
    this.#inputs.set(node, inputs);
    return inputs;
  }

  /** Whether it reads whole numbers that are not known: how it does what it does, which no layer says. */
  isSteered(node: RawNode): boolean {
    const known = this.#steered.get(node);
    if (known !== undefined) return known;
    const isWhole = (name: string): boolean =>
      this.#values.constant(name) !== null ||
      (this.#values.get(name) !== undefined && !this.#values.isFloat(name));
    const isSteered =
      node.operator !== "Reshape" &&
      node.inputs.some((name, index) => name !== "" && !this.#usable(node, index) && isWhole(name));
    this.#steered.set(node, isSteered);
    return isSteered;
  }

  /** A constant as layers may take it: the same for every batch, but for a batch in front of sizes. */
  #usable({ operator, inputs }: RawNode, index: number): StoredTensor | null {
    const name = inputs[index] ?? "";
    const constant = this.#values.constant(name);
    if (!constant || this.#values.isFixed(name)) return constant;
    const [batch, ...sizes] = (SIZES.get(operator) === index && this.#values.sizes(name)) || [];
    const isPlain = batch === "N" && sizes.length > 0 && sizes.every((size) => typeof size === "number");
    return isPlain ? constant : null;
  }

  #readValue(name: string, constant: ReadTensor | null): ReadValue | null {
    if (name === "") return null;
    const own = this.#values.resolve(name);
    return { name: own, shape: this.#values.shape(own), constant };
  }

  #arranged(node: RawNode): Shape | null {
    const shape = this.#values.shape(node.inputs[0] ?? "");
    return shape && rearranged(node, shape, this.#values.batch, (index) => this.#usable(node, index));
  }
}
