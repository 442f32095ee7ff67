import { UserError } from "../../../base/assert";
import type { Params } from "../../../graph/document";
import type { AnyLayerDefinition } from "../../../layers/define";
import type { LayerReading } from "../../../layers/node-reader";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../../layers/params";
import { layerParams, layers } from "../../../layers/registry";
import type { FlatLayer } from "./flat-layer";
import { foldConstant } from "./fold-constants";
import { inlineFunctions } from "./inline-functions";
import { neededFor } from "./needed";
import type { RawModel, RawNode, RawValue } from "./raw-model";
import { type Value, ValueTable } from "./value-table";
import { fixedInput, imageShape } from "./values";
import { brokenFile } from "./wire-reader";

/** Reads a model's operators as layers, those alone that its outputs need. Throws a readable error where one cannot be. */
export function convert(model: RawModel, size: number): readonly FlatLayer[] {
  return new Conversion(model, size).run();
}

class Conversion {
  readonly #model: RawModel;
  readonly #nodes: readonly RawNode[];
  readonly #values: ValueTable;
  readonly #layers: FlatLayer[] = [];

  constructor(model: RawModel, size: number) {
    this.#model = model;
    this.#nodes = inlineFunctions(model);
    this.#values = new ValueTable(model);
    for (const tensor of model.graph.tensors.values())
      this.#values.set(tensor.name, { kind: "constant", tensor });
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
      this.#values.set(input.name, {
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
    this.#values.givenBy(node);
    const constant = foldConstant(node, {
      constant: (name) => this.#values.constant(name),
      shape: (name) => this.#values.shape(name),
    });
    if (constant) this.#values.set(output, { kind: "constant", tensor: constant });
    else if (!this.#passesOn(node)) this.#readLayers(node);
  }

  #readLayers(node: RawNode): void {
    for (const [index, output] of node.outputs.entries()) {
      if (output === "") continue;
      const what = index === 0 ? `the operator "${node.operator}"` : `output ${index + 1}`;
      this.#values.set(
        output,
        this.#readAsLayer(node, index) ?? {
          kind: "open",
          why: `${what} at "${nameOf(node)}" is no layer here`,
        },
      );
    }
  }

  /** Operators that change nothing of what flows. */
  #passesOn(node: RawNode): boolean {
    const [input = ""] = node.inputs;
    const [output = ""] = node.outputs;
    const shape = this.#values.shape(input);
    const given = this.#values.outputShape(node);
    const isSame = shape !== null && given !== null && shape.join() === given.join();
    const keeps =
      node.operator === "Identity" ||
      node.operator === "Cast" ||
      (node.operator === "Reshape" && isSame) ||
      (node.operator === "Concat" && node.inputs.length === 1);
    if (!keeps || !this.#values.get(input)) return false;
    this.#values.alias(output, input);
    return true;
  }

  #readAsLayer(node: RawNode, output: number): Value | null {
    if (node.domain !== "") return null;
    const readable = this.#values.readable(node, this.#layers, output);
    const readings = layers.all.flatMap((layer) =>
      layer.fromOnnx
        .filter(({ operator, each }) => operator === node.operator && (output === 0 || each))
        .flatMap(({ read }) => ({ layer, reading: read(readable) }))
        .flatMap(({ reading }) => (reading ? [{ layer, reading }] : [])),
    );
    // What takes the operators in front along, and so leaves what they give, says more.
    const takesAlong = ({ reading }: (typeof readings)[number]): boolean =>
      readable.inputs.some(
        (input) => input && !input.constant && !reading.inputs.some(({ name }) => name === input.name),
      );
    for (const { layer, reading } of [...readings].sort(
      (a, b) => Number(takesAlong(b)) - Number(takesAlong(a)),
    )) {
      const value = this.#accept(node, layer, reading, node.outputs[output] as string);
      if (value) return value;
    }
    return null;
  }

  #accept(
    node: RawNode,
    layer: AnyLayerDefinition,
    reading: LayerReading<ParamsOf<ParamSpecs>>,
    given: string,
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
      const held = weights[spec.name];
      if (held?.count !== spec.shape.reduce((product, side) => product * side, 1)) {
        throw brokenFile(
          `"${nameOf(node)}" needs a ${spec.name} of shape [${spec.shape.join(", ")}] and has ${held ? `[${held.shape.join(", ")}]` : "none"}`,
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
        given,
      ),
    };
  }

  #add(layer: Omit<FlatLayer, "id">, output: string): FlatLayer {
    const added = { ...layer, id: this.#layers.length };
    this.#layers.push(added);
    this.#values.set(output, { kind: "layer", layer: added });
    return added;
  }

  /** What the outputs hang on, and the inputs. */
  #needed(): readonly FlatLayer[] {
    const ends = this.#model.graph.outputs.map(({ name }) => this.#required(name, name));
    if (ends.length === 0) throw brokenFile("it has no output");
    return neededFor(ends, this.#layers);
  }

  /** The layer behind a value; else the first reason on the way to it why there is none. */
  #required(name: string, asked: string): FlatLayer {
    const value = this.#values.get(name);
    if (value?.kind === "layer") return value.layer;
    const why = this.#reason(name) ?? `nothing gives "${name}"`;
    throw new UserError(`The model cannot be shown: ${why}, and its output "${asked}" depends on it.`);
  }

  /** What is open although everything that enters it is known. */
  #reason(name: string): string | null {
    const seen = new Set<string>();
    const pending = [name];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const own = this.#values.resolve(at);
      const value = this.#values.get(own);
      if (seen.has(own) || value?.kind !== "open") continue;
      seen.add(own);
      const open = (this.#values.giver(own)?.inputs ?? []).filter(
        (input) => this.#values.get(input)?.kind === "open",
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
