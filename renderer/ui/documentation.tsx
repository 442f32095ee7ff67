import { lazy, Suspense } from "react";
import type { AnyBlockDefinition } from "../../shared/blocks/define";
import type { AnyLayerDefinition } from "../../shared/layers/define";

export type DocumentedRow = AnyLayerDefinition | AnyBlockDefinition;

/** KaTeX is large, and only needed where a formula is shown. */
const Formula = lazy(async () => ({ default: (await import("./formula")).Formula }));

/** What a layer or block is, from its row in the catalogue. */
export function Documentation({ row }: { readonly row: DocumentedRow }) {
  return (
    <div className="bw-documentation">
      <p className="bw-lead">{row.summary}</p>
      {"formula" in row && row.formula && (
        <Suspense fallback={<div className="bw-formula" />}>
          <Formula tex={row.formula} />
        </Suspense>
      )}
      <p>{row.documentation}</p>
      {row.source && <p className="bw-field-note">{row.source}</p>}
    </div>
  );
}
