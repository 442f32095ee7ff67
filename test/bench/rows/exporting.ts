import { open } from "node:fs/promises";
import { join } from "node:path";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { compilePlan } from "../../../shared/engine/plan";
import { drawWeights } from "../../../shared/engine/weights/weight-store";
import { bytesOf } from "../../../shared/formats/onnx/draft";
import { openNetwork } from "../../../shared/networks/registry";
import { type BenchRow, median, race } from "../bench";
import { withFolder } from "../files/made-file";

const GOAL_MS = 5000;
/** How much longer than writing bytes that are at hand. */
const WRITING_GOAL = 4;
const MIB = 1024 * 1024;

const row: BenchRow = {
  id: "export-vgg-d",
  title: "Exporting VGG-D with its weights as an ONNX file of 528 MiB, in Node",
  measure: () =>
    withFolder(async (folder) => {
      const document = openNetwork("vgg-d");
      const weights = drawWeights(compilePlan(document), 1);
      const engine = createNodeEngine("wasm");
      const spec = { document, format: "onnx", name: "vgg-d", options: {}, seed: 1 };
      const read = (name: string) => weights.get(name)?.data ?? new Float32Array();
      const memory = new Peak();
      const ours = async (): Promise<void> => {
        const file = await open(join(folder, "ours.onnx"), "w");
        memory.begin();
        await engine.exportNetwork(
          spec,
          async (part) => {
            if (part.kind === "bytes") await file.writeFile(part.bytes);
            memory.look();
            return true;
          },
          read,
        );
        await file.close();
      };
      const plain = async (): Promise<void> => {
        const file = await open(join(folder, "plain"), "w");
        for (const { data } of weights.values()) await file.writeFile(bytesOf(data));
        await file.close();
      };
      const [value, plainly] = (await race([ours, plain], { warmups: 1, runs: 5 })).map(median);
      const beside = Math.round(memory.peak / MIB);
      return {
        value: value as number,
        unit: "ms",
        rivals: [{ name: "writing the weights' bytes alone", value: plainly as number, goal: WRITING_GOAL }],
        limits: [
          { text: `under ${GOAL_MS} ms`, met: (value as number) < GOAL_MS },
          { text: `no second copy of the weights; ${beside} MiB beside them at most`, met: beside < 264 },
        ],
      };
    }),
};

/** The most memory that was taken since it began. */
class Peak {
  peak = 0;
  #start = 0;

  begin(): void {
    this.#start = held();
  }

  look(): void {
    this.peak = Math.max(this.peak, held() - this.#start);
  }
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export default [row];
