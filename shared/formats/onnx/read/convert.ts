import { UserError } from "../../../base/assert";
import type { Params } from "../../../graph/document";
import type { AnyLayerDefinition } from "../../../layers/define";
import type { LayerReading } from "../../../layers/node-reader";
import { numberTypeOf } from "../../../layers/number-types";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../../layers/params";
import { layerParams, layers } from "../../../layers/registry";
import { isShape } from "../../../layers/shape";
import { axesText } from "../../../layers/stated-shape";
import type { FlatLayer } from "./flat-layer";
import { inlineFunctions } from "./inline-functions";
import { neededFor } from "./needed";
import { NodeViews } from "./node-views";
import { OpaqueLayers } from "./opaque-layers";
import { ownEnds } from "./own-ends";
import type { RawModel, RawNode, RawValue } from "./raw-model";
import { ValueTable } from "./value-table";
import { fixedInput, imageShape, nameOf } from "./values";
import { brokenFile } from "./wire-reader";

interface Converted {
  readonly layers: readonly FlatLayer[];
  /** The layers that give the model's outputs, by number. */
  readonly ends: readonly number[];
}

/** Reads a model's operators as layers, those alone that its outputs need. Throws a readable error where one cannot be. */
export function convert(model: RawModel, size: number): Converted {
  return new Conversion(model, size).run();
}

class Conversion {
  readonly #model: RawModel;
  readonly #nodes: readonly RawNode[];
  readonly #values: ValueTable;
  readonly #views: NodeViews;
  readonly #layers: FlatLayer[] = [];
  readonly #opaque: OpaqueLayers;
  /** Layers whose shape nobody says, or which read such. */
  readonly #assumed = new Set<number>();

  constructor(model: RawModel, size: number) {
    this.#model = model;
    this.#nodes = inlineFunctions(model);
    this.#values = new ValueTable(model);
    this.#views = new NodeViews(this.#values, model.opset);
    this.#opaque = new OpaqueLayers(model, this.#values, (layer) => this.#add(layer));
    for (const tensor of model.graph.tensors.values())
      this.#values.set(tensor.name, { kind: "constant", tensor });
    for (const input of model.graph.inputs) this.#addInput(input, size);
  }

  run(): Converted {
    for (const node of this.#nodes) this.#read(node);
    return this.#needed();
  }

  #addInput(input: RawValue, size: number): void {
    const axes = fixedInput(input, size);
    const shape = axes && imageShape(axes);
    if (shape?.length !== 3) {
      this.#values.set(input.name, { kind: "refused", why: notImages(input) });
      return;
    }
    const [height, width, channels] = shape;
    if (axes?.some((size, axis) => axis > 0 && size !== input.shape?.[axis])) this.#values.guess();
    const params = { height, width, channels };
    const name = input.name;
    const plain = { name, operator: "", type: "input", params, inputs: [], output: shape, weights: {} };
    this.#values.set(name, { kind: "layer", layer: this.#add(plain) });
  }

  #read(node: RawNode): void {
    if (node.otherwise) {
      this.#readOr(node, node.otherwise);
      return;
    }
    this.#values.givenBy(node);
    if (this.#values.fold(node) || this.#passesOn(node)) return;
    if (this.#values.contradicts(node))
      throw brokenFile(
        `"${nameOf(node)}" (${node.operator}) reads ${this.#values.sizesRead(node)}, which do not fit each other`,
      );
    for (const [index, output] of node.outputs.entries()) {
      if (output === "") continue;
      const layer = this.#readAsLayer(node, index);
      if (layer) this.#values.set(output, { kind: "layer", layer });
      else this.#values.setOpen(node, index);
    }
  }

  #readOr(node: RawNode, otherwise: readonly RawNode[]): void {
    const layer = this.#readAsLayer(node, 0);
    if (!layer) {
      for (const each of otherwise) this.#read(each);
      return;
    }
    this.#values.givenBy(node);
    this.#values.set(node.outputs[0] ?? "", { kind: "layer", layer });
  }

  /** Operators that change nothing of what flows. */
  #passesOn(node: RawNode): boolean {
    const [input = ""] = node.inputs;
    const [output = ""] = node.outputs;
    const shape = this.#values.shape(input);
    const given = this.#views.outputShape(node);
    const isSame = shape !== null && given !== null && shape.join() === given.join();
    const keeps =
      node.operator === "Identity" ||
      (node.operator === "Cast" && this.#castsNothing(node)) ||
      (node.operator === "Reshape" && isSame) ||
      (node.operator === "Concat" && node.inputs.length === 1);
    if (!keeps || !this.#values.get(input)) return false;
    this.#values.alias(output, input);
    return true;
  }

  /** From numbers with fractions to numbers with fractions: all are of 32 bits here. */
  #castsNothing({ inputs, attributes }: RawNode): boolean {
    const to = attributes.get("to");
    const type = to?.kind === "int" ? numberTypeOf(to.value) : undefined;
    return (type?.isFloat ?? true) && this.#values.isFloat(inputs[0] ?? "");
  }

  #readAsLayer(node: RawNode, output: number): FlatLayer | null {
    if (node.domain !== "" || this.#views.isSteered(node)) return null;
    const readable = this.#views.readable(node, this.#layers, output);
    const readings = layers.all.flatMap((layer) =>
      layer.fromOnnx
        .filter(({ operator, each }) => operator === node.operator && (output === 0 || each))
        .flatMap(({ read }) => ({ layer, reading: read(readable) }))
        .flatMap(({ reading }) => (reading ? [{ layer, reading }] : [])),
    );
    // What takes the operators in front along, and so leaves what they give, says more.
    const takesAlong = ({ reading }: (typeof readings)[number]): boolean => {
      const read = new Set(reading.inputs.map(({ name }) => name));
      return readable.inputs.some((input) => input && !input.constant && !read.has(input.name));
    };
    const sorted = [...readings].sort((a, b) => Number(takesAlong(b)) - Number(takesAlong(a)));
    // What reads layers alone comes before what needs an unknown operator in front of it.
    for (const isKnown of [true, false]) {
      for (const { layer, reading } of sorted) {
        const made = this.#accept(node, layer, reading, isKnown);
        if (made) return made;
      }
    }
    return null;
  }

  #accept(
    node: RawNode,
    layer: AnyLayerDefinition,
    reading: LayerReading<ParamsOf<ParamSpecs>>,
    isKnown: boolean,
  ): FlatLayer | null {
    const params = layerParams(layer.type, reading.params as Params) as ParamsOf<ParamSpecs>;
    if (checkParams(layer.params, params as Params).length > 0) return null;
    const sources = reading.inputs.flatMap(({ name }) => this.#source(name, isKnown) ?? []);
    const shapes = sources.map(({ output }) => output).filter(isShape);
    if (shapes.length !== reading.inputs.length) return null;
    const output = layer.infer(params, shapes);
    if (!output.ok) return null;
    const weights = reading.weights ?? {};
    for (const spec of layer.weights?.(params, shapes) ?? []) {
      const held = weights[spec.name];
      if (held?.count !== spec.shape.reduce((product, side) => product * side, 1)) {
        // The weights speak against a shape that is only assumed.
        if (sources.some(({ id }) => this.#assumed.has(id))) return null;
        throw brokenFile(
          `"${nameOf(node)}" needs a ${spec.name} of shape [${spec.shape.join(", ")}] and has ${held ? `[${held.shape.join(", ")}]` : "none"}`,
        );
      }
    }
    return this.#add({
      name: nameOf(node),
      operator: node.operator,
      type: layer.type,
      params: params as Params,
      inputs: sources.map(({ id }) => id),
      output: output.value,
      weights,
    });
  }

  /** The layer behind a value; where it takes more than layers that are known, only if that is asked for. */
  #source(name: string, isKnown: boolean): FlatLayer | null {
    const value = this.#values.get(name);
    if (value?.kind === "layer") return value.layer;
    const isPossible = !isKnown && value?.kind === "open" && value.shape && isShape(value.shape);
    return isPossible ? this.#opaque.layerFor(name) : null;
  }

  #add(layer: Omit<FlatLayer, "id">): FlatLayer {
    const added = { ...layer, id: this.#layers.length };
    this.#layers.push(added);
    const inputs = added.inputs.map((id) => this.#layers[id] as FlatLayer);
    const opaque = layers.require(added.type).opaque;
    const stated = opaque?.stated(
      added.params as ParamsOf<ParamSpecs>,
      inputs.map(({ output }) => output),
    );
    if (stated ? !stated.axes : inputs.some(({ id }) => this.#assumed.has(id))) this.#assumed.add(added.id);
    return added;
  }

  /** What the outputs hang on, and the inputs. */
  #needed(): Converted {
    const outputs = this.#model.graph.outputs.map(({ name }) => ({ name, layer: this.#required(name) }));
    if (outputs.length === 0) throw brokenFile("it has no output");
    const ends = ownEnds(outputs, this.#layers, (layer) => this.#add(layer));
    return neededFor(ends, this.#layers);
  }

  #required(name: string): FlatLayer {
    const value = this.#values.get(name);
    const layer = value?.kind === "constant" ? null : this.#opaque.layerFor(name);
    if (layer) return layer;
    const why = value?.kind === "constant" ? "it is a constant" : this.#opaque.reason(name);
    throw new UserError(`The model cannot be shown: its output "${name}" depends on what cannot be: ${why}.`);
  }
}

/** Says what an input is, and what can be done about it. */
function notImages({ name, type, axes }: RawValue): string {
  const numbers = numberTypeOf(type)?.name ?? "numbers";
  const said = axes ? `${numbers} ${axesText(axes)}` : numbers;
  return (
    `the input "${name}" (${said}) is no batch of images [n, channels, height, width], with which networks here begin. ` +
    "Export the part of the model that comes after it, or make it a constant"
  );
}
