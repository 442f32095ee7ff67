import "./run.css";
import { useEffect } from "react";
import { ensureEngine } from "../../state/engine";
import { AnswerView } from "./answer-view";
import { ModelPicker } from "./model-picker";
import { PictureInput } from "./picture-input";
import { SeenView } from "./seen-view";

/** A picture, the network's view of it, and what it says. */
export function RunPanel() {
  useEffect(() => {
    ensureEngine();
  }, []);
  return (
    <div className="bw-run">
      <section className="bw-run-column">
        <ModelPicker />
      </section>
      <section className="bw-run-column">
        <PictureInput />
      </section>
      <section className="bw-run-column">
        <SeenView />
      </section>
      <section className="bw-run-column bw-run-answer">
        <AnswerView />
      </section>
    </div>
  );
}
