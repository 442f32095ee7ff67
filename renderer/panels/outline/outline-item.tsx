import { IconAlertTriangle, IconChevronRight } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { formatSi } from "../../../shared/base/format";
import type { NodePath } from "../../../shared/graph/document";
import { shapeText } from "../../../shared/layers/shape";
import { select, sessionStore } from "../../state/session";
import { HueMark } from "../../ui/hue-mark";
import { reveal } from "../../ui/reveal";
import type { OutlineRow } from "./rows";

interface OutlineItemProps extends OutlineRow {
  readonly id: string;
  /** In pixels from the head of the list. */
  readonly top: number;
  readonly selected: boolean;
  onToggle(path: NodePath): void;
}

/** Takes the row apart, so that rows whose analysis is as before rest. */
export const OutlineItem = memo(function OutlineItem(props: OutlineItemProps) {
  const { t } = useTranslation();
  const { id, path, depth, analysis, expanded, top, selected, onToggle } = props;
  const { node, outputs, totals, problems } = analysis;
  const [output] = outputs;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      className="bw-outline-row"
      aria-level={depth + 1}
      aria-selected={selected}
      {...(expanded === null ? {} : { "aria-expanded": expanded })}
      style={{ top, paddingLeft: 6 + depth * 14 }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) select(withToggled(sessionStore.getState().selection, path));
        else reveal(path);
      }}
      onDoubleClick={() => expanded !== null && onToggle(path)}
    >
      {expanded === null ? (
        <span className="bw-outline-gap" />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className="bw-outline-toggle"
          aria-label={t(expanded ? "outline.collapse" : "outline.expand")}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(path);
          }}
        >
          <IconChevronRight size={13} stroke={2} aria-hidden data-open={expanded} />
        </button>
      )}
      <HueMark node={node} size={14} />
      <span className="bw-outline-name">{node.name}</span>
      {node.kind === "block" && node.repeat > 1 && <span className="bw-outline-repeat">×{node.repeat}</span>}
      {problems.length > 0 && <IconAlertTriangle size={13} className="bw-fault-icon" aria-hidden />}
      <span className="bw-spacer" />
      <span className="bw-outline-shape">{output ? shapeText(output) : "?"}</span>
      <span className="bw-outline-params">{totals.params > 0 ? formatSi(totals.params) : ""}</span>
    </div>
  );
});

function withToggled(selection: ReadonlySet<NodePath>, path: NodePath): ReadonlySet<NodePath> {
  const next = new Set(selection);
  if (!next.delete(path)) next.add(path);
  return next;
}
