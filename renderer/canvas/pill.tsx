import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { outputText } from "../../shared/analysis/output-text";
import { hueOf, labelOf } from "../../shared/blocks/caption";
import { Activity } from "./activity";
import { kindOf } from "./captions";
import { CATEGORY_ICONS } from "./category-icon";
import { FrozenMark } from "./frozen-mark";
import { NodeTime, TimeTint } from "./node-time";
import { DeadEnd, Handles, ProblemBadge } from "./parts";
import type { CanvasNode } from "./projection";

/** Maps that fit beside the name. */
const TILES = 2;

/** A merge or an activation: small, so that what has weights stands out. */
export const Pill = memo(function Pill({ data }: NodeProps<CanvasNode>) {
  const { node, analysis, path, handles } = data;
  const hue = hueOf(node);
  const kind = kindOf(node, {});
  const Glyph = CATEGORY_ICONS[hue];
  return (
    <>
      <div
        className="bw-pill"
        data-hue={hue}
        data-faulty={(analysis?.problems.length ?? 0) > 0 || undefined}
        title={`${node.name} (${kind}) ${outputText(analysis)}`}
      >
        <TimeTint path={path} />
        <Glyph className="bw-glyph" size={14} stroke={1.75} aria-hidden />
        <span className="bw-name">{labelOf(node, kind)}</span>
        <NodeTime path={path} />
        <Activity path={path} tiles={TILES} />
        <FrozenMark path={path} />
        <DeadEnd path={path} ends={data.ends} />
        <ProblemBadge problems={analysis?.problems ?? []} />
      </div>
      <Handles handles={handles} />
    </>
  );
});
