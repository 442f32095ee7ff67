/** An error whose message is written for the person at the screen: what happened, what was expected, what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** Closes a discriminated union: a new `kind` that nobody handles fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

/** A programming error if it is absent; never used on what a person typed or a file said. */
export function assertExists<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`Missing ${what}`);
  return value;
}

export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${what}`);
}

/** The message of anything that was thrown. */
export function errorMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
