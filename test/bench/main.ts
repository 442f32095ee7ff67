import { cpus } from "node:os";
import type { BenchResult, BenchRow } from "./bench";
import { analysisRow, catalogueRow, editRow } from "./rows/analysis";
import { threeConvRow } from "./rows/three-conv";

/** Ratios within one run: absolute times depend on the machine, and on what else it does. */
const rows: readonly BenchRow[] = [analysisRow, catalogueRow, editRow, threeConvRow];

const json = process.argv.includes("--json");
const results: (BenchResult & Pick<BenchRow, "id" | "title">)[] = [];
for (const { id, title, measure } of rows) {
  process.stderr.write(`${title}...\n`);
  results.push({ id, title, ...(await measure()) });
}
process.stdout.write(json ? `${JSON.stringify({ machine: machine(), results }, null, 2)}\n` : table());
process.exitCode = results.every(({ met }) => met) ? 0 : 1;

function machine() {
  const [first] = cpus();
  return { processor: first?.model.trim() ?? "unknown", cores: cpus().length, node: process.version };
}

function table(): string {
  const { processor, cores, node } = machine();
  const lines = results.map(({ title, ms, against, goal, met }) => {
    const ratio = against
      ? `; ${against.name}: ${format(against.ms)}, ${(against.ms / ms).toFixed(1)} times as long`
      : "";
    return `${met ? "✓" : "✗"} ${title}: ${format(ms)}${ratio} (goal: ${goal})`;
  });
  return `${[...lines, `${processor}, ${cores} cores, Node ${node}; medians`].join("\n")}\n`;
}

function format(ms: number): string {
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(2)} ms`;
}
