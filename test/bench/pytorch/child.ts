import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { err, ok, type Result } from "../../../shared/base/result";
import type { TrainingNet } from "../nets";

export interface PytorchJob {
  readonly net: TrainingNet["name"];
  readonly batch: number;
  readonly size: number;
  readonly threads: number;
}

const PYTHON = "/usr/bin/python3";

/** Milliseconds of training steps in PyTorch on the CPU, ordered; or why there are none. */
export async function timeInPytorch({
  net,
  batch,
  size,
  threads,
}: PytorchJob): Promise<Result<number[], string>> {
  if (!existsSync(PYTHON)) return err("Python is not installed");
  const script = join(process.cwd(), "test/bench/pytorch/train_step.py");
  const args = [script, net, batch, size, threads].map(String);
  // OpenMP reads its number of threads when the library is loaded.
  const env = { ...process.env, OMP_NUM_THREADS: String(threads) };
  try {
    const { stdout } = await promisify(execFile)(PYTHON, args, { env });
    return ok((JSON.parse(stdout) as number[]).sort((a, b) => a - b));
  } catch (thrown) {
    const text = String((thrown as { stderr?: unknown }).stderr ?? thrown);
    if (/No module named 'torch'/.test(text)) return err("PyTorch is not installed");
    throw new Error(`The PyTorch side of the bench failed: ${text.trim().split("\n").at(-1)}`);
  }
}
