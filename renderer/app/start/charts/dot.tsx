import type { AnyNetworkDefinition } from "../../../../shared/networks/define";
import { openNetworkFromCatalogue } from "../../project-files";
import { type MarkShape, seriesOf } from "./series";

interface DotProps {
  readonly network: AnyNetworkDefinition;
  readonly x: number;
  readonly y: number;
  /** What screen readers hear. */
  readonly label: string;
  readonly faded?: boolean;
  onPoint(id: string | null): void;
}

/** A network in a chart: points out on hover and focus, opens on click and Enter. */
export function Dot({ network, x, y, label, faded = false, onPoint }: DotProps) {
  const { colour, shape } = seriesOf(network.family);
  const open = (): void => void openNetworkFromCatalogue(network.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
    <g
      role="button"
      tabIndex={0}
      aria-label={label}
      className="bw-dot"
      data-dot={network.id}
      data-faded={faded}
      transform={`translate(${x} ${y})`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          open();
        }
      }}
      onPointerEnter={() => onPoint(network.id)}
      onPointerLeave={() => onPoint(null)}
      onFocus={() => onPoint(network.id)}
      onBlur={() => onPoint(null)}
    >
      <circle r={10} fill="transparent" />
      <Mark shape={shape} colour={colour} />
    </g>
  );
}

export function Mark({ shape, colour }: { readonly shape: MarkShape; readonly colour: string }) {
  if (shape === "circle") return <circle className="bw-mark" r={5} fill={colour} />;
  const side = shape === "square" ? 9 : 8;
  return (
    <rect
      className="bw-mark"
      x={-side / 2}
      y={-side / 2}
      width={side}
      height={side}
      fill={colour}
      {...(shape === "diamond" ? { transform: "rotate(45)" } : {})}
    />
  );
}
