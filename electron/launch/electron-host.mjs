import { spawn } from "node:child_process";

const EARLY_MS = 5_000;

/**
 * Runs the app in Electron until it is closed. Resolves with why it could not start, or null after a session.
 * @param {string} binary
 * @param {string} root
 * @returns {Promise<string | null>}
 */
export function runElectron(binary, root) {
  return new Promise((done) => {
    const started = Date.now();
    const child = spawn(binary, [root], { stdio: "inherit" });
    const stop = () => child.kill();
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stop);
    child.on("error", (error) => done(error.message));
    child.on("exit", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM"]) process.off(name, stop);
      // Libraries or user namespaces that the system lacks end Electron at once; later ends are the session's own.
      const failed = code !== 0 && !child.killed && Date.now() - started < EARLY_MS;
      if (!failed) process.exitCode = code ?? 0;
      done(failed ? `it ended at once with ${signal ?? `code ${code}`}` : null);
    });
  });
}
