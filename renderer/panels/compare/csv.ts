import { writeCsv } from "../../../shared/formats/csv/write";
import { COLUMNS } from "./columns";
import type { ComparedNetwork } from "./rows";

/** Rows as they are sorted, columns by the headings given. */
export function comparisonCsv(
  rows: readonly ComparedNetwork[],
  headings: { readonly network: string; column(id: string): string },
): string {
  const lines = rows.map((row) => [
    row.title,
    ...COLUMNS.map((column) => column.exported?.(row) ?? String(column.value(row) ?? "")),
  ]);
  return writeCsv([[headings.network, ...COLUMNS.map(({ id }) => headings.column(id))], ...lines]);
}
