import { LastOperators, type SaidAnew } from "./channels-last-operators";
import { intsAttribute } from "./made-attributes";
import type { RawModel, RawNode, RawValue } from "./raw-model";
import type { StoredTensor } from "./tensor";

const TO_FIRST = "0,3,1,2";
const TO_LAST = "0,2,3,1";

type Order = "channels-first" | "channels-last";

/** A model whose channels come first throughout, as far as that goes, and how the file has its images and outputs. */
export interface Turned {
  readonly model: RawModel;
  readonly axes: Order;
  readonly outputAxes: readonly Order[];
}

/**
 * TensorFlow's converters leave stretches whose maps have their channels last, between transposes. They are said anew
 * with the channels first; where an operator cannot be, the map is transposed in front of it, as the file has it.
 */
export function channelsFirst(model: RawModel): Turned {
  const { nodes, inputs } = model.graph;
  const isTurned = nodes.some((node) => [TO_FIRST, TO_LAST].includes(turnOf(node)));
  // Functions, and graphs inside of operators, read maps as they are in the file.
  const hasInside = model.functions.size > 0 || nodes.some(holdsGraph);
  if (!isTurned || hasInside) return { model, axes: "channels-first", outputAxes: [] };
  const last = new Set(inputs.filter(isLastAmong(nodes)).map(({ name }) => name));
  return new Turning(model, last).run();
}

function holdsGraph({ attributes }: RawNode): boolean {
  return [...attributes.values()].some(({ kind }) => kind === "graphs");
}

class Turning {
  readonly #model: RawModel;
  /** Inputs whose channels come last in the file, and come first from now on. */
  readonly #last: ReadonlySet<string>;
  /** By the names of maps whose channels come last: those of the same with the channels first. */
  readonly #twins = new Map<string, string>();
  readonly #nodes: RawNode[] = [];
  readonly #operators: LastOperators;
  readonly #transposed = new Set<string>();

  constructor(model: RawModel, last: ReadonlySet<string>) {
    this.#model = model;
    this.#last = last;
    this.#operators = new LastOperators(model, this.#twins);
    for (const name of last) this.#twins.set(name, name);
  }

  run(): Turned {
    for (const node of this.#model.graph.nodes) this.#add(node);
    const { graph } = this.#model;
    const axes = this.#last.size > 0 ? "channels-last" : "channels-first";
    const tensors = new Map<string, StoredTensor>([...graph.tensors, ...this.#operators.made]);
    const outputs =
      axes === "channels-last" ? graph.outputs.map((each) => this.#output(each)) : graph.outputs;
    const inputs = graph.inputs.map((input) =>
      this.#last.has(input.name) ? turned(input, input.name) : input,
    );
    return {
      model: { ...this.#model, graph: { ...graph, nodes: this.#nodes, tensors, inputs, outputs } },
      axes,
      outputAxes: outputs.map((output, index) =>
        output === graph.outputs[index] ? "channels-first" : "channels-last",
      ),
    };
  }

  #add(node: RawNode): void {
    const [input = ""] = node.inputs;
    const [output = ""] = node.outputs;
    const turn = turnOf(node);
    const twin = this.#twins.get(input);
    if (turn === TO_FIRST && twin !== undefined) {
      this.#nodes.push({ ...node, operator: "Identity", inputs: [twin], attributes: new Map() });
      return;
    }
    if (turn === TO_LAST && twin === undefined) this.#twins.set(output, input);
    const said = turn === "" ? this.#operators.sayAnew(node) : null;
    if (!said) {
      this.#nodes.push({ ...node, inputs: node.inputs.map((each) => this.#asInFile(each)) });
      return;
    }
    this.#nodes.push(said.isOurs ? { ...said.node, otherwise: this.#otherwise(node, said) } : said.node);
    // Whoever reads features in another way than a dense layer does gets them in the order of the file.
    if (said.gives === "features") this.#nodes.push(node);
    if (said.gives !== "map") return;
    for (const [index, name] of said.node.outputs.entries()) this.#transpose(name, node.outputs[index] ?? "");
  }

  /** The operator as the file has it, and what makes of its map one with the channels first. */
  #otherwise(node: RawNode, said: SaidAnew): readonly RawNode[] {
    const inputs = node.inputs.map((each) => this.#asInFile(each));
    if (said.gives !== "map") return [{ ...node, inputs }];
    const [output = ""] = node.outputs;
    const asGiven = `${output} as given`;
    const [first = ""] = said.node.outputs;
    return [{ ...node, inputs, outputs: [asGiven] }, transpose(asGiven, first, [0, 3, 1, 2])];
  }

  /** The map as the file has it, for operators that are not said anew. */
  #transpose(from: string, to: string): void {
    this.#twins.set(to, from);
    this.#nodes.push(transpose(from, to, [0, 2, 3, 1]));
  }

  /** An input that comes otherwise now. */
  #asInFile(name: string): string {
    if (!this.#last.has(name)) return name;
    const asGiven = `${name} as given`;
    if (!this.#transposed.has(name)) {
      this.#transposed.add(name);
      this.#transpose(name, asGiven);
    }
    return asGiven;
  }

  #output(output: RawValue): RawValue {
    const twin = this.#twins.get(output.name);
    return twin === undefined ? output : turned(output, twin);
  }
}

function transpose(from: string, to: string, perm: readonly number[]): RawNode {
  const attributes = new Map([["perm", intsAttribute("perm", perm)]]);
  return { name: "", operator: "Transpose", domain: "", inputs: [from], outputs: [to], attributes };
}

function turned({ shape, axes, ...value }: RawValue, name: string): RawValue {
  const turn = <T>([batch, height, width, channels, ...more]: readonly T[]): readonly T[] =>
    [batch, channels, height, width, ...more] as readonly T[];
  return { ...value, name, ...(shape ? { shape: turn(shape) } : {}), ...(axes ? { axes: turn(axes) } : {}) };
}

function turnOf({ operator, attributes }: RawNode): string {
  const perm = operator === "Transpose" ? attributes.get("perm") : undefined;
  return perm?.kind === "ints" ? perm.value.join() : "";
}

/** Images of one, three or four channels, where nothing else is likelier; or those that are turned first of all. */
function isLastAmong(nodes: readonly RawNode[]): (input: RawValue) => boolean {
  const [turned, read] = [new Set<string>(), new Set<string>()];
  for (const node of nodes) {
    const names = turnOf(node) === TO_FIRST ? turned : read;
    for (const name of node.inputs) names.add(name);
  }
  return ({ name, shape }) => {
    if (shape?.length !== 4) return false;
    if (turned.has(name) && !read.has(name)) return true;
    return isFewChannels(shape[3]) && !isFewChannels(shape[1]);
  };
}

function isFewChannels(size: number | null | undefined): boolean {
  return size === 1 || size === 3 || size === 4;
}
