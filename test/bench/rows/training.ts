import * as tf from "@tensorflow/tfjs";
import { type BenchRow, median, type Rival, sample } from "../bench";
import { type TrainingNet, trainingNets } from "../nets";
import { ourTrainer, startOurs } from "../ours";
import { timeInPytorch } from "../pytorch/child";
import { stockTrainer } from "../stock/layers";

const STOCK_GOAL = 1 / 40;
const PYTORCH_GOAL = 6;
const BATCH = 32;
/** Images of a step on the slow JS backend, for ours as well: a whole batch takes it minutes. */
const STOCK_BATCHES: Readonly<Record<TrainingNet["name"], number>> = {
  "three-conv": 16,
  "resnet-cifar-20": 2,
  "mobilenet-0.25": 8,
};

export default trainingNets.flatMap((net): readonly BenchRow[] => [
  {
    id: `train-stock-${net.name}`,
    title: `Training step of ${net.title} on WASM, batch ${STOCK_BATCHES[net.name]} of ${net.size}×${net.size}×3`,
    async measure() {
      const batch = STOCK_BATCHES[net.name];
      const value = await ourTime(net, batch);
      return { value, unit: "ms", rivals: [await stockTime(net, batch)] };
    },
  },
  {
    id: `train-${net.name}`,
    title: `Training step of ${net.title} on WASM, batch ${BATCH} of ${net.size}×${net.size}×3`,
    async measure() {
      const value = await ourTime(net, BATCH);
      const found = await timeInPytorch({ net: net.name, batch: BATCH, size: net.size, threads: 2 });
      const name = "PyTorch on 2 threads";
      const rival = found.ok
        ? { name, value: median(found.value), goal: PYTORCH_GOAL }
        : { name, missing: found.error };
      return { value, unit: "ms", rivals: [rival] };
    },
  },
]);

async function ourTime({ document }: TrainingNet, batch: number): Promise<number> {
  await startOurs();
  const trainer = ourTrainer(document, batch);
  const times = await sample(trainer.step, { warmups: 6, runs: 16 });
  trainer.dispose();
  return median(times);
}

/** One step of stock tfjs, which cannot train on WASM, after one of a single image. */
async function stockTime(net: TrainingNet, batch: number): Promise<Rival> {
  await tf.setBackend("cpu");
  tf.enableProdMode();
  const step = stockTrainer(net);
  await step(1);
  const times = await sample(() => step(batch), { warmups: 0, runs: 1 });
  return { name: "tfjs-layers on its JS backend", value: median(times), goal: STOCK_GOAL };
}
