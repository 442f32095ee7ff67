import type { ComparedBlock } from "../../../shared/analysis/compare-block";
import { kernelsOf } from "../../../shared/analysis/kernels";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { formatInteger } from "../../../shared/base/format";

/** Every kernel as height × width × inputs × filters, and their sum. */
export function weightsTex(analysis: GraphAnalysis): string {
  const kernels = kernelsOf(analysis);
  const lines = kernels.map(
    ({ path, shape, count }) =>
      `${words(branchOf(path))} & \\quad ${factors(shape)} & \\quad ${digits(count)}`,
  );
  const sum = kernels.reduce((all, { count }) => all + count, 0);
  return `\\begin{array}{lrr}${[...lines, `&& \\mathbf{${digits(sum)}}`].join("\\\\")}\\end{array}`;
}

/** The paper's formula, with its numbers, and what comes out. */
export function ratioTex({ formula, filledIn, value }: NonNullable<ComparedBlock["ratio"]>): string {
  return `${formula}=${filledIn}=${value.toPrecision(3)}`;
}

/** [out, in / groups, height, width] or [out, in] as papers write it. */
function factors([filters, inputs, ...window]: readonly number[]): string {
  return [...window, inputs, filters].join("{\\times}");
}

/** A unit's convolution goes by the unit's name. */
function branchOf(path: string): string {
  return path.split("/")[0] ?? path;
}

function words(text: string): string {
  return `\\text{${text.replaceAll("_", " ")}}`;
}

function digits(count: number): string {
  return formatInteger(count).replaceAll(",", "{,}");
}
