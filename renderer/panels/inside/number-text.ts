/** Three significant figures or a whole number, whatever the size: 0.00123 -> "0.00123", 12.345 -> "12.3", 5092 -> "5092". */
export function numberText(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return `${value}`;
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1);
  return size >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}
