import type { ReadNode, ReadTensor, ReadValue } from "../../../layers/node-reader";
import type { Shape } from "../../../layers/shape";
import type { FlatLayer } from "./flat-layer";
import type { RawModel, RawNode } from "./raw-model";
import { rearranged } from "./rearranged";
import type { StoredTensor } from "./tensor";
import { imageShape } from "./values";

/** What becomes of a value of the file. */
export type Value =
  | { readonly kind: "constant"; readonly tensor: StoredTensor }
  | { readonly kind: "layer"; readonly layer: FlatLayer }
  /** Nothing by itself; perhaps part of something that an operator behind it ends. */
  | { readonly kind: "open"; readonly why: string };

/** The values of a file by their names, and the operators that give them. */
export class ValueTable {
  readonly #model: RawModel;
  readonly #values = new Map<string, Value>();
  readonly #givers = new Map<string, RawNode>();
  /** Other names of values: what passes its input on. */
  readonly #aliases = new Map<string, string>();
  readonly #namesOfLayers = new Map<FlatLayer, string>();

  constructor(model: RawModel) {
    this.#model = model;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
    if (value.kind === "layer") this.#namesOfLayers.set(value.layer, name);
  }

  get(name: string): Value | undefined {
    return this.#values.get(this.resolve(name));
  }

  resolve(name: string): string {
    return this.#aliases.get(name) ?? name;
  }

  /** The value has another name. */
  alias(name: string, of: string): void {
    this.#aliases.set(name, this.resolve(of));
  }

  givenBy(node: RawNode): void {
    for (const name of node.outputs) {
      if (name !== "") this.#givers.set(name, node);
    }
  }

  giver(name: string): RawNode | undefined {
    return this.#givers.get(this.resolve(name));
  }

  nameOf(layer: FlatLayer): string | undefined {
    return this.#namesOfLayers.get(layer);
  }

  constant(name: string): StoredTensor | null {
    const value = this.get(name);
    return value?.kind === "constant" ? value.tensor : null;
  }

  shape(name: string): Shape | null {
    const value = this.get(name);
    if (value?.kind === "layer") return value.layer.output;
    return value?.kind === "open"
      ? imageShape(this.#model.graph.values.get(this.resolve(name))?.shape)
      : null;
  }

  /** Of operators that only rearrange, which the file need not say. */
  outputShape(node: RawNode): Shape | null {
    const [output = ""] = node.outputs;
    const { values, outputs } = this.#model.graph;
    const said = values.get(output) ?? outputs.find(({ name }) => name === output);
    const shape = this.shape(node.inputs[0] ?? "");
    const arranged = shape && rearranged(node, shape, (index) => this.constant(node.inputs[index] ?? ""));
    return arranged ?? imageShape(said?.shape);
  }

  /** An operator as layers look at it. */
  readable(node: RawNode, layers: readonly FlatLayer[], output = 0): ReadNode {
    const of = <T>(name: string, kind: string, otherwise: T): T => {
      const attribute = node.attributes.get(name);
      return attribute?.kind === kind ? ((attribute as { value: unknown }).value as T) : otherwise;
    };
    return {
      operator: node.operator,
      opset: this.#model.opset,
      inputs: node.inputs.map((name) => this.#readValue(name)),
      int: (name, otherwise) => of(name, "int", otherwise),
      float: (name, otherwise) => of(name, "float", otherwise),
      text: (name, otherwise) => of(name, "text", otherwise),
      ints: (name) => of<readonly number[] | null>(name, "ints", null),
      floats: (name) => of<readonly number[] | null>(name, "floats", null),
      giver: (index) => {
        const name = node.inputs[index] ?? "";
        const giver = this.giver(name);
        if (!giver || this.constant(name) !== null) return null;
        return this.readable(giver, layers, giver.outputs.indexOf(this.resolve(name)));
      },
      output,
      outputs: node.outputs.length,
      outputShape: this.outputShape(node),
      sized: (wanted) => {
        const like = layers.find(
          ({ output }) => output.length === 3 && output[0] === wanted[0] && output[1] === wanted[1],
        );
        const name = like && this.nameOf(like);
        return name === undefined ? null : this.#readValue(name);
      },
    };
  }

  #readValue(name: string): ReadValue | null {
    if (name === "") return null;
    const own = this.resolve(name);
    const constant: ReadTensor | null = this.constant(own);
    return { name: own, shape: this.shape(own), constant };
  }
}
