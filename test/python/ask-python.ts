import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** A script that answers one JSON line with another, until there are no more. */
export interface Python {
  ask(request: unknown): Promise<unknown>;
  end(): void;
}

/** Starts a script of this folder. One process for many questions: to load PyTorch takes seconds. */
export function startPython(executable: string, script: string): Python {
  const child = spawn(executable, [resolve(import.meta.dirname, script)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const answer = await answers.next();
      if (answer.done) throw new Error(`${script} ended without an answer to ${JSON.stringify(request)}`);
      return JSON.parse(answer.value);
    },
    end: () => void child.stdin.end(),
  };
}
