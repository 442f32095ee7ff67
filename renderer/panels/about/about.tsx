import { useTranslation } from "react-i18next";
import type { AboutNetwork } from "../../../shared/networks/about-define";
import { abouts } from "../../../shared/networks/about-registry";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { useProject } from "../../state/project";
import { Section } from "../inspector/section";
import { Arithmetic } from "./arithmetic";
import { Lineage } from "./lineage";
import { Deviations, OursBeside } from "./ours-beside";
import { PublishedTableView } from "./published-table";
import "./about.css";

/** What the open document's network is, what its paper says of it, and how our numbers compare. */
export function About() {
  const { t } = useTranslation();
  const origin = useProject((state) => state.history.present.origin);
  const network = origin ? networks.get(origin.network) : undefined;
  const about = network && abouts.get(network.id);
  if (!network || !about) {
    return (
      <div className="bw-about">
        <p className="bw-empty">{t("about.empty")}</p>
        <Arithmetic />
      </div>
    );
  }
  return <AboutOne key={network.id} network={network} about={about} />;
}

interface AboutOneProps {
  readonly network: AnyNetworkDefinition;
  readonly about: AboutNetwork;
}

function AboutOne({ network, about }: AboutOneProps) {
  const { t } = useTranslation();
  return (
    <article className="bw-about">
      <header className="bw-about-head">
        <h2>{network.title}</h2>
        <span className="bw-dim bw-numbers">{network.year}</span>
      </header>
      <p>{about.idea.join(" ")}</p>
      <Citation network={network} />
      <Section id="about-numbers" title={t("about.numbers")}>
        <OursBeside network={network} />
      </Section>
      {network.deviations && network.deviations.length > 0 && (
        <Section id="about-deviations" title={t("about.deviations")}>
          <Deviations deviations={network.deviations} />
        </Section>
      )}
      <Arithmetic example={about.example} />
      <Section id="about-lineage" title={t("about.lineage")}>
        <Lineage about={about} />
      </Section>
      {about.tables.map((table) => (
        <Section key={table.title} id={`about-${table.title}`} title={table.title}>
          <PublishedTableView table={table} network={network.id} />
        </Section>
      ))}
      {about.recipe.length > 0 && (
        <Section id="about-recipe" title={t("about.recipe")}>
          <Recipe about={about} />
        </Section>
      )}
    </article>
  );
}

function Citation({ network: { citation, arxiv } }: { readonly network: AnyNetworkDefinition }) {
  return (
    <p className="bw-field-note">
      {citation}
      {arxiv && (
        <>
          {" · "}
          <a href={`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noreferrer">
            arXiv {arxiv}
          </a>
        </>
      )}
    </p>
  );
}

function Recipe({ about: { recipe } }: { readonly about: AboutNetwork }) {
  return (
    <dl className="bw-about-recipe">
      {recipe.map(({ name, text, source }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {text}
            <span className="bw-field-note">{source}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
