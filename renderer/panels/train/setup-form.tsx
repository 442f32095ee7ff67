import { BackendPicker } from "./backend-picker";
import { ContactSheet } from "./contact-sheet";
import { DataFields } from "./data-fields";
import { MemoryEstimate } from "./memory-estimate";
import { ReadyCheck } from "./ready-check";
import { RecipeFields } from "./recipe-fields";

/** What is trained on, how, and whether it can be. */
export function SetupForm() {
  return (
    <div className="bw-train bw-train-setup">
      <section className="bw-train-column bw-train-start">
        <ReadyCheck />
        <MemoryEstimate />
        <BackendPicker />
      </section>
      <section className="bw-train-column">
        <DataFields />
      </section>
      <section className="bw-train-column">
        <RecipeFields />
      </section>
      <section className="bw-train-column bw-train-sheet-column">
        <ContactSheet />
      </section>
    </div>
  );
}
