import { Command } from "commander";
import type { BenchRow } from "../bench";
import { isMet, type Measured, machineText, rowText, toJson } from "../report";
import { type Adapter, startGpu } from "./adapter";
import { groupedRows } from "./grouped";
import { inferenceRows } from "./inference";
import { trainingRows } from "./training";

interface Choices {
  readonly json?: boolean;
  readonly only?: readonly string[];
  readonly software?: boolean;
}

const { json, only, software } = new Command("bench:gpu")
  .description("Measures WebGPU training and inference on this machine's GPU, through Dawn in Node.")
  .option("--json", "print JSON instead of the table")
  .option("--only <id...>", "measure only rows whose id begins so")
  .option("--software", "take a software adapter as well, with small batches: to see that the bench runs")
  .parse()
  .opts<Choices>();

const gpu = await startGpu(software ?? false);
if (gpu.ok) await measure(gpu.value);
else {
  process.stderr.write(`${gpu.error}\n`);
  process.exitCode = 2;
}

async function measure(adapter: Adapter): Promise<void> {
  const rows: readonly BenchRow[] = [
    ...trainingRows(adapter),
    ...groupedRows(adapter),
    ...inferenceRows(adapter),
  ];
  const results: Measured[] = [];
  for (const { id, title, measure: run } of rows) {
    if (only && !only.some((start) => id.startsWith(start))) continue;
    process.stderr.write(`${title}...\n`);
    results.push({ id, title, ...(await run()) });
  }
  process.stdout.write(
    json ? toJson(results) : `${results.map(rowText).join("")}${machineText()}${adapter.name}\n`,
  );
  process.exitCode = results.every(isMet) ? 0 : 1;
}
