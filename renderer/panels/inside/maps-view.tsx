import { Loader } from "@mantine/core";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayerMaps } from "../../../shared/contracts/inside";
import type { Subject } from "../../state/inside";
import { engineWith } from "../../state/model";
import { ScalarCanvas } from "../../ui/scalar-canvas";
import { choose, useChoices } from "./choices";
import { LayerFacts } from "./layer-facts";
import { numberText } from "./number-text";
import { Overlay } from "./overlay";
import { TileGrid } from "./tile-grid";
import { UnitBars } from "./unit-bars";
import { useLook } from "./use-look";

interface MapsViewProps {
  readonly subject: Subject;
  readonly leaf: string;
}

/** All maps of one layer, and one of them over the picture. */
export function MapsView({ subject, leaf }: MapsViewProps) {
  const { value, error, busy } = useLook(
    useCallback(async () => (await engineWith(subject.model)).maps(subject.input, leaf), [subject, leaf]),
  );
  const { t } = useTranslation();
  if (error !== null) return <p className="bw-inside-hint">{error}</p>;
  if (!value) {
    return (
      <p className="bw-inside-hint">
        <Loader size={14} aria-hidden /> {t("inside.looking")}
      </p>
    );
  }
  return (
    <div className="bw-inside-columns" data-busy={(busy && value.path !== leaf) || undefined}>
      <LayerFacts maps={value} subject={subject} />
      {value.shape.length === 3 && (value.shape[0] ?? 0) * (value.shape[1] ?? 0) > 1 ? (
        <Maps maps={value} subject={subject} />
      ) : (
        <UnitBars maps={value} names={subject.model.classNames} />
      )}
    </div>
  );
}

interface MapsProps {
  readonly maps: LayerMaps;
  readonly subject: Subject;
}

function Maps({ maps, subject }: MapsProps) {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState<number | null>(null);
  const ownScale = useChoices((choices) => choices.ownScale);
  const chosen = useChoices((choices) => choices.channel);
  const [height = 1, width = 1, channels = 1] = maps.shape;
  const channel = Math.min(chosen, channels - 1);
  const range = useCallback(
    (at: number) => (ownScale ? (maps.perChannel[at] ?? maps.statistics) : maps.statistics),
    [maps, ownScale],
  );
  const tile = useCallback(
    (at: number) => {
      const { min, max } = range(at);
      return (
        <ScalarCanvas
          data={maps.data}
          offset={at}
          step={channels}
          width={width}
          height={height}
          min={min}
          max={max}
        />
      );
    },
    [maps, channels, width, height, range],
  );
  return (
    <>
      <section className="bw-inside-main" aria-label={t("inside.maps.title")}>
        <div className="bw-inside-tools">
          <Readout maps={maps} channel={hovered ?? channel} />
        </div>
        <TileGrid
          count={channels}
          aspect={width / height}
          chosen={channel}
          label={(at) => t("inside.maps.channel", { channel: at })}
          onChoose={(at) => choose({ channel: at })}
          onHover={setHovered}
          tile={tile}
        />
      </section>
      <section className="bw-inside-side" aria-label={t("inside.maps.large")}>
        <Overlay subject={subject} caption={t("inside.maps.channel", { channel })}>
          {(opacity) => (
            <ScalarCanvas
              data={maps.data}
              offset={channel}
              step={channels}
              width={width}
              height={height}
              {...range(channel)}
              smooth={width * 2 < subject.seen.width}
              opacity={opacity}
              label={t("inside.maps.overPicture", { channel })}
            />
          )}
        </Overlay>
      </section>
    </>
  );
}

function Readout({ maps, channel }: { readonly maps: LayerMaps; readonly channel: number }) {
  const { t } = useTranslation();
  const own = maps.perChannel[channel];
  if (!own) return null;
  const words = own.zeros === 1 ? "inside.maps.silentReadout" : "inside.maps.readout";
  return (
    <span className="bw-inside-readout bw-numbers">
      {t(words, {
        channel,
        mean: numberText(own.mean),
        std: numberText(own.std),
        min: numberText(own.min),
        max: numberText(own.max),
        zeros: Math.round(own.zeros * 100),
      })}
    </span>
  );
}
