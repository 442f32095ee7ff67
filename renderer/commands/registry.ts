import { createRegistry } from "../../shared/base/registry";
import { COMMAND_GROUPS, type Command } from "./define";

const files = import.meta.glob<readonly Command[]>(["./*.ts", "!./define.ts", "!./registry.ts"], {
  eager: true,
  import: "default",
});

const rows = Object.entries(files).flatMap(([file, commands]) =>
  commands.map((command) => [`${file}#${command.id}`, command] as const),
);

/** Every command, by its id. A new entry in one of this folder's files is all it takes to add one. */
export const commands = createRegistry("command", Object.fromEntries(rows), (command) => command.id);

/** In the order of the menus. */
export function commandsInOrder(): readonly Command[] {
  return COMMAND_GROUPS.flatMap((group) => commands.all.filter((command) => command.group === group));
}

/** Runs a command unless it is disabled. Resolves when it is done. */
export async function runCommand(id: string): Promise<void> {
  const command = commands.require(id);
  if (command.enabled?.() ?? true) await command.run();
}
