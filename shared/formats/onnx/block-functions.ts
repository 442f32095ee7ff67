import type { GraphAnalysis, NodeAnalysis } from "../../analysis/types";
import { type PlacedWeight, type Unfolding, unfold, weightPrefix } from "../../analysis/unfold";
import { blocks } from "../../blocks/registry";
import type { NodeValue } from "../../layers/node-kit";
import { heldShape } from "../../layers/shape";
import { Draft, onnxShape } from "./draft";
import { BLOCK_DOMAIN, type OnnxFunction, type OnnxNode, type OnnxTensor } from "./model";

interface Built {
  readonly function: OnnxFunction;
  /** The further inputs of the function: functions hold no weights. */
  readonly weights: readonly PlacedWeight[];
}

/**
 * Blocks as local functions, one for each inside that differs: sizes are part of it, weights are not. A call has the
 * block's path for its name, so that other viewers fold what was folded here.
 */
export class BlockFunctions {
  readonly #opset: number;
  readonly #byCopy = new Map<GraphAnalysis, Built | null>();
  readonly #byBody = new Map<string, OnnxFunction>();

  constructor(opset: number) {
    this.#opset = opset;
  }

  get all(): readonly OnnxFunction[] {
    return [...this.#byBody.values()];
  }

  /** Calls from the given draft. A block that hides an output of the network is written out, since functions cannot. */
  caller(draft: Draft): NonNullable<Unfolding<NodeValue>["copy"]> {
    return ({ analysis, node, path, inputs, walk }) => {
      const built = this.#build(analysis, node);
      if (!built) return walk();
      const outputs = built.function.outputs.map((_, port) => (port === 0 ? path : `${path}/output_${port}`));
      const weights = built.weights.map((weight) => {
        const fullName = `${weightPrefix(path)}.${weight.fullName}`;
        draft.weights.set(fullName, { ...weight, fullName });
        return fullName;
      });
      draft.nodes.push({
        name: path,
        operator: built.function.name,
        domain: BLOCK_DOMAIN,
        inputs: [...inputs, ...weights],
        outputs,
        attributes: {},
      });
      for (const [port, name] of outputs.entries()) {
        const shape = heldShape(node.outputs[port]);
        if (shape) draft.values.push({ name, shape: onnxShape(shape) });
      }
      return outputs;
    };
  }

  #build(copy: GraphAnalysis, node: NodeAnalysis): Built | null {
    const known = this.#byCopy.get(copy);
    if (known !== undefined) return known;
    const built = this.#buildAnew(copy, node);
    this.#byCopy.set(copy, built);
    return built;
  }

  #buildAnew(copy: GraphAnalysis, node: NodeAnalysis): Built | null {
    const draft = new Draft(this.#opset);
    const entering = node.inputs.map((_, port) => `input_${port}`);
    const leaving = unfold<NodeValue>(
      copy,
      { layer: (placed) => draft.addLayer(placed), copy: this.caller(draft) },
      entering,
    );
    if (!isFunction(draft, entering, leaving)) return null;
    const weights = [...draft.weights.values()];
    const body = {
      inputs: [...entering, ...weights.map(({ fullName }) => fullName)],
      outputs: leaving,
      nodes: [...draft.constants.map(constantNode), ...draft.nodes],
    };
    return { weights, function: this.#unique(node, body) };
  }

  #unique(node: NodeAnalysis, body: Pick<OnnxFunction, "inputs" | "outputs" | "nodes">): OnnxFunction {
    const definition = node.node.kind === "block" ? node.node.definition : node.node.type;
    const key = JSON.stringify([definition, body], (_, value) =>
      value instanceof Uint8Array ? [...value] : value,
    );
    const known = this.#byBody.get(key);
    if (known) return known;
    const stem = definition.replace(/[^A-Za-z0-9_]/g, "_");
    const taken = this.all.filter(({ name }) => name === stem || name.startsWith(`${stem}__`)).length;
    const name = taken === 0 ? stem : `${stem}__${taken + 1}`;
    const made = { ...body, name, documentation: blocks.get(definition)?.title ?? definition };
    this.#byBody.set(key, made);
    return made;
  }
}

/** Functions give what they declare, and nodes of theirs give it: an unread value inside would be lost. */
function isFunction(
  { nodes, sources, hasForeign }: Draft,
  entering: readonly NodeValue[],
  leaving: readonly NodeValue[],
): boolean {
  const read = new Set([...leaving, ...nodes.flatMap(({ inputs }) => inputs)]);
  const isLost = nodes.some(({ outputs }) => !outputs.some((output) => read.has(output)));
  const passesOn = leaving.some((value) => entering.includes(value));
  const isDistinct = new Set(leaving).size === leaving.length;
  // Functions say nothing of shapes inside them, and what is not known here has no other place to keep them.
  if (hasForeign) return false;
  return leaving.length > 0 && sources.length === 0 && !isLost && !passesOn && isDistinct;
}

export function constantNode(tensor: OnnxTensor): OnnxNode {
  const { name } = tensor;
  return {
    name,
    operator: "Constant",
    inputs: [],
    outputs: [name],
    attributes: {},
    tensor: { ...tensor, name: "" },
  };
}
