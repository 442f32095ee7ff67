import { useTranslation } from "react-i18next";
import type { LayerMaps } from "../../../shared/contracts/inside";
import type { Subject } from "../../state/inside";
import { Fact, Facts } from "../../ui/facts";
import { Histogram } from "./histogram";
import { numberText } from "./number-text";
import { SilentUnits } from "./silent-units";

/** One layer's output in numbers. */
export function LayerFacts({ maps, subject }: { readonly maps: LayerMaps; readonly subject: Subject }) {
  const { t } = useTranslation();
  const { mean, std, min, max, zeros } = maps.statistics;
  return (
    <section className="bw-inside-facts" aria-label={t("inside.facts.title")}>
      <h3 title={maps.path}>{maps.path}</h3>
      <Facts>
        <Fact name={t("inside.facts.shape")} value={maps.shape.join("×")} />
        <Fact name={t("inside.facts.mean")} value={`${numberText(mean)} ± ${numberText(std)}`} />
        <Fact name={t("inside.facts.range")} value={`${numberText(min)} … ${numberText(max)}`} />
        <Fact name={t("inside.facts.zeros")} value={`${(zeros * 100).toFixed(1)} %`} />
      </Facts>
      <SilentUnits maps={maps} subject={subject} />
      <Histogram counts={maps.histogram} min={min} max={max} />
    </section>
  );
}
