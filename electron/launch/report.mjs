/** A failure that the person can do something about: its message is all they need to see. */
export class LaunchError extends Error {}

/**
 * Progress and trouble go to the error stream: standard output belongs to results.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a script to its end; a `LaunchError` ends it with one line, anything else is a bug and shows its stack.
 * @param {() => Promise<void>} script
 */
export async function runScript(script) {
  try {
    await script();
  } catch (error) {
    const known = error instanceof LaunchError;
    say(known ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
