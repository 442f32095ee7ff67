import "./train.css";
import { useEffect } from "react";
import { ensureEngine } from "../../state/engine";
import { useTraining } from "../../state/training";
import { RunView } from "./run-view";
import { RunsView } from "./runs-view";
import { SetupForm } from "./setup-form";
import { useTrainTab } from "./train-tabs";

/** The form, or the run that was started with it. */
export function TrainPanel() {
  const tab = useTrainTab();
  const run = useTraining((state) => state.run);
  // So that it is warm, and has said what it runs on, when Start is pressed.
  useEffect(() => {
    ensureEngine();
  }, []);
  if (tab === "runs") return <RunsView />;
  return run === null ? <SetupForm /> : <RunView run={run} />;
}
