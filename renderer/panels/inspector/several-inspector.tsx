import { useTranslation } from "react-i18next";
import { sumTotals } from "../../../shared/analysis/totals";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import type { GraphNode, NodePath } from "../../../shared/graph/document";
import { kindOf } from "../../canvas/captions";
import { useProject } from "../../state/project";
import { Facts } from "../../ui/facts";
import { HueMark } from "../../ui/hue-mark";
import { TotalsFacts } from "./numbers";
import { ParamsForm, specsOf } from "./params-form";
import { Section } from "./section";

interface Selected {
  readonly path: NodePath;
  readonly analysis: NodeAnalysis;
}

/** Several nodes: their sum, and per type the parameters that they share. */
export function SeveralInspector({ selected }: { readonly selected: readonly Selected[] }) {
  const { t } = useTranslation();
  const byType = groupByType(selected);
  return (
    <div className="bw-inspector">
      <header className="bw-inspector-head">
        <span className="bw-inspector-type">{t("inspector.several", { count: selected.length })}</span>
      </header>
      <Section title={t("inspector.sum")} id="sum">
        <Facts>
          <TotalsFacts totals={sumTotals(selected.map(({ analysis }) => analysis.totals))} />
        </Facts>
      </Section>
      {[...byType].map(([key, members]) => {
        const node = members[0]?.analysis.node;
        if (!node || Object.keys(specsOf(node).specs).length === 0) return null;
        return (
          <Section key={key} id={`several ${key}`} title={<TypeTitle node={node} count={members.length} />}>
            <ParamsForm nodes={members.map(({ path, analysis }) => ({ path, node: analysis.node }))} />
          </Section>
        );
      })}
    </div>
  );
}

function TypeTitle({ node, count }: { readonly node: GraphNode; readonly count: number }) {
  const definitions = useProject((state) => state.history.present.definitions);
  return (
    <>
      <HueMark node={node} />
      {kindOf(node, definitions)} × {count}
    </>
  );
}

function groupByType(selected: readonly Selected[]): ReadonlyMap<string, readonly Selected[]> {
  const groups = new Map<string, Selected[]>();
  for (const each of selected) {
    const key = typeKey(each.analysis.node);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function typeKey(node: GraphNode): string {
  return node.kind === "layer" ? `layer ${node.type}` : `block ${node.definition}`;
}
