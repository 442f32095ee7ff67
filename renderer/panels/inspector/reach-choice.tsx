import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Reach } from "../../../shared/blocks/edit-inside";
import { countInstances } from "../../../shared/blocks/edit-inside";
import { type NodePath, parentPath } from "../../../shared/graph/document";
import { useProject } from "../../state/project";
import { setReach, useSession } from "../../state/session";

/** Inside a block that others are alike to: whether an edit is meant for this one or for all of them. */
export function ReachChoice({ path }: { readonly path: NodePath }) {
  const { t } = useTranslation();
  const reach = useSession((state) => state.reach);
  const document = useProject((state) => state.history.present);
  const frame = parentPath(path);
  const count = frame === "" ? 0 : countInstances(document, frame);
  if (count < 2) return null;
  return (
    <div className="bw-reach">
      <span className="bw-field-label">{t("inspector.reach.label")}</span>
      <SegmentedControl
        size="xs"
        fullWidth
        value={reach}
        onChange={(value) => setReach(value as Reach)}
        data={[
          { value: "this", label: t("inspector.reach.this") },
          { value: "all", label: t("inspector.reach.all", { count }) },
        ]}
      />
    </div>
  );
}
