import { notifications } from "@mantine/notifications";
import {
  type Connection,
  type Edge,
  type FinalConnectionState,
  useConnection,
  useStore,
  ViewportPortal,
} from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { nodeAt } from "../../../shared/blocks/edit-inside";
import { type Endpoint, joinPath, type NodePath } from "../../../shared/graph/document";
import { connect } from "../../../shared/graph/edits";
import { announce } from "../../app/announcer";
import { changeInside, currentDocument } from "../../state/project";
import { text } from "../../text/i18n";
import { reach } from "../actions/edit";
import { connectionFault, endsOfConnection, replacedEdge } from "../connect";
import { askAtLineEnd } from "./quick-add";

/** Joins two ends of one frame; whatever the input had before is let go. */
export function connectEnds(frame: NodePath, from: Endpoint, to: Endpoint): void {
  const replaced = replacedEdge(currentDocument(), frame, to);
  changeInside(frame, text("canvas.edit.connect"), (graph) => connect(graph, from, to), { reach: reach() });
  if (!replaced) return;
  const names = {
    name: nameAt(joinPath(frame, replaced.from.node)),
    target: nameAt(joinPath(frame, to.node)),
  };
  const message = text("canvas.connect.replaced", names);
  announce(message);
  notifications.show({ message, color: "gray", autoClose: 6000 });
}

export function isValidConnection(connection: Connection | Edge): boolean {
  return faultOf(toConnection(connection)) === null;
}

export function onConnect(connection: Connection): void {
  const ends = endsOfConnection(currentDocument(), connection);
  if (ends && faultOf(connection) === null) connectEnds(ends.frame, ends.from, ends.to);
}

/** While a line is drawn, whole cards take it: the style sheet follows this mark. */
export function onConnectStart(event: globalThis.MouseEvent | TouchEvent): void {
  canvasOf(event)?.setAttribute("data-connecting", "");
}

export function onConnectEnd(event: globalThis.MouseEvent | TouchEvent, state: FinalConnectionState): void {
  askAtLineEnd(event, state);
  for (const marked of document.querySelectorAll("[data-connecting]"))
    marked.removeAttribute("data-connecting");
}

function canvasOf({ target }: Event): Element | null {
  return target instanceof Element ? target.closest(".bw-canvas") : null;
}

function toConnection({ source, target, sourceHandle, targetHandle }: Connection | Edge): Connection {
  return { source, target, sourceHandle: sourceHandle ?? null, targetHandle: targetHandle ?? null };
}

function faultOf(connection: Connection) {
  const ends = endsOfConnection(currentDocument(), connection);
  if (!ends) return { message: text("canvas.connect.frames.message") };
  return connectionFault(currentDocument(), ends.frame, ends.from, ends.to);
}

/** Beside the pointer while a line is drawn: what would become of it, and why it cannot. */
export function ConnectionHint() {
  const { t } = useTranslation();
  const zoom = useStore((state) => state.transform[2]);
  const drawn = useConnection((state) => {
    if (!state.inProgress || !state.toHandle) return null;
    const [source, target] =
      state.fromHandle.type === "source"
        ? [state.fromHandle, state.toHandle]
        : [state.toHandle, state.fromHandle];
    if (source.type === target.type || state.fromHandle.nodeId === state.toHandle.nodeId) return null;
    return JSON.stringify({
      connection: {
        source: source.nodeId,
        sourceHandle: source.id ?? null,
        target: target.nodeId,
        targetHandle: target.id ?? null,
      },
      x: Math.round(state.to.x),
      y: Math.round(state.to.y),
    });
  });
  if (!drawn) return null;
  const { connection, x, y } = JSON.parse(drawn) as { connection: Connection; x: number; y: number };
  const fault = faultOf(connection);
  return (
    <ViewportPortal>
      <div
        className="bw-hint"
        data-refused={fault !== null || undefined}
        style={{ transform: `translate(${x}px, ${y}px) scale(${1 / zoom}) translate(18px, 14px)` }}
      >
        {fault
          ? fault.message
          : (replacementText(connection) ?? t("canvas.connect.fits", { name: nameAt(connection.target) }))}
      </div>
    </ViewportPortal>
  );
}

function replacementText(connection: Connection): string | null {
  const ends = endsOfConnection(currentDocument(), connection);
  const replaced = ends && replacedEdge(currentDocument(), ends.frame, ends.to);
  if (!ends || !replaced) return null;
  return text("canvas.connect.replaces", { name: nameAt(joinPath(ends.frame, replaced.from.node)) });
}

function nameAt(path: NodePath): string {
  return nodeAt(currentDocument(), path)?.name ?? text("canvas.blockInput");
}
