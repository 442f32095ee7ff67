/** Three significant figures: 0.0123 -> "0.012 ms", 4.567 -> "4.57 ms", 1234 -> "1234 ms". */
export function formatMs(ms: number): string {
  const digits = ms >= 100 ? 0 : ms >= 10 ? 1 : ms >= 1 ? 2 : 3;
  return `${ms.toFixed(digits)} ms`;
}
