import { hueOf } from "../../shared/blocks/caption";
import type { GraphNode } from "../../shared/graph/document";
import type { Hue } from "../../shared/layers/palette";
import { CATEGORY_ICONS } from "../canvas/category-icon";

/** The sign and hue of a node's category, as on the canvas. */
export function HueMark({ node, size = 16 }: { readonly node: GraphNode; readonly size?: number }) {
  return <CategoryMark hue={hueOf(node)} size={size} />;
}

export function CategoryMark({ hue, size = 16 }: { readonly hue: Hue; readonly size?: number }) {
  const Glyph = CATEGORY_ICONS[hue];
  return (
    <Glyph
      size={size}
      stroke={1.75}
      className="bw-hue"
      style={{ color: `var(--bw-category-${hue})` }}
      aria-hidden
    />
  );
}
