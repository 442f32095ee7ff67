import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Definition } from "../../../shared/graph/document";
import { editDefinitionTitle } from "./edit-node";

/** What a block of the document is called in the palette and on its cards. */
export function DefinitionTitle({ definition }: { readonly definition: Definition }) {
  const { t } = useTranslation();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (): void => {
    const wanted = draft?.trim() ?? "";
    if (wanted !== "" && wanted !== definition.title) editDefinitionTitle(definition.id, wanted);
    setDraft(null);
  };
  return (
    <div className="bw-param" data-param="title">
      <label className="bw-param-label" htmlFor={id}>
        {t("inspector.blockTitle")}
      </label>
      <div className="bw-param-input">
        <input
          id={id}
          className="bw-input"
          maxLength={80}
          autoComplete="off"
          value={draft ?? definition.title}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === "Escape") setDraft(null);
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
      </div>
    </div>
  );
}
