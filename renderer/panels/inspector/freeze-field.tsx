import { Switch } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { NodePath } from "../../../shared/graph/document";
import { frozenBy, setFrozen } from "../../../shared/graph/frozen";
import { change, useProject } from "../../state/project";
import { text } from "../../text/i18n";

/** Whether training leaves a node's weights alone; a block around it may have decided already. */
export function FreezeField({ path }: { readonly path: NodePath }) {
  const { t } = useTranslation();
  const id = useId();
  const frozen = useProject((state) => frozenBy(state.history.present, path));
  const note = frozen === "block" ? t("inspector.freeze.byBlock") : t("inspector.freeze.note");
  return (
    <div className="bw-param" data-param="frozen">
      <div className="bw-param-label">
        <span id={id}>{t("inspector.freeze.label")}</span>
      </div>
      <fieldset className="bw-param-input" disabled={frozen === "block"}>
        <Switch
          size="sm"
          aria-labelledby={id}
          checked={frozen !== null}
          onChange={({ currentTarget: { checked } }) =>
            change(text(checked ? "canvas.edit.freeze" : "canvas.edit.unfreeze"), setFrozen([path], checked))
          }
        />
        <span className="bw-field-note">{note}</span>
      </fieldset>
    </div>
  );
}
