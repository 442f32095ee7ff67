import type { TrainingRun } from "../../state/run-progress";
import { CurveChart } from "./curve-chart";

export function Charts({ run }: { readonly run: TrainingRun }) {
  return (
    <section className="bw-charts">
      <CurveChart run={run} measure="loss" />
      <CurveChart run={run} measure="accuracy" />
    </section>
  );
}
