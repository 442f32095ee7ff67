import { Tooltip } from "@mantine/core";
import { IconSnowflake } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { NodePath } from "../../shared/graph/document";
import { frozenBy } from "../../shared/graph/frozen";
import { useProject } from "../state/project";

/** Says that training leaves the node as it is. */
export function FrozenMark({ path }: { readonly path: NodePath }) {
  const { t } = useTranslation();
  const by = useProject(({ history }) => frozenBy(history.present, path));
  if (by === null) return null;
  const label = t(`canvas.frozen.${by}`);
  return (
    <Tooltip label={label} multiline maw={320}>
      <span className="bw-frozen" data-by={by} role="img" aria-label={label}>
        <IconSnowflake size={14} aria-hidden />
      </span>
    </Tooltip>
  );
}
