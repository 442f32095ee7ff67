import { Menu } from "@mantine/core";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { createStore, useStore } from "zustand";
import { executeCommand } from "../app/execute";
import { commands } from "../commands/registry";
import { select, sessionStore } from "../state/session";
import { Shortcut } from "../ui/shortcut";
import type { CanvasEdge, CanvasNode } from "./projection";

type Subject = "node" | "edge" | "canvas";

/** Commands by what was clicked, null for a line between them. */
const ENTRIES: Readonly<Record<Subject, readonly (string | null)[]>> = {
  node: [
    "arrange.unfold",
    "arrange.fold",
    "view.enter",
    "arrange.connect",
    null,
    "edit.cut",
    "edit.copy",
    "edit.duplicate",
    "edit.delete",
    null,
    "arrange.group",
    "arrange.ungroup",
    "arrange.writeOut",
    null,
    "arrange.freeze",
    "arrange.unfreeze",
    null,
    "view.zoomToSelection",
    "arrange.tidy",
  ],
  edge: ["edit.delete"],
  canvas: [
    "edit.paste",
    "edit.selectAll",
    null,
    "arrange.unfoldAll",
    "arrange.foldAll",
    "arrange.writeOut",
    "arrange.tidy",
    null,
    "view.fit",
    "view.flow",
    "view.edgeShapes",
    "view.minimap",
  ],
};

interface OpenMenu {
  readonly subject: Subject;
  readonly x: number;
  readonly y: number;
}

const store = createStore<{ readonly menu: OpenMenu | null }>(() => ({ menu: null }));

export function onNodeContextMenu(event: MouseEvent, { id }: CanvasNode): void {
  if (!sessionStore.getState().selection.has(id)) select([id]);
  open(event, "node");
}

export function onSelectionContextMenu(event: MouseEvent): void {
  open(event, "node");
}

export function onEdgeContextMenu(event: MouseEvent, { id }: CanvasEdge): void {
  if (!sessionStore.getState().selectedEdges.has(id)) select([], [id]);
  open(event, "edge");
}

export function onPaneContextMenu(event: MouseEvent | globalThis.MouseEvent): void {
  open(event, "canvas");
}

function open(event: Pick<MouseEvent, "preventDefault" | "clientX" | "clientY">, subject: Subject): void {
  event.preventDefault();
  store.setState({ menu: { subject, x: event.clientX, y: event.clientY } });
}

function close(): void {
  store.setState({ menu: null });
}

export function ContextMenu() {
  const menu = useStore(store, (state) => state.menu);
  if (!menu) return null;
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      offset={2}
      width={240}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Menu.Target>
        <span className="bw-menu-anchor" style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {entriesOf(menu.subject).map((id, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          id === null ? <Menu.Divider key={index} /> : <Entry key={id} id={id} />,
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { icon: Glyph, shortcut } = commands.require(id);
  return (
    <Menu.Item
      leftSection={Glyph && <Glyph size={16} stroke={1.75} aria-hidden />}
      rightSection={shortcut && <Shortcut keys={shortcut} />}
      onClick={() => executeCommand(id)}
    >
      {t(`command.${id}`)}
    </Menu.Item>
  );
}

/** Only what can be done now, without lines at the ends or in a row. */
function entriesOf(subject: Subject): readonly (string | null)[] {
  const possible = ENTRIES[subject].filter((id) => id === null || (commands.require(id).enabled?.() ?? true));
  return possible.filter(
    (id, index) => id !== null || (index > 0 && index < possible.length - 1 && possible[index - 1] !== null),
  );
}
