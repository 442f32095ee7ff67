import { imagesForRun } from "../../state/own-data";
import { currentDocument, projectStore } from "../../state/project";
import { weightsForRun } from "../../state/start-weights";
import { modelsOf, runSpecOf, trainSetupStore } from "../../state/train-setup";
import { startTraining } from "../../state/training";
import { readinessOf } from "./readiness";

/** Starts a run with the form's recipe, unless something stands in its way: then the panel says what. */
export function startIfReady(): void {
  const setup = trainSetupStore.getState();
  const document = currentDocument();
  const { kind } = readinessOf(document, projectStore.getState().analysis, setup.data);
  const images = imagesForRun(setup.data);
  if (kind === "ready" && images) {
    const spec = { ...runSpecOf(setup, document), ...images, ...weightsForRun() };
    void startTraining(spec, modelsOf(setup));
  }
}
