import { Tooltip } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { renameDocument } from "../../shared/graph/edits";
import { change, isEdited, useProject } from "../state/project";

/** The document's name, renamed in place, with a dot while something is unsaved. */
export function DocumentName() {
  const { t } = useTranslation();
  const name = useProject((state) => state.history.present.name);
  const edited = useProject(isEdited);
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (keep: boolean): void => {
    const wanted = draft?.trim() ?? "";
    if (keep && wanted !== "" && wanted !== name) change(t("app.renamed"), renameDocument(wanted));
    setDraft(null);
  };
  return (
    <span className="bw-document-name">
      <input
        aria-label={t("app.documentName")}
        value={draft ?? name}
        // As wide as its text, so that the dot stands beside it.
        size={Math.max(4, Math.min(28, (draft ?? name).length))}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => finish(true)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setDraft(null);
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Tooltip label={t("app.unsaved")} disabled={!edited}>
        <span
          className="bw-unsaved"
          data-shown={edited}
          role="img"
          aria-label={edited ? t("app.unsaved") : ""}
        />
      </Tooltip>
    </span>
  );
}
