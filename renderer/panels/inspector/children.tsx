import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import { formatInteger } from "../../../shared/base/format";
import { type GraphNode, joinPath, type NodePath } from "../../../shared/graph/document";
import { HueMark } from "../../ui/hue-mark";
import { reveal } from "../../ui/reveal";
import { Section } from "./section";

interface ChildrenProps {
  readonly path: NodePath;
  readonly analysis: NodeAnalysis;
}

/** What a block's parameters and multiply-adds are the sum of. */
export function Children({ path, analysis }: ChildrenProps) {
  const { t } = useTranslation();
  const rows = useMemo(() => childSums(analysis), [analysis]);
  const { totals, copies } = analysis;
  if (rows.length === 0) return null;
  return (
    <Section title={t("inspector.children.title")} id="children">
      {copies.length > 1 && (
        <p className="bw-field-note">{t("inspector.children.copies", { count: copies.length })}</p>
      )}
      <table className="bw-children bw-numbers">
        <thead>
          <tr>
            <th scope="col">{t("inspector.children.name")}</th>
            <th scope="col">{t("totals.params.name")}</th>
            <th scope="col">{t("totals.macs.name")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ node, params, macs }) => (
            <tr key={node.id}>
              <th scope="row">
                <button type="button" onClick={() => reveal(joinPath(path, node.id))}>
                  <HueMark node={node} size={14} />
                  {node.name}
                </button>
              </th>
              <td>{params === 0 ? "–" : formatInteger(params)}</td>
              <td>{macs === 0 ? "–" : formatInteger(macs)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("inspector.sum")}</th>
            <td>{formatInteger(totals.params)}</td>
            <td>{formatInteger(totals.macs)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  );
}

interface ChildSum {
  readonly node: GraphNode;
  readonly params: number;
  readonly macs: number;
}

/** Of each node of a block that costs anything, over all copies: the first may have other inputs than the rest. */
export function childSums({ copies }: NodeAnalysis): readonly ChildSum[] {
  const order = copies[0]?.order ?? [];
  return order.flatMap((id) => {
    const held = copies.flatMap((copy) => copy.nodes.get(id) ?? []);
    const node = held[0]?.node;
    const params = held.reduce((sum, { totals }) => sum + totals.params, 0);
    const macs = held.reduce((sum, { totals }) => sum + totals.macs, 0);
    return node && params + macs > 0 ? [{ node, params, macs }] : [];
  });
}
