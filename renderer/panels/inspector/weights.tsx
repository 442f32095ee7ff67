import { useTranslation } from "react-i18next";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import { formatInteger } from "../../../shared/base/format";
import type { LayerNode } from "../../../shared/graph/document";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";
import { Fact, Facts } from "../../ui/facts";
import { Section } from "./section";

/** The tensors of one layer, as PyTorch names and orders them. */
export function Weights({ node, analysis }: { readonly node: LayerNode; readonly analysis: NodeAnalysis }) {
  const { t } = useTranslation();
  const known = analysis.totals.complete && !analysis.inputs.includes(null);
  const weights =
    (known &&
      layers
        .get(node.type)
        ?.weights?.(node.params as ParamsOf<ParamSpecs>, analysis.inputs as readonly Shape[])) ||
    [];
  if (weights.length === 0) return null;
  return (
    <Section title={t("inspector.weights")} id="weights" closed>
      <Facts>
        {weights.map(({ name, shape, trainable }) => (
          <Fact
            key={name}
            name={name}
            value={formatInteger(shape.reduce((product, side) => product * side, 1))}
            note={`[${shape.join(", ")}]${trainable ? "" : ` · ${t("inspector.notTrainable")}`}`}
          />
        ))}
      </Facts>
    </Section>
  );
}
