export type CsvValue = string | number | boolean | null | undefined;

/** As RFC 4180 has it, with plain numbers; what is absent is an empty field. */
export function writeCsv(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** Spreadsheets run what begins like a formula; a name must not. Negative numbers come as numbers. */
function field(value: CsvValue): string {
  if (typeof value !== "string") return value === null || value === undefined ? "" : `${value}`;
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
