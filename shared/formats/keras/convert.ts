import { assertExists } from "../../base/assert";
import { createBuilder } from "../../blocks/builder";
import type { Definition, Endpoint, Graph, GraphNode, Params } from "../../graph/document";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../layers/params";
import { layerParams, layers } from "../../layers/registry";
import { elementsOf, isMap, type MapShape, type Shape } from "../../layers/shape";
import type { StoredArray } from "../safetensors/read";
import { Blocks } from "./blocks";
import { Settings, unreadable } from "./config";
import { kerasLayers } from "./layers";
import { type KerasGraph, type KerasLayer, type KerasModel, refused } from "./model-file";
import type { Part } from "./part";
import { type FeatureOrder, flattenOrder, inOurOrder, joinOrders } from "./permute";
import type { KerasWeight } from "./weights";

/** What flows out of a layer. */
interface Value {
  readonly end: Endpoint;
  readonly shape: Shape;
  readonly order: FeatureOrder;
}

export interface Converted {
  readonly graph: Graph;
  /** Of the models that stand as layers in it. Those that are alike share one. */
  readonly definitions: Readonly<Record<string, Definition>>;
  readonly weights: ReadonlyMap<string, StoredArray>;
}

/** Height and width where the model leaves them open. */
const USUAL_SIZE = 224;
const LONGEST_NAME = 56;

/** A Keras model in our layers. Throws a readable error that names the layer where one is not known or does not fit. */
export function convertModel(model: KerasModel, given: ReadonlyMap<string, KerasWeight>): Converted {
  const blocks = new Blocks();
  const converted = new Conversion(model, { given, blocks, scopes: [], sources: null }).run();
  return { ...converted, definitions: blocks.definitions };
}

interface Surroundings {
  readonly given: ReadonlyMap<string, KerasWeight>;
  readonly blocks: Blocks;
  /** The models that this one stands in, itself among them. */
  readonly scopes: readonly string[];
  /** What feeds a model that stands in another; null for the outermost. */
  readonly sources: readonly Value[] | null;
}

class Conversion {
  readonly #model: KerasGraph;
  readonly #around: Surroundings;
  readonly #builder = createBuilder();
  readonly #names = new Set<string>();
  readonly #values = new Map<string, Value>();
  readonly #weights = new Map<string, StoredArray>();
  /** Global means whose output stays a map. */
  readonly #maps = new Set<string>();

  constructor(model: KerasGraph, around: Surroundings) {
    this.#model = model;
    this.#around = around;
  }

  /** Files list layers in any order; each is read once what feeds it is there. Of a block, `output` is what it gives. */
  run(output?: string): Pick<Converted, "graph" | "weights"> {
    let waiting = this.#model.layers;
    while (waiting.length > 0) {
      const later: KerasLayer[] = [];
      for (const layer of waiting) {
        if (!layer.inputs.every((name) => this.#values.has(name))) later.push(layer);
        else this.#values.set(layer.name, this.#read(layer));
      }
      const [stuck] = later;
      if (stuck && later.length === waiting.length) throw refused(`nothing feeds "${stuck.name}"`);
      waiting = later;
    }
    if (output !== undefined) {
      const { end } = this.#values.get(output) ?? missingOutput(output);
      this.#builder.output(end);
    }
    return { graph: this.#revised(this.#builder.build()), weights: this.#weights };
  }

  #revised({ nodes, edges }: Graph): Graph {
    const revise = (node: GraphNode): GraphNode =>
      this.#maps.has(node.id) ? { ...node, params: { ...node.params, keepDims: true } } : node;
    return {
      nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, revise(node)])),
      edges,
    };
  }

  #read(layer: KerasLayer): Value {
    if (this.#values.has(layer.name)) throw refused(`two layers are called "${layer.name}"`);
    if (layer.className === "InputLayer") return this.#readInput(layer);
    const inputs = layer.inputs.map((name) => assertExists(this.#values.get(name), name));
    const [first] = inputs;
    if (!first) throw unreadable(layer, "nothing feeds it");
    if (layer.className === "Reshape") return this.#reshape(layer, first);
    if (layer.inside) return this.#readModel(layer, layer.inside, inputs);
    const read = Object.hasOwn(kerasLayers, layer.className) ? kerasLayers[layer.className] : undefined;
    if (!read) throw unreadable(layer, "there is no such layer here");
    const parts = read({
      layer,
      settings: new Settings(layer),
      inputShapes: inputs.map(({ shape }) => shape),
      weight: (name) => this.#weightOf(layer, name),
    });
    return this.#chain(layer, parts, inputs);
  }

  /** A model within the model becomes a block. */
  #readModel(layer: KerasLayer, inside: KerasGraph, inputs: readonly Value[]): Value {
    if (inside.inputs.length !== inputs.length) {
      throw unreadable(layer, `${inputs.length} layers feed it, and it has ${inside.inputs.length} inputs`);
    }
    const [output, another] = inside.outputs;
    if (output === undefined || another !== undefined) {
      throw unreadable(layer, `it has ${inside.outputs.length} outputs where one was expected`);
    }
    const within = new Conversion(inside, {
      ...this.#around,
      scopes: [...this.#around.scopes, layer.name],
      sources: inputs,
    });
    const { graph, weights } = within.run(output);
    const name = this.#nameFor(layer.name);
    for (const [own, array] of weights) this.#weights.set(`${name}.${own}`, array);
    const definition = this.#around.blocks.define(name, graph, inputs.length);
    const ends = inputs.map(({ end }) => end);
    const { shape, order } = assertExists(within.#values.get(output), output);
    return { end: this.#builder.ownBlock(name, definition, ends), shape, order };
  }

  #chain(layer: KerasLayer, parts: readonly Part[], inputs: readonly Value[]): Value {
    let values = inputs;
    for (const part of parts) values = [this.#add(layer, part, values)];
    return assertExists(values[0], layer.name);
  }

  /** Images, or features: those are the channels of a single pixel. */
  #readInput(layer: KerasLayer): Value {
    const { sources } = this.#around;
    if (sources) {
      const port = this.#model.inputs.indexOf(layer.name);
      const source = sources[port];
      if (!source) throw unreadable(layer, "it is no input of its model");
      return { ...source, end: this.#builder.input(port) };
    }
    const settings = new Settings(layer);
    const shape = settings.list("batch_input_shape") ?? settings.list("batch_shape") ?? [];
    const axes = shape.slice(1).map((size) => (typeof size === "number" ? size : null));
    const channels = axes.at(-1);
    if ((axes.length !== 1 && axes.length !== 3) || !channels) {
      throw unreadable(layer, `its shape is ${JSON.stringify(shape)}, and images or features were expected`);
    }
    const [height, width] = axes.length === 1 ? [1, 1] : [axes[0] ?? USUAL_SIZE, axes[1] ?? USUAL_SIZE];
    const image = this.#add(layer, { type: "input", params: { height, width, channels } }, []);
    return axes.length === 3 ? image : this.#add(layer, { type: "flatten", suffix: "_flatten" }, [image]);
  }

  /** Of all reshapings only those that flatten, and those that change nothing but the rank of a pixel. */
  #reshape(layer: KerasLayer, input: Value): Value {
    const target = new Settings(layer).list("target_shape") ?? [];
    if (target.length === 1) return this.#add(layer, { type: "flatten" }, [input]);
    const isSame =
      target.length === input.shape.length && target.every((size, axis) => size === input.shape[axis]);
    if (isSame) return input;
    const [height, width, channels] = target;
    const isPixel = target.length === 3 && height === 1 && width === 1;
    const isWhole = channels === -1 || channels === elementsOf(input.shape);
    const kept = isPixel && isWhole && this.#keepMap(layer, input);
    if (kept) return kept;
    throw unreadable(layer, `it makes [${target.join(", ")}] of [${input.shape.join(", ")}]`);
  }

  /** The map that a global mean would have given, before it was made a vector. */
  #keepMap({ inputs }: KerasLayer, { end, shape }: Value): Value | null {
    const node = this.#builder.build().nodes[end.node];
    const readers = this.#model.layers.filter((other) => other.inputs.some((name) => inputs.includes(name)));
    if (node?.params.keepDims !== false || readers.length > 1) return null;
    this.#maps.add(end.node);
    return { end, shape: [1, 1, elementsOf(shape)], order: null };
  }

  #add(
    layer: KerasLayer,
    { type, params = {}, weights = {}, suffix = "" }: Part,
    inputs: readonly Value[],
  ): Value {
    const definition = layers.require(type);
    const full = layerParams(type, params) as ParamsOf<ParamSpecs>;
    const [fault] = checkParams(definition.params, full as Params);
    if (fault)
      throw unreadable(layer, `${fault.message} Expected ${fault.expected}, received ${fault.received}`);
    if (inputs.length > definition.inputs.max || inputs.length < definition.inputs.min) {
      throw unreadable(layer, `${inputs.length} layers feed it`);
    }
    const shapes = inputs.map(({ shape }) => shape);
    const output = definition.infer(full, shapes);
    if (!output.ok) throw unreadable(layer, `${output.error.message} Received ${output.error.received}`);
    const name = this.#nameFor(`${layer.name}${suffix}`);
    const end = this.#builder.layer(
      name,
      type,
      params,
      inputs.map((input) => input.end),
    );
    const shape = output.value;
    const declared = definition.weights?.(full, shapes) ?? [];
    const mixes = declared.some((wanted) => wanted.shape.length > 1);
    for (const wanted of declared) {
      const array = weights[wanted.name];
      if (array?.shape.join() !== wanted.shape.join()) {
        const found = array ? `[${array.shape.join(", ")}]` : "nothing";
        throw unreadable(
          layer,
          `its ${wanted.name} is ${found} where [${wanted.shape.join(", ")}] was expected`,
        );
      }
      const isOfInput = !mixes || wanted.shape.length > 1;
      const order = isOfInput ? (inputs[0]?.order ?? null) : null;
      this.#weights.set(`${name}.${wanted.name}`, stored(inOurOrder(array, order)));
    }
    return { end, shape, order: mixes ? null : orderAfter(layer, inputs, shape) };
  }

  #weightOf(layer: KerasLayer, name: string): KerasWeight {
    const { given, scopes } = this.#around;
    const exact = given.get(`${layer.name}/${name}`);
    if (exact) return exact;
    // Converters put scopes between or in front: "block_1/conv/kernel" and "model/conv/kernel".
    const stands = (full: string, scope: string): boolean => `/${full}`.includes(`/${scope}/`);
    const near = [...given].filter(([full]) => full.endsWith(`/${name}`) && stands(full, layer.name));
    const within = near.filter(([full]) => scopes.every((scope) => stands(full, scope)));
    const [only, another] = within.length > 0 ? within : near;
    if (only && !another) return only[1];
    throw unreadable(layer, `the files of weights hold no "${layer.name}/${name}"`);
  }

  #nameFor(given: string): string {
    const clean = given.replace(/[^\w-]+/g, "_").slice(0, LONGEST_NAME) || "layer";
    let name = clean;
    for (let copy = 2; this.#names.has(name); copy++) name = `${clean}_${copy}`;
    this.#names.add(name);
    return name;
  }
}

function missingOutput(name: string): never {
  throw refused(`its output "${name}" is no layer of it`);
}

function stored({ shape, data }: KerasWeight): StoredArray {
  return { shape, read: () => data };
}

/** What layers that keep features apart make of their order. */
function orderAfter(layer: KerasLayer, inputs: readonly Value[], shape: Shape): FeatureOrder {
  const [first] = inputs;
  if (!first || isMap(shape)) return null;
  if (isMap(first.shape))
    return elementsOf(first.shape) === shape[0] ? flattenOrder(first.shape as MapShape) : null;
  if (inputs.length === 1) return first.shape[0] === shape[0] ? first.order : null;
  const sizes = inputs.map((input) => ({ order: input.order, size: elementsOf(input.shape) }));
  const isJoined = shape[0] === sizes.reduce((sum, { size }) => sum + size, 0);
  if (isJoined) return joinOrders(sizes);
  if (inputs.every(({ order }) => order?.join() === first.order?.join())) return first.order;
  throw unreadable(layer, "it adds features that were flattened in other orders");
}
