import { useTranslation } from "react-i18next";
import { formatSi } from "../../../shared/base/format";
import type { AnyNetworkDefinition } from "../../../shared/networks/define";
import { openNetworkFromCatalogue } from "../project-files";
import { analysisOfNetwork } from "./network-facts";
import { Sketch } from "./sketch";

export function NetworkCard({ network }: { readonly network: AnyNetworkDefinition }) {
  const { t } = useTranslation();
  const analysis = analysisOfNetwork(network.id);
  const { params, macs } = analysis.totals;
  const { top1Error, top5Error } = network.published ?? {};
  return (
    <button
      type="button"
      className="bw-tile"
      data-network={network.id}
      onClick={() => openNetworkFromCatalogue(network.id)}
    >
      <span className="bw-tile-head">
        <strong>{network.title}</strong>
        <span className="bw-dim bw-numbers">{network.year}</span>
      </span>
      <Sketch analysis={analysis} />
      <span className="bw-tile-summary">{network.summary}</span>
      <span className="bw-tile-figures bw-numbers">
        <Figure value={formatSi(params)} name={t("totals.params.name")} />
        <Figure value={formatSi(macs)} name={t("totals.macs.name")} />
        {top1Error !== undefined && <Figure value={`${top1Error} %`} name={t("start.top1")} />}
        {top5Error !== undefined && <Figure value={`${top5Error} %`} name={t("start.top5")} />}
      </span>
    </button>
  );
}

function Figure({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <span className="bw-tile-figure">
      <span>{value}</span>
      <span className="bw-dim">{name}</span>
    </span>
  );
}
