import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconMenu2 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { COMMAND_GROUPS, type Command } from "../commands/define";
import { commands } from "../commands/registry";
import { Shortcut } from "../ui/shortcut";
import { executeCommand } from "./execute";

/** Every command, where there is no native menu bar: one submenu per group. */
export function AppMenu() {
  const { t } = useTranslation();
  const groups = COMMAND_GROUPS.map((group) => ({
    group,
    members: commands.all.filter((command) => command.group === group),
  })).filter(({ members }) => members.length > 0);
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t("app.menu")}>
          <IconMenu2 size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map(({ group, members }) => (
          <Menu.Sub key={group} openDelay={80} closeDelay={160}>
            <Menu.Sub.Target>
              <Menu.Sub.Item>{t(`host.menu.${group}`)}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown miw={280} className="bw-menu-list">
              {members.map((command) => (
                <CommandItem key={command.id} command={command} />
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function CommandItem({ command }: { readonly command: Command }) {
  const { t } = useTranslation();
  // Read when the menu opens: it is mounted then.
  const Glyph = command.active?.() ? IconCheck : command.icon;
  return (
    <Menu.Item
      leftSection={Glyph ? <Glyph size={16} stroke={1.75} aria-hidden /> : <span className="bw-menu-gap" />}
      rightSection={command.shortcut && <Shortcut keys={command.shortcut} />}
      disabled={!(command.enabled?.() ?? true)}
      onClick={() => executeCommand(command.id)}
    >
      {t(`command.${command.id}`)}
    </Menu.Item>
  );
}
