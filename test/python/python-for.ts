import { findPython } from "./find-python.mjs";

/** A Python for one part of this suite; null after a word on why the part is skipped. */
export function pythonFor(part: string, modules: readonly string[], packages: string): string | null {
  const python = findPython(modules);
  if (python === null) {
    process.stderr.write(`skipped ${part}: no Python with ${modules.join(" and ")} (Debian: ${packages})\n`);
  }
  return python;
}
