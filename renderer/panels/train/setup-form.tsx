import "./setup.css";
import { BackendPicker } from "./backend-picker";
import { ContactSheet } from "./contact-sheet";
import { DataFields } from "./data-fields";
import { MemoryEstimate } from "./memory-estimate";
import { ReadyCheck } from "./ready-check";
import { RecipeFields } from "./recipe-fields";
import { ResumeOffer } from "./resume-offer";
import { TrainTabs } from "./train-tabs";

/** What is trained on, how, and whether it can be. */
export function SetupForm() {
  return (
    <div className="bw-train">
      <div className="bw-train-split">
        <section className="bw-train-side">
          <TrainTabs />
          <ResumeOffer />
          <ReadyCheck />
          <MemoryEstimate />
          <BackendPicker />
        </section>
        <div className="bw-train-form">
          <DataFields />
          <RecipeFields />
          <ContactSheet />
        </div>
      </div>
    </div>
  );
}
