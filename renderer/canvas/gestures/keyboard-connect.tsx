import { useStore as useFlowStore, ViewportPortal } from "@xyflow/react";
import { createStore, useStore } from "zustand";
import { nodeAt } from "../../../shared/blocks/edit-inside";
import {
  type Endpoint,
  joinPath,
  lastOfPath,
  type NodePath,
  parentPath,
} from "../../../shared/graph/document";
import { rectOf } from "../../../shared/layout/places";
import { announce } from "../../app/announcer";
import { canvas } from "../../state/canvas-controls";
import { currentDocument } from "../../state/project";
import { text } from "../../text/i18n";
import { connectionFault, inputOf, replacedEdge } from "../connect";
import { currentLayout, useScene } from "../scene";
import { connectEnds } from "./connecting";

/** Connecting without a pointer: from one node to a candidate that arrow keys or Tab choose. */
interface KeyboardConnection {
  readonly from: NodePath;
  readonly candidates: readonly NodePath[];
  readonly at: number;
}

const store = createStore<{ readonly state: KeyboardConnection | null }>(() => ({ state: null }));

export function isConnecting(): boolean {
  return store.getState().state !== null;
}

/** Offers every node of the same frame that could take the output, in the order of the data. */
export function startConnecting(from: NodePath): void {
  const frame = parentPath(from);
  const ids = [...(currentLayout().frames.get(frame)?.nodes.keys() ?? [])];
  const at = ids.indexOf(lastOfPath(from));
  // What comes behind is likelier meant than what comes before.
  const ordered = [...ids.slice(at + 1), ...ids.slice(0, at)];
  const candidates = ordered.map((id) => joinPath(frame, id)).filter((path) => faultTo(from, path) === null);
  const name = nameOf(from);
  if (candidates.length === 0) {
    announce(text("canvas.connect.none", { name }));
    return;
  }
  store.setState({ state: { from, candidates, at: 0 } });
  announce(text("canvas.connect.keyboard", { name }));
  tellCandidate();
}

export function chooseCandidate(step: 1 | -1): void {
  const { state } = store.getState();
  if (!state) return;
  const count = state.candidates.length;
  store.setState({ state: { ...state, at: (state.at + step + count) % count } });
  tellCandidate();
}

export function finishConnecting(): void {
  const { state } = store.getState();
  const target = state?.candidates[state.at];
  if (!state || !target) return;
  store.setState({ state: null });
  const { frame, from, to } = endsTo(state.from, target);
  connectEnds(frame, from, to);
  announce(text("canvas.connect.done", { from: nameOf(state.from), to: nameOf(target) }));
}

export function cancelConnecting(): void {
  if (!isConnecting()) return;
  store.setState({ state: null });
  announce(text("canvas.connect.cancelled"));
}

/** A line to the candidate and what would happen, in words. */
export function KeyboardConnectionLine() {
  const state = useStore(store, ({ state }) => state);
  const layout = useScene((scene) => scene.layout);
  const zoom = useFlowStore(({ transform }) => transform[2]);
  const target = state?.candidates[state.at];
  const from = state && rectOf(layout, state.from);
  const to = target ? rectOf(layout, target) : null;
  if (!target || !from || !to) return null;
  const start = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const end = { x: to.x + to.width / 2, y: to.y + to.height / 2 };
  return (
    <ViewportPortal>
      <svg className="bw-overlay" aria-hidden>
        <rect
          className="bw-candidate"
          x={to.x - 5}
          y={to.y - 5}
          width={to.width + 10}
          height={to.height + 10}
          rx={12}
        />
        <path className="bw-connect-line" d={`M${start.x} ${start.y}L${end.x} ${end.y}`} />
      </svg>
      <div
        className="bw-hint"
        style={{
          transform: `translate(${to.x + to.width}px, ${to.y}px) scale(${1 / zoom}) translate(14px, 0)`,
        }}
      >
        {candidateText(target)}
        <br />
        {text("canvas.connect.keys")}
      </div>
    </ViewportPortal>
  );
}

function tellCandidate(): void {
  const { state } = store.getState();
  const target = state?.candidates[state.at];
  if (!target) return;
  canvas()?.centre(target);
  announce(candidateText(target));
}

function candidateText(target: NodePath): string {
  const frame = parentPath(target);
  const replaced = replacedEdge(
    currentDocument(),
    frame,
    inputOf(currentDocument(), frame, lastOfPath(target), 0),
  );
  const name = nameOf(target);
  if (!replaced) return text("canvas.connect.fits", { name });
  return `${text("canvas.connect.fits", { name })}. ${text("canvas.connect.replaces", { name: nameOf(joinPath(frame, replaced.from.node)) })}`;
}

function faultTo(from: NodePath, target: NodePath) {
  const ends = endsTo(from, target);
  return connectionFault(currentDocument(), ends.frame, ends.from, ends.to);
}

function endsTo(from: NodePath, target: NodePath): { frame: NodePath; from: Endpoint; to: Endpoint } {
  const frame = parentPath(from);
  const to = inputOf(currentDocument(), frame, lastOfPath(target), 0);
  return { frame, from: { node: lastOfPath(from), port: 0 }, to };
}

function nameOf(path: NodePath): string {
  return nodeAt(currentDocument(), path)?.name ?? text("canvas.blockInput");
}
