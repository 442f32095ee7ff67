import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { useAnalyses } from "../../state/catalogue";
import { ErrorCharts } from "./charts/error-charts";
import { HistoryCharts } from "./charts/history-charts";
import { changeGallery, EVERYTHING, filterNetworks, sortNetworks, useGallery } from "./gallery-choice";
import { GalleryControls } from "./gallery-controls";
import { moveInGrid } from "./grid-keys";
import { NetworkCard } from "./network-card";
import { groupByFamily } from "./network-facts";

const ALL_IDS = networks.all.map(({ id }) => id);

/** For orders that need no numbers, which then need not follow them as they arrive. */
const NOTHING: ReadonlyMap<string, GraphAnalysis> = new Map();

/** The catalogue: as cards, as a history, or by error and cost. */
export function Gallery() {
  const { t } = useTranslation();
  const { query, family, year, sort, view } = useGallery();
  const analyses = useAnalyses(ALL_IDS);
  const measured = sort === "params" || sort === "macs" ? analyses : NOTHING;
  const shown = useMemo(() => {
    const found = filterNetworks(networks.all, { query, family, year });
    const inOrder = groupByFamily(found).flatMap((each) => each.networks);
    return sortNetworks(inOrder, sort, measured);
  }, [query, family, year, sort, measured]);
  return (
    <>
      <GalleryControls shown={shown} />
      {shown.length === 0 && (
        <div className="bw-empty">
          <p>{query ? t("start.nothing", { query }) : t("start.nothingChosen")}</p>
          <Button size="xs" variant="default" onClick={() => changeGallery({ ...EVERYTHING, sort, view })}>
            {t("start.clear")}
          </Button>
        </div>
      )}
      {shown.length > 0 && view === "cards" && <Cards shown={shown} inFamilies={sort === "family"} />}
      {shown.length > 0 && view === "history" && <HistoryCharts shown={shown} analyses={analyses} />}
      {shown.length > 0 && view === "errors" && <ErrorCharts shown={shown} analyses={analyses} />}
    </>
  );
}

interface CardsProps {
  readonly shown: readonly AnyNetworkDefinition[];
  readonly inFamilies: boolean;
}

const CARD = { width: 216, gap: 10 } as const;

/** In one grid; a family takes as many of its columns as it has cards, so that small ones stand side by side. */
function Cards({ shown, inFamilies }: CardsProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const columns = Math.max(1, Math.floor((width + CARD.gap) / (CARD.width + CARD.gap)));
  const groups = inFamilies ? groupByFamily(shown) : [{ name: "", networks: shown }];
  return (
    <div
      ref={ref}
      className="bw-families"
      role="toolbar"
      aria-label={t("start.networks")}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      onKeyDown={moveInGrid}
    >
      {groups.map(({ name, networks: members }) => (
        <section
          key={name}
          className="bw-family"
          aria-label={name || t("start.networks")}
          style={{ gridColumn: `span ${Math.min(columns, inFamilies ? members.length : columns)}` }}
        >
          {name && <h3>{name}</h3>}
          {members.map((network) => (
            <NetworkCard key={network.id} network={network} />
          ))}
        </section>
      ))}
    </div>
  );
}
