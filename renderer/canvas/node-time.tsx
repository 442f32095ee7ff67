import { type CSSProperties, memo } from "react";
import type { NodePath } from "../../shared/graph/document";
import { nodeTime, useProfile } from "../state/profile";
import { formatMs } from "../ui/format-ms";

/** The node's time in the last profile, which stands in the place of its figures. */
export const NodeTime = memo(function NodeTime({ path }: { readonly path: NodePath }) {
  const ms = useProfile((state) => nodeTime(state, path));
  return ms === null ? null : <span className="bw-node-time">{formatMs(ms)}</span>;
});

/** The same as colour, behind all that stands on the node. */
export const TimeTint = memo(function TimeTint({ path }: { readonly path: NodePath }) {
  const share = useProfile((state) => {
    const ms = nodeTime(state, path);
    return ms === null ? null : Math.min(1, ms / (state.taken?.slowest || 1));
  });
  if (share === null) return null;
  return <span className="bw-time-tint" style={{ "--share": share } as CSSProperties} aria-hidden />;
});
