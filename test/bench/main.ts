import { Command } from "commander";
import type { BenchRow } from "./bench";
import { isMet, type Measured, machineText, rowText, toJson } from "./report";

const modules = import.meta.glob<readonly BenchRow[]>("./rows/*.ts", { eager: true, import: "default" });
const rows = Object.values(modules).flat();

const { json, only, list } = new Command("bench")
  .description("Measures Blockwise against others in one run: ratios, since times depend on the machine.")
  .option("--json", "print JSON instead of the table")
  .option("--only <id...>", "measure only rows whose id begins so")
  .option("--list", "print the ids")
  .parse()
  .opts<{ json?: boolean; only?: readonly string[]; list?: boolean }>();

const chosen = rows.filter(({ id }) => only?.some((start) => id.startsWith(start)) ?? true);
if (list) process.stdout.write(chosen.map(({ id, title }) => `${id}: ${title}\n`).join(""));
else await measure(chosen);

async function measure(wanted: readonly BenchRow[]): Promise<void> {
  const results: Measured[] = [];
  for (const { id, title, measure: run } of wanted) {
    process.stderr.write(`${title}...\n`);
    const result = { id, title, ...(await run()) };
    results.push(result);
    // As it comes: the whole takes minutes.
    if (!json) process.stdout.write(rowText(result));
  }
  process.stdout.write(json ? toJson(results) : machineText());
  process.exitCode = results.every(isMet) ? 0 : 1;
}
