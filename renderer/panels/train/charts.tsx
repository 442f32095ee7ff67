import { useCallback, useMemo } from "react";
import type { TrainingRun } from "../../state/run-progress";
import { trainingStore } from "../../state/training";
import type { Measure } from "./chart-data";
import { ChartGroup } from "./chart-group";
import { CurveChart } from "./curve-chart";

const MEASURES: readonly Measure[] = ["loss", "accuracy", "learningRate"];

export function Charts({ run: { curves, spec } }: { readonly run: TrainingRun }) {
  const held = spec.data.validationCount ? "validation" : "test";
  const group = useMemo(() => new ChartGroup(), []);
  const lastStep = useCallback(() => trainingStore.getState().progress.latest?.totalSteps ?? 1, []);
  return (
    <section className="bw-charts">
      {MEASURES.map((measure) => (
        <CurveChart
          key={measure}
          curves={curves}
          measure={measure}
          group={group}
          lastStep={lastStep}
          held={held}
        />
      ))}
    </section>
  );
}
