import type { EdgeProps } from "@xyflow/react";
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
        markerEnd="url(#bw-arrow)"
        data-unknown={shape === null || undefined}
      />
      <path className="react-flow__edge-interaction" d={d} fill="none" strokeOpacity={0} strokeWidth={16} />
      {isLabelled && (
        <text
          className="bw-edge-label"
          x={label.x}
          y={label.y}
          textAnchor="middle"
          dominantBaseline="central"
        >
          {shape ? shapeText(shape) : "?"}
        </text>
      )}
    </g>
  );
});
