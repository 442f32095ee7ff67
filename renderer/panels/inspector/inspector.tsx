import { useMemo } from "react";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import { useProject } from "../../state/project";
import { useSession } from "../../state/session";
import { NetworkInspector } from "./network-inspector";
import { NodeInspector } from "./node-inspector";
import { SeveralInspector } from "./several-inspector";
import "./inspector.css";

/** What is selected, in full: one node, several, or else the network itself. */
export function Inspector() {
  const selection = useSession((state) => state.selection);
  const analysis = useProject((state) => state.analysis);
  const selected = useMemo(
    () =>
      [...selection].flatMap((path) => {
        const found = nodeAnalysisAt(analysis, path);
        return found ? [{ path, analysis: found }] : [];
      }),
    [selection, analysis],
  );
  const [only] = selected;
  if (!only) return <NetworkInspector />;
  if (selected.length > 1) return <SeveralInspector selected={selected} />;
  return <NodeInspector key={only.path} path={only.path} analysis={only.analysis} />;
}
