import { COLUMNS } from "./columns";
import type { ComparedNetwork } from "./rows";

/** As RFC 4180 has it, with plain numbers: rows as they are sorted, columns by the headings given. */
export function comparisonCsv(
  rows: readonly ComparedNetwork[],
  headings: { readonly network: string; column(id: string): string },
): string {
  const lines = rows.map((row) => [
    row.title,
    ...COLUMNS.map((column) => column.exported?.(row) ?? String(column.value(row) ?? "")),
  ]);
  const head = [headings.network, ...COLUMNS.map(({ id }) => headings.column(id))];
  return [head, ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

/** Spreadsheets run what begins like a formula; a name of a document must not. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
