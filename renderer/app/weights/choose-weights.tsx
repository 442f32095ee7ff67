import { modals } from "@mantine/modals";
import type { MatchStrategy } from "../../../shared/contracts/weight-match";
import type { Document } from "../../../shared/graph/document";
import { text } from "../../text/i18n";
import { MatchDialog } from "./match-dialog";
import { likelyStrategy, type MatchReports, reportsFor } from "./match-reports";

/** A file of weights, and how a person wants them to find their places. */
export interface ChosenWeights {
  readonly fileName: string;
  readonly weights: ArrayBuffer;
  readonly match: MatchStrategy;
}

/**
 * Shows what a safetensors file gives to a network and asks how to take it. Null if the person changed their mind. Throws
 * a readable error on a file that is something else, or a network with faults.
 */
export async function chooseWeights(file: File, document: Document): Promise<ChosenWeights | null> {
  const weights = await file.arrayBuffer();
  const reports = reportsFor(weights, document);
  const match = await askHow(file.name, document, reports);
  return match && { fileName: file.name, weights, match };
}

function askHow(name: string, document: Document, reports: MatchReports): Promise<MatchStrategy | null> {
  return new Promise((resolve) => {
    const id = modals.open({
      title: text("weights.title", { name }),
      size: "xl",
      onClose: () => resolve(null),
      children: (
        <MatchDialog
          network={document.name}
          reports={reports}
          initial={likelyStrategy(reports)}
          onChoose={(strategy) => {
            resolve(strategy);
            modals.close(id);
          }}
        />
      ),
    });
  });
}
