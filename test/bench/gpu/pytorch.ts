import { execFile } from "node:child_process";
import { type MissingRival, median, type Rival } from "../bench";
import script from "./pytorch_gpu.py?raw";

export interface CudaJob {
  readonly job: "train" | "infer";
  readonly net: string;
  readonly batch: number;
  readonly size: number;
}

const NAME = "PyTorch on CUDA";

/** Nothing is asked of the ratio: it is told. */
const ANY = Number.POSITIVE_INFINITY;

/** The same net in PyTorch on the same GPU, where Python has it. */
export async function timeOnCuda({ job, net, batch, size }: CudaJob): Promise<Rival | MissingRival> {
  const { output, failure } = await python([job, net, batch, size].map(String));
  if (output !== null) {
    const times = JSON.parse(output) as number[];
    return { name: NAME, value: median(times.sort((a, b) => a - b)), goal: ANY };
  }
  return { name: NAME, missing: failure };
}

function python(
  args: readonly string[],
): Promise<{ readonly output: string | null; readonly failure: string }> {
  return new Promise((resolve) => {
    // The script travels inside the bundle, and reaches Python as its standard input.
    const child = execFile("python3", ["-", ...args], (error, stdout, stderr) => {
      if (!error) resolve({ output: stdout, failure: "" });
      else resolve({ output: null, failure: stderr.trim().split("\n").at(-1) || error.message });
    });
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(script);
  });
}
