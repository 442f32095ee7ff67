import { useTranslation } from "react-i18next";
import { numberText } from "./number-text";

interface HistogramProps {
  readonly counts: readonly number[];
  readonly min: number;
  readonly max: number;
}

const HEIGHT = 44;

/** How often which numbers occur; heights go by the square root, so that rare ones show beside many zeros. */
export function Histogram({ counts, min, max }: HistogramProps) {
  const { t } = useTranslation();
  const largest = Math.max(1, ...counts);
  return (
    <figure className="bw-histogram">
      <svg
        viewBox={`0 0 ${counts.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("inside.facts.histogram")}
      >
        {counts.map((count, bin) => {
          const height = Math.sqrt(count / largest) * HEIGHT;
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          return <rect key={bin} x={bin} y={HEIGHT - height} width={0.9} height={height} />;
        })}
      </svg>
      <figcaption className="bw-numbers">
        <span>{numberText(min)}</span>
        <span>{numberText(max)}</span>
      </figcaption>
    </figure>
  );
}
