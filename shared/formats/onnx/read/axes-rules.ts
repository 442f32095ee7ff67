import type { Axis } from "../../../layers/stated-shape";
import type { RawNode } from "./raw-model";

/** What the rules look at: the axes of inputs, in ONNX's order with "N" for the batch, and small constants. */
export interface Arriving {
  axes(index: number): readonly Axis[] | null;
  numbers(index: number): readonly number[] | null;
  /** The file's batch: sizes that are written for it are meant for any. */
  readonly batch: number | string | null;
}

type Rule = (node: RawNode, arriving: Arriving) => readonly Axis[] | null;

/**
 * The axes that common operators give, for files that do not say them. Null where they cannot be told; undefined for
 * operators without a rule.
 */
export function axesByRule(node: RawNode, arriving: Arriving): readonly Axis[] | null | undefined {
  const rule = node.domain === "" ? RULES.get(node.operator) : undefined;
  return rule?.(node, arriving);
}

const broadcast: Rule = ({ inputs }, { axes }) =>
  inputs.reduce<readonly Axis[] | null>((all, _, index) => {
    const next = axes(index);
    return all && next && joined(all, next);
  }, []);

const reduced: Rule = (node, { axes, numbers }) => {
  const from = axes(0);
  const list = listOf(node, numbers, "axes");
  if (!from) return null;
  const gone = new Set(list ? list.map((axis) => (axis < 0 ? axis + from.length : axis)) : from.keys());
  if (intOf(node, "keepdims", 1) === 1) return from.map((size, axis) => (gone.has(axis) ? 1 : size));
  return from.filter((_, axis) => !gone.has(axis));
};

const same: Rule = (_node, { axes }) => axes(0);

const unknown: Rule = () => null;

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...rows(
    broadcast,
    "Add Sub Mul Div Pow Min Max Sum Mean Where And Or Xor Mod Equal Greater GreaterOrEqual Less LessOrEqual",
  ),
  ...rows(
    same,
    "Abs Acos Asin Atan BatchNormalization Cast Ceil Celu Clip Cos CumSum Elu Erf Exp Floor Gelu HardSigmoid HardSwish " +
      "Hardmax InstanceNormalization IsInf IsNaN LayerNormalization LeakyRelu Log LogSoftmax LpNormalization LRN Mish " +
      "Neg Not PRelu Reciprocal Relu Round ScatterElements ScatterND Selu Sigmoid Sign Sin Softmax Softplus Softsign Sqrt " +
      "Tan Tanh ThresholdedRelu Trilu",
  ),
  ...rows(
    reduced,
    "ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare",
  ),
  // These change shapes, and it takes more than their inputs' shapes to say how.
  ...rows(
    unknown,
    "Conv ConvTranspose MaxPool AveragePool LpPool GlobalAveragePool GlobalMaxPool Einsum Expand Slice Split Pad Resize " +
      "Upsample Tile TopK Range OneHot NonZero Compress DepthToSpace SpaceToDepth GridSample RoiAlign ConstantOfShape " +
      "LSTM GRU RNN If Loop Scan NonMaxSuppression Gemm GatherElements GatherND ConvInteger QLinearConv MatMulInteger",
  ),
  [
    "Transpose",
    (node, { axes }) => {
      const from = axes(0);
      const order = intsOf(node, "perm") ?? from?.map((_, axis) => from.length - 1 - axis);
      const moved = from && order?.map((axis) => from[axis]);
      return moved?.every((axis) => axis !== undefined) ? (moved as readonly Axis[]) : null;
    },
  ],
  [
    "Reshape",
    (node, { axes, numbers, batch }) => {
      const sizes = listOf(node, numbers, "shape");
      return sizes && reshaped(axes(0), sizes, batch);
    },
  ],
  [
    "Flatten",
    (node, { axes }) => {
      const from = axes(0);
      const at = intOf(node, "axis", 1);
      return from && [product(from.slice(0, at)), product(from.slice(at))];
    },
  ],
  [
    "Squeeze",
    (node, { axes, numbers }) => {
      const from = axes(0);
      const gone = listOf(node, numbers, "axes")?.map((axis) =>
        axis < 0 ? axis + (from?.length ?? 0) : axis,
      );
      return from?.filter((size, axis) => (gone ? !gone.includes(axis) : size !== 1)) ?? null;
    },
  ],
  [
    "Unsqueeze",
    (node, { axes, numbers }) => {
      const from = axes(0);
      const list = listOf(node, numbers, "axes");
      if (!from || !list) return null;
      const rank = from.length + list.length;
      const added = new Set(list.map((axis) => (axis < 0 ? axis + rank : axis)));
      const rest = [...from];
      return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (rest.shift() ?? 1)));
    },
  ],
  [
    "Concat",
    (node, { axes }) => {
      const parts = node.inputs.map((_, index) => axes(index));
      const [first] = parts;
      if (!first || parts.some((part) => part?.length !== first.length)) return null;
      const given = intOf(node, "axis", 0);
      const at = given < 0 ? given + first.length : given;
      const sizes = parts.map((part) => part?.[at]);
      const total = sizes.every((size) => typeof size === "number")
        ? sizes.reduce((sum, size) => sum + size, 0)
        : "?";
      return first.map((size, axis) => (axis === at ? total : size));
    },
  ],
  [
    "Gather",
    (node, { axes }) => {
      const [from, indices] = [axes(0), axes(1)];
      const given = intOf(node, "axis", 0);
      const at = from && given < 0 ? given + from.length : given;
      return from && indices && [...from.slice(0, at), ...indices, ...from.slice(at + 1)];
    },
  ],
  [
    "MatMul",
    (_node, { axes }) => {
      const [a, b] = [axes(0), axes(1)];
      if (!a || !b || a.length < 2 || b.length < 2) return null;
      const around = joined(a.slice(0, -2), b.slice(0, -2));
      return around && [...around, a.at(-2) as Axis, b.at(-1) as Axis];
    },
  ],
]);

function rows(rule: Rule, names: string): readonly (readonly [string, Rule])[] {
  return names.split(" ").map((name) => [name, rule]);
}

/** NumPy's broadcasting; null where sizes do not fit. */
function joined(a: readonly Axis[], b: readonly Axis[]): readonly Axis[] | null {
  const rank = Math.max(a.length, b.length);
  const sizes = Array.from({ length: rank }, (_, axis): Axis | null => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    return typeof left === "number" && typeof right === "number" ? null : "?";
  });
  return sizes.every((size) => size !== null) ? sizes : null;
}

/** The batch goes where a size is copied or left to be found; sizes that cannot be told are "?". */
function reshaped(
  from: readonly Axis[] | null,
  sizes: readonly number[],
  batch: Arriving["batch"],
): readonly Axis[] {
  const copied = sizes.map((size, axis): Axis => {
    if (size === 0) return from?.[axis] ?? "?";
    return axis === 0 && size === batch ? "N" : size;
  });
  const open = copied.indexOf(-1);
  if (open < 0 || !from) return copied.map((size) => (size === -1 ? "?" : size));
  const names = (axes: readonly Axis[]) => axes.filter((axis) => typeof axis === "string");
  const left = names(from).filter((name) => !names(copied).includes(name));
  const whole = numbersIn(from) / -numbersIn(copied);
  const found: Axis = left.length === 0 ? whole : left.length === 1 && whole === 1 ? (left[0] as Axis) : "?";
  return copied.map((size, axis) => (axis === open ? found : size));
}

function numbersIn(axes: readonly Axis[]): number {
  return axes.reduce<number>((all, axis) => (typeof axis === "number" ? all * axis : all), 1);
}

function product(axes: readonly Axis[]): Axis {
  if (axes.length === 1) return axes[0] as Axis;
  return axes.every((axis) => typeof axis === "number") ? numbersIn(axes) : "?";
}

function intOf({ attributes }: RawNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === "int" ? attribute.value : otherwise;
}

function intsOf({ attributes }: RawNode, name: string): readonly number[] | null {
  const attribute = attributes.get(name);
  return attribute?.kind === "ints" ? attribute.value : null;
}

/** An attribute, in older files, or the second input. */
function listOf(node: RawNode, numbers: Arriving["numbers"], name: string): readonly number[] | null {
  return intsOf(node, name) ?? (node.inputs[1] ? numbers(1) : null);
}
