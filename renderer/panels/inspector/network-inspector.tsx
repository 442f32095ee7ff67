import { IconQuestionMark } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { formatPercent, formatSi } from "../../../shared/base/format";
import type { LayerCategory } from "../../../shared/layers/define";
import { layers } from "../../../shared/layers/registry";
import { differsFromOrigin } from "../../../shared/networks/origin";
import { networks } from "../../../shared/networks/registry";
import { useProject } from "../../state/project";
import { Fact, Facts } from "../../ui/facts";
import { CategoryMark } from "../../ui/hue-mark";
import { NetworkParams } from "./network-params";
import { TotalsFacts } from "./numbers";
import { Section } from "./section";

/** The network as a whole: where it is from, what it costs, and which kinds of layer cost it. */
export function NetworkInspector() {
  const { t } = useTranslation();
  const name = useProject((state) => state.history.present.name);
  const origin = useProject((state) => state.history.present.origin);
  const analysis = useProject((state) => state.analysis);
  const network = origin ? networks.get(origin.network) : undefined;
  if (analysis.order.length === 0) return <div className="bw-empty">{t("inspector.empty")}</div>;
  return (
    <div className="bw-inspector">
      <header className="bw-inspector-head">
        <span className="bw-inspector-type">{name}</span>
        {network && <span className="bw-dim bw-numbers">{network.year}</span>}
      </header>
      {network && (
        <>
          <p className="bw-prose">{network.summary}</p>
          <p className="bw-field-note">
            {network.citation}
            {network.arxiv && ` · arXiv ${network.arxiv}`}
          </p>
          {network.published && <PublishedErrors published={network.published} />}
        </>
      )}
      {network && origin && <NetworkParams key={network.id} network={network} origin={origin} />}
      <Section title={t("inspector.numbers")} id="network-numbers">
        <Facts>
          <TotalsFacts totals={analysis.totals} />
        </Facts>
      </Section>
      <Section title={t("inspector.byCategory")} id="by-category">
        <Categories analysis={analysis} />
      </Section>
      <p className="bw-field-note">{t("inspector.convention")}</p>
    </div>
  );
}

function PublishedErrors({ published }: { readonly published: NonNullable<Published> }) {
  const { t } = useTranslation();
  const document = useProject((state) => state.history.present);
  const differs = useMemo(() => differsFromOrigin(document), [document]);
  const note = differs ? t("inspector.ofOriginal") : undefined;
  return (
    <Facts>
      {published.top1Error !== undefined && (
        <Fact name={t("start.top1")} value={`${published.top1Error} %`} note={note} help={published.note} />
      )}
      {published.top5Error !== undefined && (
        <Fact name={t("start.top5")} value={`${published.top5Error} %`} note={note} help={published.note} />
      )}
    </Facts>
  );
}

type Published = (typeof networks.all)[number]["published"];

interface CategorySum {
  readonly params: number;
  readonly macs: number;
  readonly layers: number;
}

/** What is not known here is of no category. */
const UNKNOWN = "unknown";
type SummedKind = LayerCategory | typeof UNKNOWN;

/** Bars as long as each category's share of the parameters and of the multiply-adds. */
function Categories({ analysis }: { readonly analysis: GraphAnalysis }) {
  const { t } = useTranslation();
  const sums = useMemo(() => sumByCategory(analysis), [analysis]);
  const { params, macs } = analysis.totals;
  return (
    <table className="bw-categories bw-numbers">
      <thead>
        <tr>
          <th scope="col">{t("inspector.category")}</th>
          <th scope="col">{t("totals.params.name")}</th>
          <th scope="col">{t("totals.macs.name")}</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(([category, sum]) => (
          <tr key={category}>
            <th scope="row">
              {category === UNKNOWN ? (
                <IconQuestionMark size={14} stroke={1.75} className="bw-hue" aria-hidden />
              ) : (
                <CategoryMark hue={category} size={14} />
              )}
              {t(category === UNKNOWN ? "inspector.unknownOperators" : `category.${category}`)}
              <span className="bw-dim"> ×{sum.layers}</span>
            </th>
            <ShareCell category={category} value={sum.params} whole={params} />
            {category === UNKNOWN ? (
              <td>?</td>
            ) : (
              <ShareCell category={category} value={sum.macs} whole={macs} />
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ShareCellProps {
  readonly category: string;
  readonly value: number;
  readonly whole: number;
}

function ShareCell({ category, value, whole }: ShareCellProps) {
  const share = whole > 0 ? value / whole : 0;
  return (
    <td title={formatPercent(share)}>
      {value === 0 ? "–" : formatSi(value)}
      <span className="bw-share-bar">
        <span
          style={{
            width: `${share * 100}%`,
            background: `var(--bw-category-${category}, var(--bw-text-dim))`,
          }}
        />
      </span>
    </td>
  );
}

function sumByCategory(analysis: GraphAnalysis): readonly (readonly [SummedKind, CategorySum])[] {
  const sums = new Map<SummedKind, CategorySum>();
  for (const { node, analysis: leaf } of leavesOf(analysis)) {
    const layer = layers.get(node.type);
    if (!layer) continue;
    const category = layer.opaque ? UNKNOWN : layer.category;
    const sum = sums.get(category) ?? { params: 0, macs: 0, layers: 0 };
    sums.set(category, {
      params: sum.params + leaf.totals.params,
      macs: sum.macs + leaf.totals.macs,
      layers: sum.layers + 1,
    });
  }
  return [...sums].sort(([, a], [, b]) => b.macs - a.macs || b.params - a.params);
}
