import "./result.css";
import { isActive, type TrainingRun } from "../../state/run-progress";
import { FailureSummary } from "./failure-summary";
import { ResultView } from "./result-view";
import { RunBody } from "./run-body";
import { RunProgress } from "./run-progress";
import { TrainTabs } from "./train-tabs";

/** A run under way, or what it came to. */
export function RunView({ run }: { readonly run: TrainingRun }) {
  if (run.result) return <ResultView run={run} result={run.result} />;
  return (
    <div className="bw-train">
      <div className="bw-train-split">
        <section className="bw-train-side">
          <TrainTabs />
          {isActive(run) ? <RunProgress run={run} /> : <FailureSummary run={run} />}
        </section>
        <RunBody run={run} />
      </div>
    </div>
  );
}
