import { cpus } from "node:os";
import type { BenchResult, BenchRow, MissingResult, MissingRival, Rival } from "./bench";

export type Measured = Pick<BenchRow, "id" | "title"> & (BenchResult | MissingResult);

export function isMet(result: BenchResult | MissingResult): boolean {
  if ("missing" in result) return true;
  const { value, rivals = [], limits = [] } = result;
  return rivals.every((rival) => isMissing(rival) || beats(value, rival)) && limits.every(({ met }) => met);
}

function machine() {
  const [first] = cpus();
  return { processor: first?.model.trim() ?? "unknown", cores: cpus().length, node: process.version };
}

/** One line for the row and one for each comparison, with what was reached and what was asked. */
export function rowText(result: Measured): string {
  if ("missing" in result) return `- ${result.title}: not measured, ${result.missing}\n`;
  const { title, value, unit, rivals = [], limits = [] } = result;
  const lines = [
    `${isMet(result) ? "✓" : "✗"} ${title}: ${format(value, unit)}`,
    ...rivals.map((rival) => `    ${compare(value, unit, rival)}`),
    ...limits.map(({ text, met }) => `    ${met ? "✓" : "✗"} goal: ${text}`),
  ];
  return `${lines.join("\n")}\n`;
}

export function machineText(): string {
  const { processor, cores, node } = machine();
  return `${processor}, ${cores} cores, Node ${node}; medians\n`;
}

export function toJson(results: readonly Measured[]): string {
  const rows = results.map((result) => ({ ...result, met: isMet(result) }));
  return `${JSON.stringify({ machine: machine(), results: rows }, null, 2)}\n`;
}

function compare(value: number, unit: string, rival: Rival | MissingRival): string {
  if (isMissing(rival)) return `- ${rival.name}: not measured, ${rival.missing}`;
  const mark = beats(value, rival) ? "✓" : "✗";
  const goal =
    rival.goal < 1
      ? `at least ${Math.round(1 / rival.goal)} times as fast`
      : `at most ${rival.goal} times as long`;
  return `${mark} ${rival.name}: ${format(rival.value, unit)}, ${ratio(value, rival)} (goal: ${goal})`;
}

/** "3.2 times as fast", or slow ones the other way round. */
function ratio(value: number, rival: Rival): string {
  const times = (factor: number) => (factor >= 10 ? factor.toFixed(0) : factor.toFixed(2));
  return value <= rival.value
    ? `ours is ${times(rival.value / value)} times as fast`
    : `ours takes ${times(value / rival.value)} times as long`;
}

function beats(value: number, rival: Rival): boolean {
  return value <= rival.value * rival.goal;
}

function isMissing(rival: Rival | MissingRival): rival is MissingRival {
  return "missing" in rival;
}

function format(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`;
}
