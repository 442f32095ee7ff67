import { intAttribute, intsAttribute } from "./made-attributes";
import type { RawAttribute, RawModel, RawNode } from "./raw-model";
import { madeTensor, type StoredTensor } from "./tensor";

/** An operator said anew. */
export interface SaidAnew {
  readonly node: RawNode;
  /** A map with its channels first, features channel by channel, or the very same as before. */
  readonly gives: "map" | "features" | "same";
  /** In words that ONNX does not have: it is a layer here, or stays as it was. */
  readonly isOurs?: true;
}

/** Of each number by itself: the order of the axes makes no difference. */
const BY_NUMBER = new Set(
  [
    "Abs Cast Clip Dropout Elu Erf Exp Gelu HardSigmoid HardSwish Identity LeakyRelu Log Mish Neg Reciprocal Relu Selu",
    "Sigmoid Softplus Sqrt Tanh Add Div Max Mean Min Mul PRelu Pow Sub Sum",
  ]
    .join(" ")
    .split(" "),
);

const ALONG_AN_AXIS: ReadonlySet<string> = new Set(["Concat", "Softmax", "Split"]);
const REDUCTIONS: ReadonlySet<string> = new Set(["ReduceMax", "ReduceMean", "ReduceSum"]);

/** Where an axis of a map with its channels last stands when they come first. */
const AXES = [0, 2, 3, 1] as const;

/** Operators on maps with their channels last, as operators on the same with their channels first. */
export class LastOperators {
  /** Constants that have been turned as well. */
  readonly made = new Map<string, StoredTensor>();
  readonly #twins: ReadonlyMap<string, string>;
  readonly #constants: Map<string, StoredTensor>;
  readonly #opset: number;
  /** Vectors in which maps lie pixel by pixel: by the names of the same channel by channel. */
  readonly #flat = new Map<string, string>();

  constructor(model: RawModel, twins: ReadonlyMap<string, string>) {
    this.#twins = twins;
    this.#opset = model.opset;
    this.#constants = new Map(model.graph.tensors);
  }

  /** Null for what reads no such map, or what cannot be said so. */
  sayAnew(node: RawNode): SaidAnew | null {
    this.#noteConstant(node);
    const { operator, domain } = node;
    const [input = ""] = node.inputs;
    if (domain !== "") return null;
    if (this.#flat.has(input)) return this.#onFlat(node);
    if (!node.inputs.some((name) => this.#twins.has(name))) return null;
    if (BY_NUMBER.has(operator)) return this.#byNumber(node);
    if (operator === "Softmax" && this.#opset < 13) return this.#oldSoftmax(node);
    if (ALONG_AN_AXIS.has(operator)) return this.#alongAxis(node);
    if (!this.#twins.has(input)) return null;
    if (REDUCTIONS.has(operator)) return this.#reduction(node);
    if (operator === "MatMul") return this.#product(node);
    if (operator === "LayerNormalization") return this.#layerNorm(node);
    if (operator === "Pad") return this.#pad(node);
    if (operator === "Squeeze") return this.#squeeze(node);
    return operator === "Reshape" || operator === "Flatten" ? this.#flatten(node) : null;
  }

  #noteConstant({ operator, inputs, outputs, attributes }: RawNode): void {
    const value = operator === "Constant" ? attributes.get("value") : undefined;
    const same = operator === "Identity" ? this.#constants.get(inputs[0] ?? "") : undefined;
    const constant = value?.kind === "tensor" ? value.value : same;
    if (constant) this.#constants.set(outputs[0] ?? "", constant);
  }

  #byNumber(node: RawNode): SaidAnew | null {
    const inputs = node.inputs.map((name) => {
      const constant = this.#constants.get(name);
      if (name === "" || constant?.count === 1) return name;
      return constant ? this.#turnedConstant(name, constant) : (this.#twins.get(name) ?? null);
    });
    return inputs.every((name) => name !== null) ? map(node, { inputs }) : null;
  }

  /** One number for each channel, or a whole map: axes are told from the last on. */
  #turnedConstant(name: string, constant: StoredTensor): string | null {
    if (constant.shape.length > 4) return null;
    const [batch = 1, height = 1, width = 1, channels = 1] = [
      ...Array(4 - constant.shape.length).fill(1),
      ...constant.shape,
    ] as number[];
    const shape = [batch, channels, height, width];
    return this.#make(`${name}, channels first`, {
      ...constant,
      shape,
      numbers: () => turned(constant.numbers(), shape),
    });
  }

  #alongAxis(node: RawNode): SaidAnew | null {
    const standard = node.operator === "Split" ? 0 : -1;
    const axis = intOf(node, "axis", standard);
    const inputs = node.operator === "Concat" ? node.inputs.map((name) => this.#twins.get(name)) : null;
    if (inputs?.includes(undefined)) return null;
    const [first = "", ...rest] = node.inputs;
    const names = (inputs as readonly string[] | null) ?? [this.#twins.get(first) ?? first, ...rest];
    return map(node, { inputs: names, attributes: [intAttribute("axis", turnedAxis(axis)), "axis"] });
  }

  /** Before version 13 all axes from the given one on were taken together: the channels alone, where these come last. */
  #oldSoftmax(node: RawNode): SaidAnew | null {
    if (![3, -1].includes(intOf(node, "axis", 1))) return null;
    const inputs = [this.#twins.get(node.inputs[0] ?? "") as string];
    return { ...map(node, { inputs, attributes: [CHANNELS_LAST, "channels"] }), isOurs: true };
  }

  #reduction(node: RawNode): SaidAnew | null {
    const axes = this.#listOf(node, "axes", 1);
    if (!axes) return null;
    const turnedAxes = axes.map(turnedAxis).toSorted((a, b) => a - b);
    const keeps = intOf(node, "keepdims", 1) === 1;
    if (!keeps && turnedAxes.join() !== "2,3") return null;
    return this.#withList(node, "axes", turnedAxes, keeps);
  }

  #squeeze(node: RawNode): SaidAnew | null {
    const axes = this.#listOf(node, "axes", 1);
    return axes?.map(turnedAxis).toSorted().join() === "2,3"
      ? this.#withList(node, "axes", [2, 3], false)
      : null;
  }

  #pad(node: RawNode): SaidAnew | null {
    const pads = this.#listOf(node, "pads", 1);
    if (pads?.length !== 8 || node.inputs[3]) return null;
    const sides = [pads.slice(0, 4), pads.slice(4)];
    return this.#withList(
      node,
      "pads",
      sides.flatMap(([batch, height, width, channels]) => [batch, channels, height, width] as number[]),
      true,
    );
  }

  /** A product along the channels is a convolution of one pixel. */
  #product(node: RawNode): SaidAnew | null {
    const [input = "", kernel = ""] = node.inputs;
    const constant = this.#constants.get(kernel);
    if (constant?.shape.length !== 2) return null;
    const [channels = 0, filters = 0] = constant.shape;
    const weight = this.#make(`${kernel}, as filters`, {
      ...constant,
      shape: [filters, channels, 1, 1],
      numbers: () => turned(constant.numbers(), [1, filters, channels, 1]),
    });
    const inputs = [this.#twins.get(input) as string, weight];
    return map(
      { ...node, operator: "Conv" },
      { inputs, attributes: [intsAttribute("kernel_shape", [1, 1]), "kernel_shape"] },
    );
  }

  /** Along the channels alone, which ONNX has no way to say of maps with the channels first. */
  #layerNorm(node: RawNode): SaidAnew | null {
    const axis = intOf(node, "axis", -1);
    const [input = "", ...rest] = node.inputs;
    if (axis !== -1 && axis !== 3) return null;
    const inputs = [this.#twins.get(input) as string, ...rest];
    return { ...map(node, { inputs, attributes: [CHANNELS_LAST, "channels"] }), isOurs: true };
  }

  #flatten(node: RawNode): SaidAnew | null {
    const [input = ""] = node.inputs;
    const [output = ""] = node.outputs;
    const sizes = node.operator === "Reshape" ? this.#listOf(node, "shape", 1) : null;
    if (node.operator === "Reshape" && sizes?.length !== 2) return null;
    if (node.operator === "Flatten" && intOf(node, "axis", 1) !== 1) return null;
    const twin = `${output}, channel by channel`;
    this.#flat.set(output, twin);
    const attributes = new Map([["axis", intAttribute("axis", 1)]]);
    const inputs = [this.#twins.get(input) as string];
    return { node: { ...node, operator: "Flatten", inputs, outputs: [twin], attributes }, gives: "features" };
  }

  /** Features pixel by pixel: numbers stay where they are, and the weights of a dense layer are put in the other order. */
  #onFlat(node: RawNode): SaidAnew | null {
    const [input = "", ...rest] = node.inputs;
    const [output = ""] = node.outputs;
    const inputs = [this.#flat.get(input) as string, ...rest];
    if (node.operator === "MatMul" || node.operator === "Gemm") {
      const attributes = new Map([...node.attributes, ["channels", CHANNELS_LAST] as const]);
      return { node: { ...node, inputs, attributes }, gives: "same", isOurs: true };
    }
    if (
      !BY_NUMBER.has(node.operator) ||
      rest.some((name) => name !== "" && this.#constants.get(name)?.count !== 1)
    ) {
      return null;
    }
    const twin = `${output}, channel by channel`;
    this.#flat.set(output, twin);
    return { node: { ...node, inputs, outputs: [twin] }, gives: "features" };
  }

  /** Whole numbers from an attribute, as older operators have them, or from an input. */
  #listOf(node: RawNode, name: string, input: number): readonly number[] | null {
    const attribute = node.attributes.get(name);
    if (attribute?.kind === "ints") return attribute.value;
    const constant = this.#constants.get(node.inputs[input] ?? "");
    return constant && constant.count <= 8 ? [...constant.numbers()] : null;
  }

  #withList(node: RawNode, name: string, values: readonly number[], isMap: boolean): SaidAnew {
    const [input = "", list = "", ...rest] = node.inputs;
    const twin = this.#twins.get(input) as string;
    const change = node.attributes.has(name)
      ? { inputs: [twin, ...node.inputs.slice(1)], attributes: [intsAttribute(name, values), name] as const }
      : {
          inputs: [
            twin,
            this.#make(`${list}, ${values.join(" ")}`, madeTensor([values.length], values, "int64")),
            ...rest,
          ],
        };
    return isMap ? map(node, change) : { node: changed(node, change), gives: "same" };
  }

  #make(name: string, tensor: StoredTensor): string {
    const own = { ...tensor, name, bytes: () => null };
    this.made.set(name, own);
    this.#constants.set(name, own);
    return name;
  }
}

/** For the layers that read it; no operator of ONNX has it. */
const CHANNELS_LAST: RawAttribute = { kind: "text", value: "last", bytes: new Uint8Array() };

interface Change {
  readonly inputs: readonly string[];
  readonly attributes?: readonly [attribute: RawAttribute, name: string];
}

function changed(node: RawNode, { inputs, attributes }: Change): RawNode {
  const added = attributes ? [[attributes[1], attributes[0]] as const] : [];
  return { ...node, inputs, attributes: new Map([...node.attributes, ...added]) };
}

function map(node: RawNode, change: Change): SaidAnew {
  const outputs = node.outputs.map((name) => (name === "" ? "" : `${name}, channels first`));
  return { node: { ...changed(node, change), outputs }, gives: "map" };
}

function intOf({ attributes }: RawNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === "int" ? attribute.value : otherwise;
}

function turnedAxis(axis: number): number {
  return AXES[axis < 0 ? axis + 4 : axis] ?? axis;
}

/** Numbers of [batch, height, width, channels] as [batch, channels, height, width], which `shape` is. */
function turned(numbers: Float32Array | Float64Array, shape: readonly number[]): Float32Array {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const pixels = height * width;
  const result = new Float32Array(numbers.length);
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      for (let p = 0; p < pixels; p++) {
        result[(n * channels + c) * pixels + p] = numbers[(n * pixels + p) * channels + c] as number;
      }
    }
  }
  return result;
}
