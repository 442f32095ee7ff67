import type { Icon } from "@tabler/icons-react";

/** The menus that commands stand in, in order. */
export const COMMAND_GROUPS = [
  "file",
  "edit",
  "view",
  "panels",
  "insert",
  "arrange",
  "engine",
  "help",
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/**
 * One row: menu entry, palette entry, shortcut and buttons all follow from it. Its label is the text
 * `command.<id>` of the catalogue.
 */
export interface Command {
  /** `<group>.<verb>`: `edit.undo`. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly icon?: Icon;
  /** As @mantine/hooks spells it: "mod+shift+Z". */
  readonly shortcut?: string;
  /** Shown as pressed when true: a toggle. */
  active?(): boolean;
  /** Whether it can be run now; absent means always. */
  enabled?(): boolean;
  run(): void | Promise<void>;
}

export function defineCommands(commands: readonly Command[]): readonly Command[] {
  return commands;
}
