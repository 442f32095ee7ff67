import { useTranslation } from "react-i18next";
import type { GraphAnalysis } from "../../../../shared/analysis/types";
import { formatSi } from "../../../../shared/base/format";
import type { AnyNetworkDefinition } from "../../../../shared/networks/define";
import { errorText } from "../../../ui/error-text";

interface TipProps {
  readonly network: AnyNetworkDefinition;
  readonly analysis: GraphAnalysis;
  readonly x: number;
  readonly y: number;
  /** Of the drawing, to stay inside. */
  readonly width: number;
}

/** What a dot stands for, beside it. */
export function Tip({ network, analysis, x, y, width }: TipProps) {
  const { t } = useTranslation();
  const { top1Error, top5Error, note } = network.published ?? {};
  const onLeft = x > width - 250;
  const { params, macs } = analysis.totals;
  const errors = [
    { value: top1Error, name: t("start.top1") },
    { value: top5Error, name: t("start.top5") },
  ];
  return (
    <div
      className="bw-tip bw-numbers"
      role="presentation"
      style={{ top: y, ...(onLeft ? { right: width - x + 14 } : { left: x + 14 }) }}
    >
      <strong>{network.title}</strong> <span className="bw-dim">{network.year}</span>
      <div>
        {formatSi(params)} {t("totals.params.name")} · {formatSi(macs)} {t("totals.macs.name")}
      </div>
      {errors.map(
        ({ value, name }) =>
          value !== undefined && (
            <div key={name}>
              {errorText(value)} {name}
            </div>
          ),
      )}
      {note && <div className="bw-dim">{note}</div>}
    </div>
  );
}
