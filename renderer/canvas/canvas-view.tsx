import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from "@xyflow/react";
import { type FocusEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { hueOf } from "../../shared/blocks/caption";
import { canvas } from "../state/canvas-controls";
import { useInside } from "../state/inside";
import { useProfile } from "../state/profile";
import { select, sessionStore } from "../state/session";
import { useSettings } from "../state/settings";
import { Card } from "./card";
import {
  ContextMenu,
  onEdgeContextMenu,
  onNodeContextMenu,
  onPaneContextMenu,
  onSelectionContextMenu,
} from "./context-menu";
import { FlowEdge } from "./flow-edge";
import { Frame } from "./frame";
import {
  ConnectionHint,
  isValidConnection,
  onConnect,
  onConnectEnd,
  onConnectStart,
} from "./gestures/connecting";
import { applyMoves, endDrag, startDrag } from "./gestures/drag";
import { DropLine, onDragLeave, onDragOver, onDrop } from "./gestures/drop";
import { onKeyDown } from "./gestures/keyboard";
import { KeyboardConnectionLine } from "./gestures/keyboard-connect";
import { onNodeDoubleClick } from "./gestures/pointer";
import { QuickAdd } from "./gestures/quick-add";
import { applyEdgeSelection, applyNodeSelection, endBox, startBox } from "./gestures/select";
import { Legends } from "./legends";
import { Breadcrumbs, EmptyCanvas, LayoutNotice, ShapesNotice } from "./overlays";
import { Pill } from "./pill";
import type { CanvasEdge, CanvasNode } from "./projection";
import { useScene } from "./scene";
import { useControls } from "./use-controls";
import { useFirstFit } from "./use-first-fit";
import { useLevelOfDetail } from "./use-level-of-detail";
import { useProjection } from "./use-projection";

const NODE_TYPES = { card: Card, block: Card, pill: Pill, frame: Frame };
const EDGE_TYPES = { flow: FlowEdge };
/** The middle button; the space bar makes every button pan. */
const PAN_BUTTONS = [1];
/** With more nodes than this only those in sight are mounted: what costs is mounting and painting, not geometry. */
const MOUNT_LIMIT = 300;
const MULTI_KEYS = ["Shift", "Meta", "Control"];

function onNodesChange(changes: NodeChange<CanvasNode>[]): void {
  applyMoves(changes);
  applyNodeSelection(changes);
}

function onEdgesChange(changes: EdgeChange<CanvasEdge>[]): void {
  applyEdgeSelection(changes);
}

export function CanvasView() {
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const { nodes, edges } = useProjection();
  const look = useLookOfNodes();
  useControls(container);
  useFirstFit();
  useLevelOfDetail(container);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the canvas that no node has taken
    <div
      ref={container}
      className="bw-canvas"
      {...look}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={selectFocused}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      <ArrowHead />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={startDrag}
        onNodeDragStop={endDrag}
        onSelectionDragStart={startDrag}
        onSelectionDragStop={endDrag}
        onSelectionStart={startBox}
        onSelectionEnd={endBox}
        onNodeDoubleClick={onNodeDoubleClick}
        onNodeContextMenu={onNodeContextMenu}
        onSelectionContextMenu={onSelectionContextMenu}
        onEdgeContextMenu={onEdgeContextMenu}
        onPaneContextMenu={onPaneContextMenu}
        isValidConnection={isValidConnection}
        onConnect={onConnect}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        connectionRadius={24}
        connectOnClick={false}
        aria-label={t("canvas.label")}
        zIndexMode="manual"
        minZoom={0.04}
        maxZoom={2.5}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        selectionKeyCode={null}
        multiSelectionKeyCode={MULTI_KEYS}
        panOnDrag={PAN_BUTTONS}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        edgesFocusable={false}
        onlyRenderVisibleElements={nodes.length > MOUNT_LIMIT}
        disableKeyboardA11y
        attributionPosition="bottom-left"
      >
        <Ground />
      </ReactFlow>
      <OverTheNetwork />
    </div>
  );
}

function OverTheNetwork() {
  return (
    <>
      <Breadcrumbs />
      <EmptyCanvas />
      <LayoutNotice />
      <ShapesNotice />
      <Legends />
      <ContextMenu />
      <QuickAdd />
    </>
  );
}

/** For the style sheet. Nodes give the room of their figures to maps and times only once there are any. */
function useLookOfNodes() {
  const flow = useSettings((settings) => settings.flow);
  const maps = useSettings((settings) => settings.activations);
  const times = useSettings((settings) => settings.times);
  const hasMaps = useInside(({ activity, isStale }) => activity !== null && !isStale);
  const hasTimes = useProfile(({ taken, isStale }) => taken !== null && !isStale);
  return {
    "data-flow": flow,
    "data-activations": (maps && hasMaps) || undefined,
    "data-times": (times && hasTimes) || undefined,
  };
}

/** What lies behind and over the network. */
function Ground() {
  const { t } = useTranslation();
  const { setCenter, getZoom } = useReactFlow();
  const isWanted = useSettings((settings) => settings.minimap);
  const isEmpty = useScene(({ layout }) => !layout.frames.get("")?.nodes.size);
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="var(--bw-border)" />
      {isWanted && !isEmpty && (
        <MiniMap
          pannable
          zoomable
          nodeColor={minimapColor}
          nodeStrokeColor={minimapStroke}
          nodeStrokeWidth={24}
          onClick={(_, { x, y }) => void setCenter(x, y, { zoom: getZoom(), duration: 180 })}
          ariaLabel={t("canvas.minimap")}
        />
      )}
      <DropLine />
      <ConnectionHint />
      <KeyboardConnectionLine />
    </>
  );
}

/** Tab goes through the nodes in the order of the data; the one it comes to is selected and in view. */
function selectFocused({ target }: FocusEvent<HTMLElement>): void {
  const path = target.dataset.id;
  if (!path || !target.matches(".react-flow__node:focus-visible")) return;
  if (!sessionStore.getState().selection.has(path)) select([path]);
  canvas()?.centre(path);
}

/** What is wrong shows on the overview too. A block that is unfolded shows it on what it holds. */
function minimapStroke({ type, data }: CanvasNode): string {
  const isFaulty = type !== "frame" && (data.analysis?.problems.length ?? 0) > 0;
  return isFaulty ? "var(--bw-danger)" : "transparent";
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
