import {
  type Arriving,
  einsum,
  fromFront,
  intOf,
  intsOf,
  joined,
  listOf,
  product,
  type RuledNode,
  reshaped,
  sampled,
  sliced,
  split,
} from "./axes-arithmetic";
import { convolved, pooledInWindows } from "./axes-windows";
import type { Axis } from "./stated-shape";

type Rule = (node: RuledNode, arriving: Arriving, output: number) => readonly Axis[] | null | undefined;

/**
 * The axes that common operators give, for files that do not say them. Null where they cannot be told; undefined for
 * operators without a rule.
 */
export function axesByRule(
  node: RuledNode,
  output: number,
  arriving: Arriving,
): readonly Axis[] | null | undefined {
  const rule = node.domain === "" ? RULES.get(node.operator) : undefined;
  if (output > 0 && rule && !EACH.has(node.operator)) return null;
  return rule && (rule(node, arriving, output) ?? null);
}

/** Operators whose further outputs go by the same rule as the first. */
const EACH: ReadonlySet<string> = new Set(["Split", "TopK"]);

const broadcast: Rule = ({ inputs }, { axes }) =>
  inputs.reduce<readonly Axis[] | null>((all, _, index) => {
    const next = axes(index);
    return all && next && joined(all, next);
  }, []);

const reduced: Rule = (node, { axes, numbers }) => {
  const from = axes(0);
  const list = listOf(node, numbers, "axes");
  if (!from || (node.inputs[1] && !list)) return null;
  const gone = new Set(list ? list.map((axis) => (axis < 0 ? axis + from.length : axis)) : from.keys());
  if (intOf(node, "keepdims", 1) === 1) return from.map((size, axis) => (gone.has(axis) ? 1 : size));
  return from.filter((_, axis) => !gone.has(axis));
};

const pooled: Rule = (_node, { axes }) => axes(0)?.map((size, axis) => (axis < 2 ? size : 1));

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
  ...rows(pooled, "GlobalAveragePool GlobalMaxPool GlobalLpPool"),
  ...rows(convolved, "Conv ConvInteger"),
  ...rows(pooledInWindows, "MaxPool AveragePool LpPool"),
  // These change shapes, and it takes more than their inputs' shapes to say how.
  ...rows(
    unknown,
    "ConvTranspose Expand Pad Resize " +
      "Upsample Tile Range OneHot NonZero Compress DepthToSpace SpaceToDepth RoiAlign ConstantOfShape " +
      "LSTM GRU RNN If Loop Scan NonMaxSuppression GatherElements GatherND QLinearConv MatMulInteger",
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
    (node, { axes, sizes: list, batch }) => {
      const sizes = intsOf(node, "shape") ?? list(1);
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
      return from?.filter((size, axis) => (gone ? !gone.includes(axis) : size !== 1));
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
  ["Shape", (_node, { axes }) => axes(0) && [axes(0)?.length ?? 0]],
  [
    "Gemm",
    (node, { axes }) => {
      const [a, b] = [axes(0), axes(1)];
      const rows = a?.[intOf(node, "transA", 0)];
      const columns = b?.[1 - intOf(node, "transB", 0)];
      return rows === undefined || columns === undefined ? null : [rows, columns];
    },
  ],
  ["Einsum", einsum],
  ...rows((node) => intsOf(node, "shape"), "RandomNormal RandomUniform"),
  ...rows(same, "RandomNormalLike RandomUniformLike Bernoulli"),
  ["GridSample", sampled],
  ["Slice", sliced],
  ["Split", split],
  [
    "TopK",
    (node, { axes, numbers }) => {
      const from = axes(0);
      const at = fromFront(intOf(node, "axis", -1), from);
      const count = numbers(1)?.[0] ?? intOf(node, "k", 0);
      return from?.map((size, axis) => (axis === at ? count || "?" : size));
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
