import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { compareBlock } from "../../../shared/analysis/compare-block";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import { graphWeights } from "../../../shared/analysis/kernels";
import type { GraphAnalysis, NodeAnalysis } from "../../../shared/analysis/types";
import { formatInteger, formatPercent } from "../../../shared/base/format";
import type { Definitions } from "../../../shared/blocks/expand";
import { type NodePath, parentPath } from "../../../shared/graph/document";
import { shapeText } from "../../../shared/layers/shape";
import { useProject } from "../../state/project";
import { useSession } from "../../state/session";
import { Section } from "../inspector/section";
import { ratioTex, weightsTex } from "./arithmetic-tex";

/** KaTeX is large, and only needed where a formula is shown. */
const Formula = lazy(async () => ({ default: (await import("../../ui/formula")).Formula }));

/** What the selected block costs beside what its paper sets it against, following its parameters. */
export function Arithmetic({ example }: { readonly example?: NodePath | undefined }) {
  const { t } = useTranslation();
  const selection = useSession((state) => state.selection);
  const analysis = useProject((state) => state.analysis);
  const definitions = useProject((state) => state.history.present.definitions);
  const found = useMemo(
    () =>
      nearestCompared(analysis, definitions, selection.size === 1 ? [...selection][0] : undefined, example),
    [analysis, definitions, selection, example],
  );
  if (!found) return null;
  const { node, own, compared } = found;
  const facts = factsOf(own, node.outputs[0] ? shapeText(node.outputs[0]) : "?");
  const others = factsOf(compared.other, outputOf(compared.other));
  return (
    <Section id="about-arithmetic" title={t("about.arithmetic.title", { name: node.node.name })}>
      <Suspense fallback={<div className="bw-formula" />}>
        <Formula tex={weightsTex(own)} />
        {compared.ratio && <Formula tex={ratioTex(compared.ratio)} />}
      </Suspense>
      <table
        className="bw-about-table bw-numbers"
        aria-label={t("about.arithmetic.title", { name: node.node.name })}
      >
        <thead>
          <tr>
            <td />
            <th scope="col">{t("about.arithmetic.this")}</th>
            <th scope="col">{compared.title}</th>
            <th scope="col">{t("about.arithmetic.share")}</th>
          </tr>
        </thead>
        <tbody>
          <Numbers name={t("about.arithmetic.weights")} own={facts.weights} other={others.weights} />
          <Numbers name={t("totals.macs.name")} own={facts.macs} other={others.macs} />
          <tr>
            <th scope="row">{t("about.arithmetic.output")}</th>
            <td data-ours>{facts.output}</td>
            <td>{others.output}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <p className="bw-field-note">{t("about.arithmetic.note")}</p>
    </Section>
  );
}

interface NumbersProps {
  readonly name: string;
  readonly own: number;
  readonly other: number;
}

function Numbers({ name, own, other }: NumbersProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-ours>{formatInteger(own)}</td>
      <td>{formatInteger(other)}</td>
      <td>{other > 0 ? formatPercent(own / other) : "–"}</td>
    </tr>
  );
}

function factsOf(analysis: GraphAnalysis, output: string) {
  return { weights: graphWeights(analysis), macs: analysis.totals.macs, output };
}

/** Of the node that stands last. */
function outputOf({ order, nodes }: GraphAnalysis): string {
  const shape = nodes.get(order[order.length - 1] ?? "")?.outputs[0];
  return shape ? shapeText(shape) : "?";
}

interface Found {
  readonly node: NodeAnalysis;
  /** One copy. */
  readonly own: GraphAnalysis;
  readonly compared: NonNullable<ReturnType<typeof compareBlock>>;
}

/** The selected block or the nearest around it that has a counterpart; else the network's own example. */
function nearestCompared(
  analysis: GraphAnalysis,
  definitions: Definitions,
  selected: NodePath | undefined,
  example: NodePath | undefined,
): Found | null {
  const paths: NodePath[] = [];
  for (let path = selected ?? ""; path !== ""; path = parentPath(path)) paths.push(path);
  for (const path of example ? [...paths, example] : paths) {
    const node = nodeAnalysisAt(analysis, path);
    const own = node?.copies[0];
    const compared = node && compareBlock(node, definitions);
    if (node && own && compared) return { node, own, compared };
  }
  return null;
}
