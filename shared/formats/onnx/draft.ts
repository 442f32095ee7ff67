import type { PlacedLayer, PlacedWeight } from "../../analysis/unfold";
import { hasTrait } from "../../layers/define";
import type { NodeKit, NodeValue } from "../../layers/node-kit";
import { isMap, type Shape } from "../../layers/shape";
import { ForeignNodes } from "./foreign-nodes";
import type { OnnxNode, OnnxTensor, OnnxValueInfo } from "./model";

/** Nodes in the making: of the graph, or of the function that a block becomes. */
export class Draft {
  readonly opset: number;
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];
  /** What the nodes read, by names within this draft. */
  readonly weights = new Map<string, PlacedWeight>();
  readonly values: OnnxValueInfo[] = [];
  readonly sources: OnnxValueInfo[] = [];
  readonly foreign: ForeignNodes;
  /** Whether the shape behind some unknown operator is only taken to be what it is. */
  isAssumed = false;

  constructor(opset: number) {
    this.opset = opset;
    this.foreign = new ForeignNodes(opset, this.nodes);
  }

  /** Whether some operator is written that is not known here. */
  get hasForeign(): boolean {
    return this.nodes.some(({ isForeign }) => isForeign);
  }

  /** Adds a layer. The node that gives its output has the layer's name, and so has the output. */
  addLayer(placed: PlacedLayer<NodeValue>): NodeValue {
    const { path, layer, params } = placed;
    // Layers that are known read and give these alone; the analysis has refused all others.
    const [inputShapes, outputShape] = [placed.inputShapes as readonly Shape[], placed.outputShape as Shape];
    const isSource = hasTrait(layer, "source");
    const stated = layer.opaque?.stated(params, placed.inputShapes);
    if (stated && !stated.axes) this.isAssumed = true;
    const info = stated ? { name: path, shape: [], stated } : { name: path, shape: onnxShape(outputShape) };
    const start = this.nodes.length;
    const weight = (name: string): NodeValue => {
      const spec = placed.weights.find((each) => each.name === name);
      if (!spec) throw new Error(`${path} writes a weight "${name}" that it does not declare`);
      this.weights.set(spec.fullName, spec);
      return spec.fullName;
    };
    const inputs = isSource ? [path] : placed.inputs;
    const value = layer.toOnnx(this.#kit(path), { params, inputs, inputShapes, outputShape, weight });
    if (isSource) this.sources.push(info);
    else {
      this.#name(value, path, start);
      this.values.push(info);
    }
    return path;
  }

  #kit(path: string): NodeKit {
    const constant = (type: OnnxTensor["type"], shape: readonly number[], data: Uint8Array): NodeValue => {
      const name = `${path}/constant_${this.constants.length}`;
      this.constants.push({ name, type, shape, data });
      return name;
    };
    return {
      opset: this.opset,
      node: (operator, inputs, attributes = {}) => {
        const name = `${path}/${operator}_${this.nodes.length}`;
        this.nodes.push({
          name,
          operator,
          inputs: inputs.map((input) => input ?? ""),
          outputs: [name],
          attributes,
        });
        return name;
      },
      ints: (values) => constant("int64", [values.length], bytesOf(BigInt64Array.from(values, BigInt))),
      floats: (values) =>
        typeof values === "number"
          ? constant("float", [], bytesOf(Float32Array.of(values)))
          : constant("float", [values.length], bytesOf(Float32Array.from(values))),
      constant,
      foreign: (operator) =>
        this.foreign.add(path, `${path}/${operator.operator}_${this.nodes.length}`, operator),
      otherOutput: (value, output) => this.foreign.addOutput(path, value, output),
    };
  }

  /** Gives the node behind `value` the layer's name; what only passes its input on gets a node of its own. */
  #name(value: NodeValue, path: string, start: number): void {
    if (value === path) return;
    const index = this.nodes.findIndex(({ outputs }, at) => at >= start && outputs.includes(value));
    const node = this.nodes[index];
    if (node) {
      const outputs = node.outputs.map((output) => (output === value ? path : output));
      this.nodes[index] = { ...node, name: path, outputs };
    } else {
      const named = { name: path, outputs: [path] };
      this.nodes.push({ operator: "Identity", inputs: [value], attributes: {}, ...named });
    }
  }
}

export function bytesOf(data: Float32Array | BigInt64Array): Uint8Array {
  // Every machine that browsers and Node run on is little-endian, as the format is.
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** ONNX's order of the axes, the batch left out. */
export function onnxShape(shape: Shape): readonly number[] {
  return isMap(shape) ? [shape[2], shape[0], shape[1]] : shape;
}
