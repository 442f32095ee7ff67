import { SegmentedControl } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { blockAt, countInstances, type Reach } from "../../../shared/blocks/edit-inside";
import type { NodePath } from "../../../shared/graph/document";
import { useProject } from "../../state/project";
import { setReach, useSession } from "../../state/session";

/** Inside the block at `frame`, if others are alike: whether an edit is meant for this one or for all of them. */
export function ReachChoice({ frame }: { readonly frame: NodePath }) {
  const { t } = useTranslation();
  const reach = useSession((state) => state.reach);
  const document = useProject((state) => state.history.present);
  const count = useMemo(() => (frame === "" ? 0 : countInstances(document, frame)), [document, frame]);
  if (count < 2) return null;
  return (
    <div className="bw-reach">
      <span className="bw-field-label">
        {t("inspector.reach.label", { name: blockAt(document, frame)?.name ?? frame })}
      </span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t("inspector.reach.label", { name: blockAt(document, frame)?.name ?? frame })}
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
