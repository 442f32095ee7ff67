import { EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo, useState } from "react";
import { shapeText } from "../../shared/layers/shape";
import type { CanvasEdge } from "./projection";

/** Drawn along the layout's bend points; the shape that flows shows on demand. */
export const FlowEdge = memo(function FlowEdge({ data, selected = false }: EdgeProps<CanvasEdge>) {
  const [hovered, setHovered] = useState(false);
  if (!data) return null;
  const { d, label, shape } = data;
  const isLabelled = data.showShape || hovered || selected;
  return (
    <g onPointerEnter={() => setHovered(true)} onPointerLeave={() => setHovered(false)}>
      <path
        className="react-flow__edge-path bw-edge"
        d={d}
        fill="none"
        {...(data.hasArrow ? { markerEnd: "url(#bw-arrow)" } : {})}
        data-unknown={shape === null || undefined}
      />
      <path className="react-flow__edge-interaction" d={d} fill="none" strokeOpacity={0} strokeWidth={16} />
      {isLabelled && (
        <EdgeLabelRenderer>
          <div
            className="bw-edge-label"
            style={{ left: label.x, top: label.y }}
            data-beside={label.isVertical || undefined}
            data-always={data.showShape || undefined}
          >
            {shape ? shapeText(shape) : "?"}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
