export interface Column {
  readonly title: string;
  /** Numbers stand on the right, so that their digits line up. */
  readonly align: "left" | "right";
}

/** An aligned table, a rule under its head, no blanks at the ends of lines. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const [cell, width] = [cells[index] ?? "", widths[index] as number];
        return align === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return `${[line(columns.map(({ title }) => title)), rule, ...rows.map(line)].join("\n")}\n`;
}
