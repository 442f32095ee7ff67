import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { outputText } from "../../shared/analysis/output-text";
import { captionOf, captionOrKind } from "../../shared/blocks/caption";
import { kindOf } from "./captions";
import { FrozenMark } from "./frozen-mark";
import { costText } from "./numbers";
import { DeadEnd, FarName, FoldButton, Handles, ProblemBadge } from "./parts";
import type { CanvasNode } from "./projection";

const NO_DEFINITIONS = {};

/** An unfolded block: a frame around what it holds, grasped by its header. */
export const Frame = memo(function Frame({ data }: NodeProps<CanvasNode>) {
  const { t } = useTranslation();
  const { node, analysis, path, definition, handles, isEntered } = data;
  const repeat = node.kind === "block" ? node.repeat : 1;
  const kind = kindOf(node, definition ? { [definition.id]: definition } : NO_DEFINITIONS);
  return (
    <>
      <div
        className="bw-frame"
        data-entered={isEntered || undefined}
        data-faulty={(analysis?.problems.length ?? 0) > 0 || undefined}
      >
        <div
          className="bw-frame-header"
          title={[`${node.name} (${kind})`, captionOf(node)].filter(Boolean).join("\n")}
        >
          <FoldButton path={path} unfolded />
          <span className="bw-name">{node.name}</span>
          {repeat > 1 && <span className="bw-repeat">{t("canvas.times", { count: repeat })}</span>}
          <span className="bw-caption">{captionOrKind(node, kind)}</span>
          <FrozenMark path={path} />
          <DeadEnd path={path} ends={data.ends} />
          <ProblemBadge problems={analysis?.problems ?? []} />
          <span className="bw-frame-numbers">
            <span className="bw-cost">{costText(analysis)}</span>
            <span className="bw-shape">{outputText(analysis)}</span>
          </span>
        </div>
      </div>
      <FarName name={node.name} path={path} />
      <Handles handles={handles} />
    </>
  );
});
