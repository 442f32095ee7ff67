import { useTranslation } from "react-i18next";
import type { LayerNode } from "../../../shared/graph/document";
import type { OpaqueFacet } from "../../../shared/layers/define";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { Fact, Facts } from "../../ui/facts";
import { Section } from "./section";

interface OperatorFactsProps {
  readonly node: LayerNode;
  readonly opaque: OpaqueFacet<ParamsOf<ParamSpecs>>;
}

/** What a file says of an operator that is not known here. */
export function OperatorFacts({ node, opaque }: OperatorFactsProps) {
  const { t } = useTranslation();
  const facts = opaque.facts?.(node.params as ParamsOf<ParamSpecs>) ?? [];
  if (facts.length === 0) return null;
  return (
    <Section title={t("inspector.operator")} id="operator">
      <Facts>
        {facts.map(({ name, value }) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </Facts>
    </Section>
  );
}
