import { UserError } from "../../../base/assert";
import type { Params } from "../../../graph/document";
import type { AnyLayerDefinition } from "../../../layers/define";
import type { LayerReading, ReadNode, ReadTensor, ReadValue } from "../../../layers/node-reader";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../../layers/params";
import { layerParams, layers } from "../../../layers/registry";
import type { Shape } from "../../../layers/shape";
import { foldConstant } from "./fold-constants";
import { inlineFunctions } from "./inline-functions";
import type { RawModel, RawNode, RawValue } from "./raw-model";
import { rearranged } from "./rearranged";
import type { StoredTensor } from "./tensor";
import { fixedInput, imageShape } from "./values";
import { brokenFile } from "./wire-reader";

/** A layer read from a file, in a network without blocks. */
export interface FlatLayer {
  readonly id: number;
  /** The operator's name in the file, or its output's where it has none. */
  readonly name: string;
  readonly operator: string;
  readonly type: string;
  readonly params: Params;
  readonly inputs: readonly number[];
  readonly output: Shape;
  readonly weights: Readonly<Record<string, ReadTensor>>;
}

/** What becomes of a value of the file. */
type Value =
  | { readonly kind: "constant"; readonly tensor: StoredTensor }
  | { readonly kind: "layer"; readonly layer: FlatLayer }
  /** Nothing by itself; perhaps part of something that an operator behind it ends. */
  | { readonly kind: "open"; readonly why: string };

/** Reads a model's operators as layers, those alone that its outputs need. Throws a readable error where one cannot be. */
export function convert(model: RawModel, size: number): readonly FlatLayer[] {
  return new Conversion(model, size).run();
}

class Conversion {
  readonly #model: RawModel;
  readonly #nodes: readonly RawNode[];
  readonly #values = new Map<string, Value>();
  readonly #givers = new Map<string, RawNode>();
  readonly #layers: FlatLayer[] = [];
  /** Other names of values: what passes its input on. */
  readonly #aliases = new Map<string, string>();

  constructor(model: RawModel, size: number) {
    this.#model = model;
    this.#nodes = inlineFunctions(model);
    for (const tensor of model.graph.tensors.values()) this.#set(tensor.name, { kind: "constant", tensor });
    for (const input of model.graph.inputs) this.#addInput(input, size);
  }

  run(): readonly FlatLayer[] {
    for (const node of this.#nodes) this.#read(node);
    return this.#needed();
  }

  #addInput(input: RawValue, size: number): void {
    const axes = fixedInput(input, size);
    const shape = axes && imageShape(axes);
    if (shape?.length !== 3) {
      this.#set(input.name, {
        kind: "open",
        why: `the input "${input.name}" is no batch of images [n, channels, height, width]`,
      });
      return;
    }
    const [height, width, channels] = shape;
    const params = { height, width, channels };
    const name = input.name;
    this.#add({ name, operator: "", type: "input", params, inputs: [], output: shape, weights: {} }, name);
  }

  #read(node: RawNode): void {
    const [output = ""] = node.outputs;
    for (const name of node.outputs) {
      if (name !== "") this.#givers.set(name, node);
    }
    const constant = foldConstant(node, {
      constant: (name) => this.#constantOf(name),
      shape: (name) => this.#shapeOf(name),
    });
    if (constant) this.#set(output, { kind: "constant", tensor: constant });
    else if (!this.#passesOn(node)) this.#readLayer(node, output);
  }

  #readLayer(node: RawNode, output: string): void {
    const read = this.#readAsLayer(node);
    this.#set(
      output,
      read ?? { kind: "open", why: `the operator "${node.operator}" at "${nameOf(node)}" is no layer here` },
    );
    for (const other of node.outputs.slice(1)) {
      if (other !== "" && !this.#values.has(other)) {
        this.#set(other, { kind: "open", why: `a second output of "${nameOf(node)}" is asked for` });
      }
    }
  }

  /** Operators that change nothing of what flows. */
  #passesOn(node: RawNode): boolean {
    const [input = ""] = node.inputs;
    const [output = ""] = node.outputs;
    const shape = this.#shapeOf(input);
    const given = this.#outputShape(node);
    const isSame = shape !== null && given !== null && shape.join() === given.join();
    const keeps =
      node.operator === "Identity" ||
      node.operator === "Cast" ||
      (node.operator === "Reshape" && isSame) ||
      (node.operator === "Concat" && node.inputs.length === 1);
    if (!keeps || !this.#values.has(this.#resolve(input))) return false;
    this.#aliases.set(output, this.#resolve(input));
    return true;
  }

  #readAsLayer(node: RawNode): Value | null {
    if (node.domain !== "") return null;
    const readable = this.#readable(node);
    const readings = layers.all.flatMap((layer) =>
      layer.fromOnnx
        .filter(({ operator }) => operator === node.operator)
        .flatMap(({ read }) => ({ layer, reading: read(readable) }))
        .flatMap(({ reading }) => (reading ? [{ layer, reading }] : [])),
    );
    // What takes the operators in front along says more than what leaves them.
    const takesAlong = ({ reading }: (typeof readings)[number]): boolean =>
      reading.inputs.some(({ name }) => !readable.inputs.some((input) => input?.name === name));
    for (const { layer, reading } of [...readings].sort(
      (a, b) => Number(takesAlong(b)) - Number(takesAlong(a)),
    )) {
      const value = this.#accept(node, layer, reading);
      if (value) return value;
    }
    return null;
  }

  #accept(
    node: RawNode,
    layer: AnyLayerDefinition,
    reading: LayerReading<ParamsOf<ParamSpecs>>,
  ): Value | null {
    const params = layerParams(layer.type, reading.params as Params) as ParamsOf<ParamSpecs>;
    if (checkParams(layer.params, params as Params).length > 0) return null;
    const values = reading.inputs.map(({ name }) => this.#values.get(name));
    const sources = values.flatMap((value) => (value?.kind === "layer" ? [value.layer] : []));
    if (sources.length !== values.length) return null;
    const shapes = sources.map(({ output }) => output);
    const output = layer.infer(params, shapes);
    if (!output.ok) return null;
    const weights = reading.weights ?? {};
    for (const spec of layer.weights?.(params, shapes) ?? []) {
      const given = weights[spec.name];
      if (given?.count !== spec.shape.reduce((product, side) => product * side, 1)) {
        throw brokenFile(
          `"${nameOf(node)}" needs a ${spec.name} of shape [${spec.shape.join(", ")}] and has ${given ? `[${given.shape.join(", ")}]` : "none"}`,
        );
      }
    }
    return {
      kind: "layer",
      layer: this.#add(
        {
          name: nameOf(node),
          operator: node.operator,
          type: layer.type,
          params: params as Params,
          inputs: sources.map(({ id }) => id),
          output: output.value,
          weights,
        },
        node.outputs[0] ?? "",
      ),
    };
  }

  #add(layer: Omit<FlatLayer, "id">, output: string): FlatLayer {
    const added = { ...layer, id: this.#layers.length };
    this.#layers.push(added);
    this.#set(output, { kind: "layer", layer: added });
    return added;
  }

  #set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  #resolve(name: string): string {
    return this.#aliases.get(name) ?? name;
  }

  #constantOf(name: string): StoredTensor | null {
    const value = this.#values.get(this.#resolve(name));
    return value?.kind === "constant" ? value.tensor : null;
  }

  #shapeOf(name: string): Shape | null {
    const value = this.#values.get(this.#resolve(name));
    if (value?.kind === "layer") return value.layer.output;
    return value?.kind === "open" ? imageShape(this.#model.graph.values.get(name)?.shape) : null;
  }

  #readable(node: RawNode): ReadNode {
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
      giver: (index) => {
        const giver = this.#givers.get(this.#resolve(node.inputs[index] ?? ""));
        return giver && this.#constantOf(node.inputs[index] ?? "") === null ? this.#readable(giver) : null;
      },
      outputShape: this.#outputShape(node),
      sized: (wanted) => {
        const like = this.#layers.find(
          ({ output }) => output.length === 3 && output[0] === wanted[0] && output[1] === wanted[1],
        );
        const name =
          like && [...this.#values].find(([, value]) => value.kind === "layer" && value.layer === like)?.[0];
        return name === undefined ? null : this.#readValue(name);
      },
    };
  }

  #readValue(name: string): ReadValue | null {
    if (name === "") return null;
    const own = this.#resolve(name);
    return { name: own, shape: this.#shapeOf(own), constant: this.#constantOf(own) };
  }

  /** Of operators that only rearrange, which the file need not say. */
  #outputShape(node: RawNode): Shape | null {
    const [output = ""] = node.outputs;
    const said =
      this.#model.graph.values.get(output) ?? this.#model.graph.outputs.find(({ name }) => name === output);
    const shape = this.#shapeOf(node.inputs[0] ?? "");
    const arranged = shape && rearranged(node, shape, (index) => this.#constantOf(node.inputs[index] ?? ""));
    return arranged ?? imageShape(said?.shape);
  }

  /** What the outputs hang on, and the inputs; numbered anew. */
  #needed(): readonly FlatLayer[] {
    const reached = new Set<number>();
    const pending = this.#model.graph.outputs.map(({ name }) => this.#required(name, name));
    if (pending.length === 0) throw brokenFile("it has no output");
    for (let layer = pending.pop(); layer !== undefined; layer = pending.pop()) {
      if (reached.has(layer.id)) continue;
      reached.add(layer.id);
      for (const id of layer.inputs) pending.push(this.#layers[id] as FlatLayer);
    }
    const kept = this.#layers.filter(({ id }) => reached.has(id));
    const numbers = new Map(kept.map(({ id }, index) => [id, index]));
    return kept.map((layer, id) => ({
      ...layer,
      id,
      inputs: layer.inputs.map((input) => numbers.get(input) as number),
    }));
  }

  /** The layer behind a value; else the first reason on the way to it why there is none. */
  #required(name: string, asked: string): FlatLayer {
    const value = this.#values.get(this.#resolve(name));
    if (value?.kind === "layer") return value.layer;
    const why = this.#reason(name) ?? `nothing gives "${name}"`;
    throw new UserError(`The model cannot be shown: ${why}, and its output "${asked}" depends on it.`);
  }

  /** What is open although everything that enters it is known. */
  #reason(name: string): string | null {
    const seen = new Set<string>();
    const pending = [name];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const own = this.#resolve(at);
      const value = this.#values.get(own);
      if (seen.has(own) || value?.kind !== "open") continue;
      seen.add(own);
      const open = (this.#givers.get(own)?.inputs ?? []).filter(
        (input) => this.#values.get(this.#resolve(input))?.kind === "open",
      );
      if (open.length === 0) return value.why;
      pending.push(...open);
    }
    return null;
  }
}

function nameOf({ name, outputs, operator }: RawNode): string {
  return name || outputs[0] || operator;
}
