import { useMemo } from "react";
import type { AnyExportFormat } from "../../../shared/formats/define";
import type { Document } from "../../../shared/graph/document";
import { catalogueText } from "../../text/i18n";

interface FormatNotesProps {
  readonly format: AnyExportFormat;
  readonly document: Document;
}

/** What the file is for, and what it will lack of this network. */
export function FormatNotes({ format, document }: FormatNotesProps) {
  const caution = useMemo(() => format.caution?.(document) ?? null, [format, document]);
  return (
    <>
      <p className="bw-export-note">{catalogueText(`format.${format.id}.summary`, format.summary)}</p>
      {caution !== null && (
        <p className="bw-export-note bw-export-caution" role="note">
          {caution}
        </p>
      )}
    </>
  );
}
