import { Background, BackgroundVariant, MiniMap, ReactFlow, SelectionMode } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../state/settings";
import { hueOf } from "./captions";
import { Card } from "./card";
import { FlowEdge } from "./flow-edge";
import { Frame } from "./frame";
import { Pill } from "./pill";
import type { CanvasNode } from "./projection";
import { followProject } from "./scene";
import { useControls } from "./use-controls";
import { useFirstFit } from "./use-first-fit";
import { useLevelOfDetail } from "./use-level-of-detail";
import { useProjection } from "./use-projection";

const NODE_TYPES = { card: Card, block: Card, pill: Pill, frame: Frame };
const EDGE_TYPES = { flow: FlowEdge };
const PAN_BUTTONS = [1];

export function CanvasView() {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const { nodes, edges } = useProjection();
  const minimap = useSettings((settings) => settings.minimap);
  useEffect(followProject, []);
  useControls(container);
  useFirstFit();
  useLevelOfDetail(container);
  return (
    <div ref={container} className="bw-canvas" tabIndex={-1}>
      <ArrowHead />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        aria-label={t("canvas.label")}
        zIndexMode="manual"
        minZoom={0.04}
        maxZoom={2.5}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={PAN_BUTTONS}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="var(--bw-border)" />
        {minimap && <MiniMap pannable zoomable nodeColor={minimapColor} ariaLabel={null} />}
      </ReactFlow>
    </div>
  );
}

function minimapColor({ type, data }: CanvasNode): string {
  return type === "frame" ? "var(--bw-border)" : `var(--bw-category-${hueOf(data.node)})`;
}

/** One marker for all edges; React Flow would make one per colour and canvas. */
function ArrowHead() {
  return (
    <svg className="bw-defs" aria-hidden>
      <defs>
        <marker
          id="bw-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M1 1 L7 4 L1 7 z" fill="context-stroke" stroke="none" />
        </marker>
      </defs>
    </svg>
  );
}
