import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { outputText } from "../../shared/analysis/output-text";
import { captionOf, captionOrKind, hueOf, isUnknown, labelOf } from "../../shared/blocks/caption";
import { Activity } from "./activity";
import { kindOf } from "./captions";
import { CATEGORY_ICONS } from "./category-icon";
import { CutText } from "./cut-text";
import { FrozenMark } from "./frozen-mark";
import { NodeTime, TimeTint } from "./node-time";
import { costText } from "./numbers";
import { DeadEnd, FarName, FoldButton, Handles, Heat, ProblemBadge } from "./parts";
import type { CanvasNode } from "./projection";

const NO_DEFINITIONS = {};
/** Maps that fit side by side under the caption. */
const TILES = 7;
/** Letters that fit on one line of a card. */
const LINE_LENGTH = 29;

/** A layer, or a folded block: which looks like a stack when it repeats. */
export const Card = memo(function Card({ data }: NodeProps<CanvasNode>) {
  const { t } = useTranslation();
  const { node, analysis, path, heat, definition, handles } = data;
  const hue = hueOf(node);
  const Glyph = CATEGORY_ICONS[hue];
  const kind = kindOf(node, definition ? { [definition.id]: definition } : NO_DEFINITIONS);
  const words = captionOrKind(node, kind);
  const shape = outputText(analysis);
  const cost = costText(analysis);
  // Where nothing is counted the shape goes down a line, and a long caption has its line to itself.
  const isLow = cost === "" && words.length + shape.length > LINE_LENGTH;
  const repeat = node.kind === "block" ? node.repeat : 1;
  return (
    <>
      {repeat > 1 && <span className="bw-stack" aria-hidden />}
      <div
        className="bw-card"
        data-hue={hue}
        data-opaque={isUnknown(node) || undefined}
        data-faulty={(analysis?.problems.length ?? 0) > 0 || undefined}
        title={[`${node.name} (${kind})`, captionOf(node)].filter(Boolean).join("\n")}
      >
        <TimeTint path={path} />
        <div className="bw-card-title">
          <Glyph className="bw-glyph" size={16} stroke={1.75} aria-hidden />
          <CutText className="bw-name" tail={5} words={labelOf(node, kind)} />
          {repeat > 1 && <span className="bw-repeat">{t("canvas.times", { count: repeat })}</span>}
          <FrozenMark path={path} />
          <DeadEnd path={path} ends={data.ends} />
          <ProblemBadge problems={analysis?.problems ?? []} />
          {node.kind === "block" && <FoldButton path={path} unfolded={false} />}
        </div>
        <div className="bw-card-line">
          <CutText className="bw-caption" tail={10} words={words} />
          {!isLow && <span className="bw-shape">{shape}</span>}
        </div>
        <div className="bw-card-line bw-costs">
          <span className="bw-cost" title={cost}>
            {cost}
          </span>
          <NodeTime path={path} />
          {isLow && <span className="bw-shape">{shape}</span>}
        </div>
        <Activity path={path} tiles={TILES} />
        <Heat share={heat} />
      </div>
      <FarName name={node.name} path={path} />
      <Handles handles={handles} />
    </>
  );
});
