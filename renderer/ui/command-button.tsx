import { Button } from "@mantine/core";
import { type Icon, IconPointFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { executeCommand } from "../app/execute";
import { useCommand } from "../app/use-command";
import { IconButton } from "./icon-button";
import { Shortcut } from "./shortcut";

export interface CommandButtonProps {
  /** Of the command: label, icon, shortcut and state are the command's own. */
  readonly id: string;
  /** As words with its shortcut instead of an icon with a tooltip. */
  readonly words?: boolean;
  readonly icon?: Icon;
}

/** A command as a button. */
export function CommandButton({ id, words = false, icon }: CommandButtonProps) {
  const { t } = useTranslation();
  const { command, enabled, active } = useCommand(id);
  const Glyph = icon ?? command.icon ?? IconPointFilled;
  const label = t(`command.${id}`);
  if (!words) {
    return (
      <IconButton
        icon={Glyph}
        label={label}
        shortcut={command.shortcut}
        pressed={active}
        disabled={!enabled}
        onClick={() => executeCommand(id)}
      />
    );
  }
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Glyph size={16} stroke={1.75} aria-hidden />}
      rightSection={command.shortcut && <Shortcut keys={command.shortcut} />}
      disabled={!enabled}
      onClick={() => executeCommand(id)}
    >
      {label}
    </Button>
  );
}
