import { asList, readAffine } from "./image-norm";
import {
  axesFromFront,
  constantInput,
  dataInput,
  intsOf,
  isByChannel,
  isComputed,
  isFiller,
  type LayerReading,
  mapInput,
  type ReadNode,
  type ReadTensor,
  type ReadValue,
  scalarInput,
} from "./node-reader";
import { channelsOf, isMap, type MapShape, type Shape } from "./shape";

interface NormParams {
  readonly epsilon: number;
  readonly affine: boolean;
}

interface Affine {
  /** The operator whose numbers are scaled and shifted. */
  readonly inner: ReadNode;
  readonly weights: Factors | null;
}

type Factors = Readonly<Record<"weight" | "bias", ReadTensor>>;

/** Group normalisation as an operator since version 18, or as older exporters spell it around an instance norm. */
export function readGroupNorm(node: ReadNode): LayerReading<NormParams & { readonly groups: number }> | null {
  if (node.operator === "GroupNormalization") {
    const input = mapInput(node);
    const affine = input && readAffine(node, input.shape[2]);
    const groups = node.int("num_groups", 0);
    if (!input || !affine || groups < 1) return null;
    const params = { groups, epsilon: node.float("epsilon", 1e-5), affine: affine.affine };
    return { params, inputs: [input], weights: affine.weights };
  }
  const found = node.operator === "Add" ? affineOf(node) : { inner: node, weights: null };
  if (found?.inner.operator !== "Reshape") return null;
  const norm = found.inner.giver(0);
  const grouped = norm?.operator === "InstanceNormalization" ? norm.giver(0) : null;
  const input = grouped?.operator === "Reshape" ? mapInput(grouped) : null;
  const sizes = grouped && constantInput(grouped, 1)?.numbers();
  const groups = sizes?.length === 3 ? (sizes[1] as number) : 0;
  if (!norm || !input || groups < 1 || !isPlain(norm, groups)) return null;
  if (!isShapedBack(found.inner, input.shape)) return null;
  const weights = found.weights && byChannel(found.weights, input.shape);
  if (found.weights && !weights) return null;
  const params = { groups, epsilon: norm.float("epsilon", 1e-5), affine: weights !== null };
  return { params, inputs: [input], ...(weights ? { weights } : {}) };
}

/** Whether it has the axes of the map again: what stands between has none that are known. */
function isShapedBack(node: ReadNode, [height, width, channels]: MapShape): boolean {
  const sizes = constantInput(node, 1)?.numbers();
  const wanted = [channels, height, width];
  return sizes?.length === 4 && wanted.every((size, axis) => [size, -1].includes(sizes[axis + 1] as number));
}

/** Factors of one and offsets of zero. */
function isPlain(norm: ReadNode, groups: number): boolean {
  const [scale, shift] = [constantInput(norm, 1), constantInput(norm, 2)];
  if (scale?.count !== groups || shift?.count !== groups) return false;
  return scale.numbers().every((each) => each === 1) && shift.numbers().every((each) => each === 0);
}

/** Layer normalisation over channels: as an operator since version 17, or spelled out. */
export function readLayerNorm(node: ReadNode): LayerReading<NormParams> | null {
  if (node.operator === "LayerNormalization") return readOperator(node);
  const found = node.operator === "Div" ? { inner: node, weights: null } : affineOf(node);
  const core = found?.inner.operator === "Div" ? standardised(found.inner) : null;
  if (!found || !core) return null;
  const weights = found.weights && byChannel(found.weights, core.input.shape);
  if (found.weights && !weights) return null;
  return {
    params: { epsilon: core.epsilon, affine: weights !== null },
    inputs: [core.input],
    ...(weights ? { weights } : {}),
  };
}

function readOperator(node: ReadNode): LayerReading<NormParams> | null {
  const input = dataInput(node);
  const axis = node.int("axis", -1);
  // Of maps only those whose channels came last in the file.
  const isLast =
    input && isMap(input.shape) ? node.text("channels", "") === "last" : axis === -1 || axis === 1;
  if (!input || !isLast) return null;
  const epsilon = node.float("epsilon", 1e-5);
  const weight = constantInput(node, 1);
  const bias = constantInput(node, 2) ?? (weight && zerosLike(weight));
  const channels = channelsOf(input.shape);
  if (!weight || isComputed(node, 2) || weight.count !== channels || bias?.count !== channels) return null;
  if (isFiller(weight, 1) && bias.numbers().every((each) => each === 0))
    return { params: { epsilon, affine: false }, inputs: [input] };
  return {
    params: { epsilon, affine: true },
    inputs: [input],
    weights: { weight: asList(weight), bias: asList(bias) },
  };
}

function zerosLike(tensor: ReadTensor): ReadTensor {
  return { ...tensor, numbers: () => new Float32Array(tensor.count) };
}

/** (x − mean) / √(variance + ε) along the channels. */
function standardised(
  quotient: ReadNode,
): { readonly input: ReadValue & { readonly shape: Shape }; readonly epsilon: number } | null {
  const centred = quotient.giver(0);
  const root = quotient.giver(1);
  const sum = root?.operator === "Sqrt" ? root.giver(0) : null;
  if (centred?.operator !== "Sub" || sum?.operator !== "Add") return null;
  const input = dataInput(centred);
  const mean = centred.giver(1);
  const epsilonAt = [1, 0].find((index) => scalarInput(sum, index) !== null);
  const variance = epsilonAt === undefined ? null : sum.giver(1 - epsilonAt);
  const square = variance && isChannelMean(variance, input?.shape) ? variance.giver(0) : null;
  if (!input || !mean || !isChannelMean(mean, input.shape) || mean.inputs[0]?.name !== input.name)
    return null;
  const name = quotient.inputs[0]?.name;
  const isSquare =
    square?.inputs[0]?.name === name &&
    (square?.operator === "Pow"
      ? scalarInput(square, 1) === 2
      : square?.operator === "Mul" && square.inputs[1]?.name === name);
  // Four bytes hold seven digits, and eight show more.
  const epsilon = Number((scalarInput(sum, epsilonAt ?? 0) ?? 0).toPrecision(6));
  return isSquare ? { input, epsilon } : null;
}

function isChannelMean(node: ReadNode, shape: Shape | undefined): boolean {
  const axes = intsOf(node, "axes", 1);
  if (node.operator !== "ReduceMean" || !axes || !shape || node.int("keepdims", 1) !== 1) return false;
  return axesFromFront(axes, shape).join() === "1";
}

/** Something times one constant for each channel, plus another. */
function affineOf(node: ReadNode): Affine | null {
  if (node.operator !== "Add") return null;
  const [product, bias] = besideConstant(node) ?? [];
  if (product?.operator !== "Mul" || !bias) return null;
  const [inner, weight] = besideConstant(product) ?? [];
  return inner && weight ? { inner, weights: { weight, bias } } : null;
}

function besideConstant(node: ReadNode): readonly [ReadNode, ReadTensor] | null {
  for (const index of [0, 1]) {
    const giver = node.giver(index);
    const constant = constantInput(node, 1 - index);
    if (giver && constant) return [giver, constant];
  }
  return null;
}

/** Null where they are for something else than channels. */
function byChannel({ weight, bias }: Factors, shape: Shape): Factors | null {
  const isFitting = isByChannel(weight, shape) && isByChannel(bias, shape);
  return isFitting ? { weight: asList(weight), bias: asList(bias) } : null;
}
