import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import { resizeToFill } from "../../../shared/data/resize";
import { cssColour, overlaid } from "../../ui/class-overlay";
import type { Answer } from "./classify";
import { agreement, type ClassMap } from "./look";
import { PixelCanvas } from "./pixel-canvas";

interface SegmentationViewProps {
  readonly answer: Answer;
  readonly map: ClassMap;
}

/** What a network that scores pixels takes each of them for, over the picture, with the classes that it found. */
export function SegmentationView({ answer, map }: SegmentationViewProps) {
  const { t } = useTranslation();
  const { seen, picture, model } = answer;
  const shown = useMemo(() => {
    const fitted = resizeToFill(seen, map.height, map.width);
    return { ...fitted, pixels: overlaid(fitted.pixels, map.classes) };
  }, [seen, map]);
  const right = picture.mask ? agreement(map, picture.mask) : null;
  const nameOf = (label: number): string =>
    model.classNames?.[label] ?? t("run.answer.class", { index: label });
  return (
    <div className="bw-segments">
      <PixelCanvas image={shown} pixelated label={t("run.segments.alt")} />
      <ul className="bw-segment-legend">
        {answer.ranking.map(({ index: label, probability: share }) => (
          <li key={label}>
            <span
              className="bw-segment-swatch"
              style={label === 0 ? undefined : { background: cssColour(label) }}
              aria-hidden
            />
            <span title={nameOf(label)}>{nameOf(label)}</span>
            <span className="bw-numbers">{formatPercent(share)}</span>
          </li>
        ))}
      </ul>
      {right !== null && (
        <p className="bw-run-note">{t("run.segments.right", { percent: formatPercent(right) })}</p>
      )}
      {model.origin === "random" && <p className="bw-run-note">{t("run.model.random")}</p>}
    </div>
  );
}
