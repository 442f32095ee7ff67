import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fieldAt } from "../../../shared/analysis/find";
import { inferenceBytes, type Totals } from "../../../shared/analysis/totals";
import type { NodeAnalysis } from "../../../shared/analysis/types";
import { formatBytes, formatInteger, formatPercent, formatSi } from "../../../shared/base/format";
import type { NodePath } from "../../../shared/graph/document";
import { type AnyShape, shapeText } from "../../../shared/layers/shape";
import { useProject } from "../../state/project";
import { Fact, Facts } from "../../ui/facts";
import { macsFormula } from "./macs-formula";
import { paramsFormula } from "./params-formula";
import { repeatsAround } from "./repeats";
import { Section } from "./section";

interface NumbersProps {
  readonly path: NodePath;
  readonly analysis: NodeAnalysis;
}

export function Numbers({ path, analysis }: NumbersProps) {
  const { t } = useTranslation();
  const total = useProject((state) => state.analysis);
  const { inputs, outputs, totals } = analysis;
  const copies = repeatsAround(total, path);
  return (
    <Section title={t("inspector.numbers")} id="numbers">
      {copies > 1 && <p className="bw-field-note">{t("inspector.oneOf", { count: copies })}</p>}
      <Facts>
        <Fact name={t("inspector.input", { count: inputs.length })} value={shapes(inputs)} />
        <Fact name={t("inspector.output", { count: outputs.length })} value={shapes(outputs)} />
        <TotalsFacts totals={totals} sums={paramsFormula(analysis)} formula={macsFormula(analysis)} />
        <FieldFacts path={path} />
        <Fact name={t("inspector.share.params")} value={share(totals.params * copies, total.totals.params)} />
        <Fact name={t("inspector.share.macs")} value={share(totals.macs * copies, total.totals.macs)} />
      </Facts>
    </Section>
  );
}

/** The sums of a node, of several, or of a network. */
export function TotalsFacts({
  totals,
  sums,
  formula,
}: {
  readonly totals: Totals;
  /** How the parameters come about. */
  readonly sums?: string | null;
  /** How the multiply-adds come about. */
  readonly formula?: string | null;
}) {
  const { t } = useTranslation();
  const { params, buffers, macs, activations, leaves, complete } = totals;
  // A sum of nothing known is not "at least 0".
  const atLeast = (value: number, format = formatInteger): string => {
    if (complete) return format(value);
    return activations === 0 || value === 0 ? "?" : t("inspector.atLeast", { value: format(value) });
  };
  return (
    <>
      <Fact
        name={t("inspector.trainable")}
        value={atLeast(params)}
        help={t("inspector.help.params")}
        note={sums ?? undefined}
      />
      {buffers > 0 && (
        <Fact
          name={t("inspector.buffers")}
          value={formatInteger(buffers)}
          help={t("inspector.help.buffers")}
        />
      )}
      <Fact
        name={t("totals.macs.name")}
        value={atLeast(macs)}
        help={t("inspector.help.macs", { flops: formatSi(macs * 2) })}
        note={formula ?? undefined}
      />
      <Fact name={t("inspector.activations")} value={atLeast(activations)} />
      <Fact
        name={t("inspector.memory")}
        value={atLeast(inferenceBytes(totals), formatBytes)}
        help={t("inspector.help.memory")}
      />
      {leaves > 1 && <Fact name={t("inspector.layers")} value={formatInteger(leaves)} />}
    </>
  );
}

function FieldFacts({ path }: { readonly path: NodePath }) {
  const { t } = useTranslation();
  const analysis = useProject((state) => state.analysis);
  const field = useMemo(() => fieldAt(analysis, path), [analysis, path]);
  if (field === null) return null;
  const help = t("inspector.help.field");
  if (field === "global") {
    return <Fact name={t("inspector.field.receptive")} value={t("inspector.field.global")} help={help} />;
  }
  const { size, stride, offset } = field;
  return (
    <Fact
      name={t("inspector.field.receptive")}
      value={size.join("×")}
      help={help}
      note={t("inspector.field.details", { stride: stride.join("×"), offset: offset.join(", ") })}
    />
  );
}

function shapes(list: readonly (AnyShape | null)[]): string {
  if (list.length === 0) return "–";
  return list.map((shape) => (shape ? shapeText(shape) : "?")).join(" + ");
}

function share(part: number, whole: number): string {
  return whole > 0 ? formatPercent(part / whole) : "–";
}
