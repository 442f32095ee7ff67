import type { Arriving } from "../../../layers/axes-arithmetic";
import { axesByRule } from "../../../layers/axes-rules";
import { isFloatType } from "../../../layers/number-types";
import { type AnyShape, heldShape, type Shape } from "../../../layers/shape";
import { type Axis, axesOfShape, axesText, parseAxes, shapeOfAxes } from "../../../layers/stated-shape";
import { BatchConstants } from "./batch-constants";
import { isContradiction } from "./contradictions";
import type { FlatLayer } from "./flat-layer";
import { foldConstant } from "./fold-constants";
import type { RawModel, RawNode, RawValue } from "./raw-model";
import { batchOf, type Said, saidOf } from "./said-values";
import type { StoredTensor } from "./tensor";
import { OPEN_BATCH } from "./values";
import { brokenFile } from "./wire-reader";

/** What becomes of a value of the file. */
export type Value =
  | { readonly kind: "constant"; readonly tensor: StoredTensor }
  | { readonly kind: "layer"; readonly layer: FlatLayer; readonly said?: Said }
  /** Nothing that a network here begins with. */
  | { readonly kind: "refused"; readonly why: string }
  /** Nothing by itself yet: perhaps part of something that an operator behind it ends, else an unknown operator's. */
  | { readonly kind: "open"; readonly said: Said; readonly shape: AnyShape | null };

/** Longer lists say no axes. */
const MOST_AXES = 32;

/** The values of a file by their names, and the operators that give them. */
export class ValueTable {
  readonly #model: RawModel;
  readonly batch: number | string | null;
  readonly #values = new Map<string, Value>();
  readonly #givers = new Map<string, RawNode>();
  readonly #ends: ReadonlyMap<string, RawValue>;
  /** Other names of values: what passes its input on. */
  readonly #aliases = new Map<string, string>();
  #hasGuessed = false;
  readonly #namesOfLayers = new Map<FlatLayer, string>();
  readonly #ofBatch = new BatchConstants();

  constructor(model: RawModel) {
    this.#model = model;
    this.batch = batchOf(model.graph);
    this.#ends = new Map(model.graph.outputs.map((output) => [output.name, output]));
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
    if (value.kind === "layer") this.#namesOfLayers.set(value.layer, name);
  }

  /** Sizes from here on may not be those of the file. */
  guess(): void {
    this.#hasGuessed = true;
  }

  /** Whether the file itself says that the operator's inputs do not fit each other. */
  contradicts(node: RawNode): boolean {
    return !this.#hasGuessed && isContradiction(node, this.#arriving(node));
  }

  /** The sizes of what an operator reads, for people. */
  sizesRead({ inputs }: RawNode): string {
    return inputs.map((name) => axesText(this.#named(name) ?? [])).join(" and ");
  }

  /** What is known of an output that no layer gives. */
  setOpen(node: RawNode, output: number): void {
    const name = node.outputs[output] ?? "";
    const from = this.#shapeThrough(node);
    const known = {
      said: this.said(name),
      batch: this.batch,
      ruled: axesByRule(node, output, this.#arriving(node)),
      typeOf: (index: number) => this.#typeOf(node.inputs[index] ?? ""),
      from,
    };
    const said = saidOf(node, output, known);
    if (said.shape === "") this.#hasGuessed = true;
    const shape = said.shape === "" ? from : shapeOfAxes({ type: said.type, axes: parseAxes(said.shape) });
    this.set(name, { kind: "open", said, shape });
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

  /** Throws a readable error where something else gives a value of that name. */
  givenBy(node: RawNode): void {
    for (const name of node.outputs) {
      if (name === "") continue;
      if (this.#givers.has(name) || this.#values.has(name)) throw brokenFile(`it gives "${name}" twice`);
      this.#givers.set(name, node);
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

  /** Works out what follows from constants and sizes; whether it did. */
  fold(node: RawNode): boolean {
    const tensor = foldConstant(node, {
      constant: (name) => this.constant(name),
      axes: (name) => this.axes(name),
    });
    if (!tensor) return false;
    const [output = ""] = node.outputs;
    this.set(output, { kind: "constant", tensor });
    const inputs = new Map(node.inputs.map((name) => [name, this.resolve(name)]));
    this.#ofBatch.note(node, tensor, inputs, this);
    return true;
  }

  /** Whether the value is a constant whatever the batch. */
  isFixed(name: string): boolean {
    return this.constant(name) !== null && !this.#ofBatch.has(this.resolve(name));
  }

  shape(name: string): Shape | null {
    return heldShape(this.#anyShape(name));
  }

  /** In ONNX's order, with `batch` for the batch; null where a size is open. */
  axes(name: string, batch = OPEN_BATCH): readonly number[] | null {
    const sizes = this.#named(name)?.map((axis, at) =>
      axis === "N" || (at === 0 && typeof axis === "string") ? batch : axis,
    );
    return sizes?.every((size) => typeof size === "number") ? sizes : null;
  }

  /** In ONNX's order, open sizes by their names. */
  #named(name: string): readonly Axis[] | null {
    const value = this.get(name);
    if (value?.kind === "constant") return value.tensor.shape;
    const shape = this.#anyShape(name);
    return shape && axesOfShape(shape);
  }

  /** A short constant list, with names where the batch is in it. */
  sizes(name: string): readonly Axis[] | null {
    const tensor = this.constant(name);
    return tensor && tensor.count <= MOST_AXES ? this.#ofBatch.sizes(this.resolve(name), tensor) : null;
  }

  #arriving({ inputs }: RawNode): Arriving {
    return {
      batch: this.batch,
      axes: (index) => this.#named(inputs[index] ?? ""),
      numbers: (index) => {
        const sizes = this.sizes(inputs[index] ?? "");
        return sizes?.every((size) => typeof size === "number") ? sizes : null;
      },
      sizes: (index) => this.sizes(inputs[index] ?? ""),
    };
  }

  /** Whether the value is of numbers with fractions. */
  isFloat(name: string): boolean {
    return this.#typeOf(name) === "float";
  }

  #typeOf(name: string): Said["type"] {
    const value = this.get(name);
    const type =
      value?.kind === "constant" ? value.tensor.type : value && "said" in value && value.said?.type;
    return !type || isFloatType(type) ? "float" : type;
  }

  #anyShape(name: string): AnyShape | null {
    const value = this.get(name);
    if (value?.kind === "layer") return value.layer.output;
    return value?.kind === "open" ? value.shape : null;
  }

  /** What the file says of it. */
  said(name: string): RawValue | undefined {
    return this.#model.graph.values.get(name) ?? this.#ends.get(name);
  }

  /** Of the first input that is computed. */
  #shapeThrough(node: RawNode): AnyShape | null {
    for (const name of node.inputs) {
      const shape = this.#anyShape(name);
      if (shape) return shape;
    }
    return null;
  }
}
