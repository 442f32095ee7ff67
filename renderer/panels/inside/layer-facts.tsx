import { useTranslation } from "react-i18next";
import type { LayerMaps } from "../../../shared/contracts/inside";
import { Fact, Facts } from "../../ui/facts";
import { choose } from "./choices";
import { Histogram } from "./histogram";
import { numberText } from "./number-text";

/** Channels that are named before the rest is only counted. */
const NAMED = 40;

/** One layer's output in numbers. */
export function LayerFacts({ maps }: { readonly maps: LayerMaps }) {
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
      <Histogram counts={maps.histogram} min={min} max={max} />
      <Silent maps={maps} />
    </section>
  );
}

/** A unit that says nothing on one picture may on another; one that never does is dead. */
function Silent({ maps }: { readonly maps: LayerMaps }) {
  const { t } = useTranslation();
  const silent = maps.perChannel.flatMap(({ zeros }, channel) => (zeros === 1 ? [channel] : []));
  return (
    <>
      <p className="bw-inside-silent" title={t("inside.facts.silentHelp")}>
        {t("inside.facts.silent", { count: silent.length, of: maps.perChannel.length })}
      </p>
      {silent.length > 0 && (
        <div className="bw-inside-chips">
          {silent.slice(0, NAMED).map((channel) => (
            <button
              key={channel}
              type="button"
              aria-label={t("inside.maps.channel", { channel })}
              onClick={() => choose({ channel })}
            >
              {channel}
            </button>
          ))}
          {silent.length > NAMED && <span>{t("inside.facts.more", { count: silent.length - NAMED })}</span>}
        </div>
      )}
    </>
  );
}
