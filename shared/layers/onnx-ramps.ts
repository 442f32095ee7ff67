import { dataInput, near, type ReadNode, type ReadValue, scalarInput } from "./node-reader";

/** What is multiplied by one constant, as a product or a quotient. */
export function constantFactor(node: ReadNode): { readonly index: 0 | 1; readonly factor: number } | null {
  if (node.operator !== "Mul" && node.operator !== "Div") return null;
  const index = node.operator === "Mul" && node.inputs[0]?.constant ? 1 : 0;
  const number = scalarInput(node, 1 - index);
  if (number === null || (node.operator === "Div" && number === 0)) return null;
  return { index, factor: node.operator === "Mul" ? number : 1 / number };
}

/** What one constant is added to or taken from; `factor` is -1 where it is taken from the constant. */
export function constantOffset(
  node: ReadNode,
): { readonly index: 0 | 1; readonly factor: 1 | -1; readonly offset: number } | null {
  if (node.operator !== "Add" && node.operator !== "Sub") return null;
  const index = node.inputs[0]?.constant ? 1 : 0;
  const number = scalarInput(node, 1 - index);
  if (number === null) return null;
  if (node.operator === "Add") return { index, factor: 1, offset: number };
  return index === 0 ? { index, factor: 1, offset: -number } : { index, factor: -1, offset: number };
}

/** The bounds of a `Clip`: inputs since version 11, attributes before. Absent ones are infinite; null if computed. */
export function clipBounds(node: ReadNode): { readonly low: number; readonly high: number } | null {
  if (node.operator !== "Clip") return null;
  const bound = (index: number, name: string, none: number): number | null =>
    node.inputs[index] ? scalarInput(node, index) : node.float(name, none);
  const low = bound(1, "min", Number.NEGATIVE_INFINITY);
  const high = bound(2, "max", Number.POSITIVE_INFINITY);
  return low === null || high === null ? null : { low, high };
}

/** A ramp around zero, flat beyond its reach. */
export interface Ramp {
  readonly input: ReadValue;
  readonly reach: number;
}

/** x + r between 0 and 2r. */
export function clippedRamp(node: ReadNode): Ramp | null {
  const bounds = clipBounds(node);
  const sum = bounds?.low === 0 ? node.giver(0) : null;
  const moved = sum && constantOffset(sum);
  const input = sum && moved?.factor === 1 ? dataInput(sum, moved.index) : null;
  const reach = moved?.offset ?? 0;
  return input && reach > 0 && near(bounds?.high ?? 0, 2 * reach) ? { input, reach } : null;
}

/** A ramp from 0 to 1: as an operator, or as older exporters spell it. */
export function hardSigmoidOf(node: ReadNode): Ramp | null {
  if (node.operator === "HardSigmoid") {
    const input = dataInput(node);
    const slope = node.float("alpha", 0.2);
    return input && slope > 0 && near(node.float("beta", 0.5), 0.5) ? { input, reach: 0.5 / slope } : null;
  }
  const factor = constantFactor(node);
  const clipped = factor && node.giver(factor.index);
  const ramp = clipped && clippedRamp(clipped);
  return ramp && near(factor?.factor ?? 0, 0.5 / ramp.reach) ? ramp : null;
}
