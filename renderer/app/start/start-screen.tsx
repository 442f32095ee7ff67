import { IconFilePlus, IconFolderOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { importFormats } from "../../../shared/formats/importers";
import { CommandButton } from "../../ui/command-button";
import { BackToProject } from "../back-to-project";
import { Gallery } from "./gallery";
import { RecentProjects } from "./recent-projects";
import { RestoreOffer } from "./restore-offer";
import "./start.css";

const FORMATS = importFormats.all.map(({ title }) => title).join(", ");

/** What to begin with: a network of the catalogue, a project, nothing at all, or where one left off. */
export function StartScreen() {
  const { t } = useTranslation();
  return (
    <div className="bw-start">
      <aside className="bw-start-side">
        <h1 className="bw-wordmark">
          <Mark />
          Blockwise
        </h1>
        <p className="bw-dim">{t("start.what")}</p>
        <div className="bw-start-actions">
          <BackToProject />
          <CommandButton id="file.new" words icon={IconFilePlus} />
          <CommandButton id="file.open" words icon={IconFolderOpen} />
        </div>
        <p className="bw-dim bw-start-opens">{t("start.opens", { formats: FORMATS })}</p>
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
        <h2 className="bw-start-title">{t("start.networks")}</h2>
        <Gallery />
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
