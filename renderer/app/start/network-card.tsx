import { Tooltip } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { formatSi } from "../../../shared/base/format";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { useNetworkAnalysis } from "../../state/catalogue";
import { errorText } from "../../ui/error-text";
import { openNetworkFromCatalogue } from "../project-files";
import { Sketch } from "./sketch";

interface NetworkCardProps {
  readonly network: AnyNetworkDefinition;
}

/** Memoised: its own numbers arrive when they are worked out, and nobody else's concern it. */
export const NetworkCard = memo(function NetworkCard({ network }: NetworkCardProps) {
  const { t } = useTranslation();
  const analysis = useNetworkAnalysis(network.id);
  const { top1Error, top5Error } = network.published ?? {};
  return (
    <Tooltip label={network.summary} openDelay={600} position="bottom">
      <button
        type="button"
        className="bw-tile"
        data-network={network.id}
        aria-description={network.summary}
        onClick={() => openNetworkFromCatalogue(network.id)}
      >
        <span className="bw-tile-head">
          <strong>{network.title}</strong>
          <span className="bw-dim bw-numbers">{network.year}</span>
        </span>
        {analysis ? <Sketch analysis={analysis} /> : <span className="bw-sketch" />}
        <span className="bw-tile-figures bw-numbers">
          <Figure value={analysis && formatSi(analysis.totals.params)} name={t("totals.params.name")} />
          <Figure value={analysis && formatSi(analysis.totals.macs)} name={t("totals.macs.name")} />
          {top1Error !== undefined && <Figure value={errorText(top1Error)} name={t("start.short.top1")} />}
          {top5Error !== undefined && (
            <Figure last value={errorText(top5Error)} name={t("start.short.top5")} />
          )}
        </span>
      </button>
    </Tooltip>
  );
});

interface FigureProps {
  readonly value?: string | undefined;
  readonly name: string;
  /** Stands in the last column, whatever is missing before it. */
  readonly last?: boolean;
}

function Figure({ value = "…", name, last = false }: FigureProps) {
  return (
    <span className="bw-tile-figure" {...(last ? { "data-last": true } : {})}>
      <span>{value}</span>
      <span className="bw-dim">{name}</span>
    </span>
  );
}
