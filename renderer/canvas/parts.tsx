import { Tooltip } from "@mantine/core";
import {
  IconAlertTriangleFilled,
  IconChevronDown,
  IconChevronRight,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import { Handle } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../shared/analysis/types";
import type { NodePath } from "../../shared/graph/document";
import { toggleFold } from "./actions/fold";
import { HANDLE_SIZE } from "./handles";
import type { NodeData } from "./projection";

/** The ends of edges. */
export const Handles = memo(function Handles({ handles }: { readonly handles: NodeData["handles"] }) {
  return handles.map(({ id, type, position, x, y }) => (
    <Handle
      key={`${type} ${id}`}
      id={id ?? null}
      type={type}
      position={position}
      style={{
        left: x,
        top: y,
        width: HANDLE_SIZE,
        height: HANDLE_SIZE,
        transform: "none",
        right: "auto",
        bottom: "auto",
      }}
    />
  ));
});

export function ProblemBadge({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useTranslation();
  const [first] = problems;
  if (!first) return null;
  const label = (
    <>
      <strong>{first.message}</strong>
      <br />
      {t("canvas.problem.expected", { expected: first.expected, received: first.received })}
      {problems.length > 1 && (
        <>
          <br />
          {t("canvas.problem.more", { count: problems.length - 1 })}
        </>
      )}
    </>
  );
  return (
    <Tooltip label={label} multiline maw={320}>
      <span className="bw-problem" role="img" aria-label={first.message}>
        <IconAlertTriangleFilled size={15} aria-hidden />
      </span>
    </Tooltip>
  );
}

/** Says that nothing reads the node's output, which is rarely meant. */
export function DeadEnd({ path, ends }: { readonly path: NodePath; readonly ends: number }) {
  const { t } = useTranslation();
  if (ends === 0) return null;
  const label = path.includes("/") ? t("canvas.deadEndInside") : t("canvas.deadEnd", { count: ends });
  return (
    <Tooltip label={label} multiline maw={320}>
      <span className="bw-dead-end" role="img" aria-label={label}>
        <IconPlugConnectedX size={14} aria-hidden />
      </span>
    </Tooltip>
  );
}

/** Stands beside an outermost node while it is too far away for a name of its own. */
export function FarName({ name, path }: { readonly name: string; readonly path: NodePath }) {
  if (path.includes("/")) return null;
  return (
    <span className="bw-far-name" aria-hidden>
      {name}
    </span>
  );
}

export function FoldButton({ path, unfolded }: { readonly path: NodePath; readonly unfolded: boolean }) {
  const { t } = useTranslation();
  const Glyph = unfolded ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className="bw-fold nodrag"
      tabIndex={-1}
      aria-label={t(unfolded ? "canvas.fold" : "canvas.unfold")}
      aria-expanded={unfolded}
      onClick={(event) => {
        event.stopPropagation();
        toggleFold(path);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Glyph size={15} stroke={2} aria-hidden />
    </button>
  );
}

/** A bar along the card's lower edge: the node's share of the largest beside it. */
export function Heat({ share }: { readonly share: number | null }) {
  if (share === null || share === 0) return null;
  return (
    <span className="bw-heat" aria-hidden>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
