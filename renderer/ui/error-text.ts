/** An error in percent as papers print it: one decimal, or the two that some give. */
export function errorText(percent: number): string {
  const hasOneDecimal = Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-9;
  return `${percent.toFixed(hasOneDecimal ? 1 : 2)} %`;
}
