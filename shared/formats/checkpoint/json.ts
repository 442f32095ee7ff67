const NON_FINITE: ReadonlyMap<string, number> = new Map([
  ["#NaN", Number.NaN],
  ["#Infinity", Number.POSITIVE_INFINITY],
  ["#-Infinity", Number.NEGATIVE_INFINITY],
]);

/** JSON that keeps every number: JSON itself turns those that are not finite into null. Keys come sorted. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === "number" && !Number.isFinite(each)) return `#${each}`;
    if (typeof each !== "object" || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

export function parseExactJson(text: string): unknown {
  return JSON.parse(text, (_key, each: unknown) =>
    typeof each === "string" ? (NON_FINITE.get(each) ?? each) : each,
  );
}
