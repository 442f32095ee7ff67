import { BYTES_PER_ELEMENT } from "../../../shared/analysis/totals";
import { formatBytes, formatInteger, formatSi } from "../../../shared/base/format";
import { elementsOf, shapeText } from "../../../shared/layers/shape";
import { errorText } from "../../ui/error-text";
import type { ComparedNetwork } from "./rows";

/** One number of every network. Its name and convention are the texts `compare.column.<id>`. */
export interface Column {
  readonly id: string;
  /** What is sorted by, drawn as a bar and exported; null where it is not known. */
  value(row: ComparedNetwork): number | null;
  format(value: number, row: ComparedNetwork): string;
  /** Years and sizes of inputs are no amounts. */
  readonly hasBar: boolean;
  /** Instead of the number. */
  exported?(row: ComparedNetwork): string;
}

export const COLUMNS: readonly Column[] = [
  { id: "year", value: ({ year }) => year, format: String, hasBar: false },
  {
    id: "input",
    value: ({ input }) => input && elementsOf(input),
    format: (_, { input }) => (input ? shapeText(input) : "–"),
    hasBar: false,
    exported: ({ input }) => (input ? shapeText(input) : ""),
  },
  { id: "params", value: ({ totals }) => totals.params, format: formatSi, hasBar: true },
  { id: "buffers", value: ({ totals }) => totals.buffers, format: formatSi, hasBar: true },
  {
    id: "weightBytes",
    value: ({ totals }) => (totals.params + totals.buffers) * BYTES_PER_ELEMENT,
    format: formatBytes,
    hasBar: true,
  },
  { id: "macs", value: ({ totals }) => totals.macs, format: formatSi, hasBar: true },
  { id: "flops", value: ({ totals }) => totals.macs * 2, format: formatSi, hasBar: true },
  { id: "activations", value: ({ totals }) => totals.activations, format: formatSi, hasBar: true },
  {
    id: "peakMemory",
    value: ({ totals }) => totals.peakActivations * BYTES_PER_ELEMENT,
    format: formatBytes,
    hasBar: true,
  },
  { id: "layers", value: ({ totals }) => totals.leaves, format: formatInteger, hasBar: true },
  { id: "depth", value: ({ depth }) => depth, format: formatInteger, hasBar: true },
  { id: "top1", value: ({ published }) => published?.top1Error ?? null, format: errorText, hasBar: true },
  { id: "top5", value: ({ published }) => published?.top5Error ?? null, format: errorText, hasBar: true },
];

/** By its column; what is not known stands last either way. Equal ones keep their order. */
export function sortRows(
  rows: readonly ComparedNetwork[],
  sort: { readonly column: string; readonly descending: boolean },
): readonly ComparedNetwork[] {
  const direction = sort.descending ? -1 : 1;
  const column = COLUMNS.find(({ id }) => id === sort.column);
  if (!column) return [...rows].sort((a, b) => direction * a.title.localeCompare(b.title));
  return [...rows].sort((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return direction * (left - right);
  });
}
