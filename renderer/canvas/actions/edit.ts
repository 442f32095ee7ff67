import { joinPath, type NodePath } from "../../../shared/graph/document";
import { disconnect, removeNodes } from "../../../shared/graph/edits";
import { changeInside, currentDocument, endGesture } from "../../state/project";
import { select, sessionStore } from "../../state/session";
import { text } from "../../text/i18n";
import { graphInside } from "../connect";
import { byFrame, selectedPaths } from "./selection";

let operations = 0;

/** One undo step for edits of several graphs. */
export function asOneStep(run: (gesture: string) => void): void {
  run(`operation:${++operations}`);
  endGesture();
}

export function reach() {
  return sessionStore.getState().reach;
}

/** Removes what is selected; what stood before and behind a removed chain is joined. */
export function deleteSelection(label = text("canvas.edit.delete")): void {
  const { selectedEdges } = sessionStore.getState();
  const paths = selectedPaths();
  asOneStep((gesture) => {
    for (const [frame, ids] of byFrame(paths)) {
      changeInside(frame, label, (graph) => removeNodes(graph, ids, { heal: true }), {
        reach: reach(),
        gesture,
      });
    }
    for (const [frame, edges] of edgesByFrame(selectedEdges)) {
      const held = graphInside(currentDocument(), frame)?.graph.edges ?? {};
      const there = edges.filter((edge) => held[edge]);
      if (there.length === 0) continue;
      changeInside(frame, label, (graph) => disconnect(graph, there), { reach: reach(), gesture });
    }
  });
  select([]);
}

/** Everything in the block that was entered, or in the network. */
export function selectAll(): void {
  const { frame } = sessionStore.getState();
  const graph = graphInside(currentDocument(), frame)?.graph;
  select(Object.keys(graph?.nodes ?? {}).map((id) => joinPath(frame, id)));
}

function edgesByFrame(selected: ReadonlySet<string>): ReadonlyMap<NodePath, readonly string[]> {
  const frames = new Map<NodePath, string[]>();
  for (const key of selected) {
    const bar = key.indexOf("|");
    const frame = key.slice(0, bar);
    const edges = frames.get(frame) ?? [];
    frames.set(frame, edges);
    edges.push(key.slice(bar + 1));
  }
  return frames;
}
