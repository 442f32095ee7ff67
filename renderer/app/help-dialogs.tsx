import { modals } from "@mantine/modals";
import { useTranslation } from "react-i18next";
import { blocks } from "../../shared/blocks/registry";
import { offeredLayers } from "../../shared/layers/registry";
import { networks } from "../../shared/networks/registry";
import { COMMAND_GROUPS } from "../commands/define";
import { commands } from "../commands/registry";
import { text } from "../text/i18n";
import { Shortcut } from "../ui/shortcut";

export function showShortcuts(): void {
  modals.open({ title: text("app.shortcuts.title"), size: "xl", children: <Shortcuts /> });
}

export function showAbout(): void {
  modals.open({ title: text("app.about.title"), children: <About /> });
}

function Shortcuts() {
  const { t } = useTranslation();
  return (
    <>
      <div className="bw-shortcut-groups">
        {COMMAND_GROUPS.map((group) => {
          const members = commands.all.filter((command) => command.group === group && command.shortcut);
          if (members.length === 0) return null;
          return (
            <section key={group}>
              <h3>{t(`host.menu.${group}`)}</h3>
              <dl>
                {members.map(({ id, shortcut }) => (
                  <div key={id}>
                    <dt>{t(`command.${id}`)}</dt>
                    <dd>{shortcut && <Shortcut keys={shortcut} />}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <p className="bw-dim">{t("app.shortcuts.none")}</p>
    </>
  );
}

function About() {
  const { t } = useTranslation();
  const contents = {
    networks: networks.all.length,
    blocks: blocks.all.length,
    layers: offeredLayers.length,
  };
  return (
    <>
      <p>{t("app.about.body")}</p>
      <p>{t("app.about.contents", contents)}</p>
      <p className="bw-dim">{t("app.about.convention")}</p>
    </>
  );
}
