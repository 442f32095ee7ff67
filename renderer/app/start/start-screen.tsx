import { Button, TextInput } from "@mantine/core";
import { IconFilePlus, IconFolderOpen, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CommandButton } from "../../ui/command-button";
import { openNetworkFromCatalogue } from "../project-files";
import { moveInGrid } from "./grid-keys";
import { NetworkCard } from "./network-card";
import { familiesMatching } from "./network-facts";
import { RecentProjects } from "./recent-projects";
import { RestoreOffer } from "./restore-offer";
import "./start.css";

/** What to begin with: a network of the catalogue, a project, nothing at all, or where one left off. */
export function StartScreen() {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const families = familiesMatching(query);
  const first = families[0]?.networks[0];
  return (
    <div className="bw-start">
      <aside className="bw-start-side">
        <h1 className="bw-wordmark">
          <Mark />
          Blockwise
        </h1>
        <p className="bw-dim">{t("start.what")}</p>
        <div className="bw-start-actions">
          <CommandButton id="file.new" words icon={IconFilePlus} />
          <CommandButton id="file.open" words icon={IconFolderOpen} />
        </div>
        <RecentProjects />
        <span className="bw-spacer" />
        <div className="bw-start-foot">
          <CommandButton id="help.shortcuts" />
          <CommandButton id="help.about" />
          <CommandButton id="view.theme" />
        </div>
      </aside>
      <main className="bw-start-main">
        <RestoreOffer />
        <div className="bw-start-head">
          <h2>{t("start.networks")}</h2>
          <TextInput
            aria-label={t("start.search")}
            placeholder={t("start.search")}
            leftSection={<IconSearch size={15} aria-hidden />}
            size="sm"
            w={320}
            value={query}
            autoFocus
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && first) openNetworkFromCatalogue(first.id);
              if (event.key === "Escape") setQuery("");
              if (event.key === "ArrowDown") document.querySelector<HTMLElement>(".bw-tile")?.focus();
            }}
          />
        </div>
        {families.length === 0 && (
          <div className="bw-empty">
            <p>{t("start.nothing", { query })}</p>
            <Button size="xs" variant="default" onClick={() => setQuery("")}>
              {t("start.clear")}
            </Button>
          </div>
        )}
        <div role="toolbar" aria-label={t("start.networks")} onKeyDown={moveInGrid}>
          {families.map((family) => (
            <section key={family.name} className="bw-family" aria-label={family.name}>
              <h3>{family.name}</h3>
              <div className="bw-tiles">
                {family.networks.map((network) => (
                  <NetworkCard key={network.id} network={network} />
                ))}
              </div>
            </section>
          ))}
        </div>
      </main>
    </div>
  );
}

/** Three maps, each smaller and deeper than the one before. */
function Mark() {
  return (
    <svg viewBox="0 0 28 28" width={28} height={28} aria-hidden="true">
      <rect x={1} y={2} width={5} height={24} rx={1.5} fill="var(--bw-category-convolution)" />
      <rect x={9} y={6} width={7} height={16} rx={1.5} fill="var(--bw-category-pooling)" />
      <rect x={19} y={10} width={8} height={8} rx={1.5} fill="var(--bw-category-dense)" />
    </svg>
  );
}
