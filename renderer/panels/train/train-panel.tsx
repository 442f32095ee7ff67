import "./train.css";
import { useEffect } from "react";
import { ensureEngine } from "../../state/engine";
import { useTraining } from "../../state/training";
import { RunView } from "./run-view";
import { SetupForm } from "./setup-form";

/** The form, or the run that was started with it. */
export function TrainPanel() {
  const run = useTraining((state) => state.run);
  // So that it is warm, and has said what it runs on, when Start is pressed.
  useEffect(() => {
    ensureEngine();
  }, []);
  return run === null ? <SetupForm /> : <RunView run={run} />;
}
