import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { NodePath } from "../../../shared/graph/document";
import { useProject } from "../../state/project";
import { useSession } from "../../state/session";
import { reveal } from "../../ui/reveal";
import { expand, toggleExpanded, useExpanded } from "./expanded";
import { OutlineItem } from "./outline-item";
import { ancestorsOf, keyTarget, outlineRows } from "./rows";
import { ROW_HEIGHT, useWindow } from "./use-window";
import "./outline.css";

/** The network as a tree. Only the rows in sight are mounted: networks have hundreds. */
export function Outline() {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const selection = useSession((state) => state.selection);
  const expanded = useExpanded();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => outlineRows(analysis, expanded), [analysis, expanded]);
  const { from, to, scrollTo } = useWindow(scroller, rows.length);
  const current = [...selection].at(-1) ?? null;
  const at = rows.findIndex((row) => row.path === current);

  useEffect(() => {
    if (current !== null) expand(ancestorsOf(current));
  }, [current]);
  useEffect(() => {
    if (at >= 0) scrollTo(at);
  }, [at, scrollTo]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { go, toggle: path } = keyTarget(rows, Math.max(0, at), event.key);
    if (go === undefined && path === undefined) return;
    event.preventDefault();
    if (path !== undefined) toggleExpanded(path);
    const row = go === undefined ? undefined : rows[at < 0 ? 0 : go];
    if (row) reveal(row.path);
  };

  if (rows.length === 0) return <div className="bw-empty">{t("outline.empty")}</div>;
  return (
    <div
      ref={scroller}
      className="bw-outline bw-numbers"
      role="tree"
      aria-label={t("outline.tree")}
      aria-multiselectable
      aria-activedescendant={at >= 0 ? rowId(rows[at]?.path ?? "") : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.length * ROW_HEIGHT, position: "relative" }}>
        {rows.slice(from, to).map((row, index) => (
          <OutlineItem
            key={row.path}
            id={rowId(row.path)}
            {...row}
            top={(from + index) * ROW_HEIGHT}
            selected={selection.has(row.path)}
            onToggle={toggleExpanded}
          />
        ))}
      </div>
    </div>
  );
}

function rowId(path: NodePath): string {
  return `bw-outline ${path}`.replace(/\W/g, "-");
}
