import "./run.css";
import { useEffect } from "react";
import { ensureEngine } from "../../state/engine";
import { AnswerView } from "./answer-view";
import { ModelPicker } from "./model-picker";
import { PictureInput } from "./picture-input";
import { TestingPicker } from "./testing-picker";

/** A picture, the network's view of it, and what it says. */
export function RunPanel() {
  useEffect(() => {
    ensureEngine();
  }, []);
  return (
    <div className="bw-run">
      <div className="bw-run-split">
        <section className="bw-run-column">
          <ModelPicker />
        </section>
        <section className="bw-run-column">
          <PictureInput />
          <TestingPicker />
        </section>
        <section className="bw-run-column">
          <AnswerView />
        </section>
      </div>
    </div>
  );
}
