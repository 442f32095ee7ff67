import { Loader, NumberInput } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filters } from "../../../shared/contracts/inside";
import type { Subject } from "../../state/inside";
import { engineWith } from "../../state/model";
import { rampGradient } from "../../ui/ramp";
import { ScalarCanvas } from "../../ui/scalar-canvas";
import { PixelCanvas } from "../run/pixel-canvas";
import { choose, useChoices } from "./choices";
import { colourFilter } from "./colour-filter";
import { numberText } from "./number-text";
import { pictureStyle } from "./picture-style";
import { TileGrid } from "./tile-grid";
import { useLook } from "./use-look";

interface FiltersViewProps {
  readonly subject: Subject;
  /** Null where nothing that is selected has any. */
  readonly leaf: string | null;
}

/** The kernels of a convolution: in colour where they lie on the picture, else one input channel at a time. */
export function FiltersView({ subject, leaf }: FiltersViewProps) {
  const { t } = useTranslation();
  const { value, error, busy } = useLook(
    useCallback(
      async () => (leaf === null ? null : (await engineWith(subject.model)).filters(leaf)),
      [subject.model, leaf],
    ),
  );
  if (error !== null) return <p className="bw-inside-hint">{error}</p>;
  if (busy && !value) {
    return (
      <p className="bw-inside-hint">
        <Loader size={14} aria-hidden /> {t("inside.looking")}
      </p>
    );
  }
  if (!value) return <p className="bw-inside-hint">{t("inside.filters.none")}</p>;
  return <Kernels filters={value} key={value.path} />;
}

function Kernels({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState<number | null>(null);
  const chosen = useChoices((choices) => choices.channel);
  const wanted = useChoices((choices) => choices.slice);
  const [count, inputs, height, width] = filters.shape;
  const slice = Math.min(wanted, inputs - 1);
  const channel = Math.min(chosen, count - 1);
  const limit = useMemo(() => largest(filters.data), [filters]);
  const tile = useCallback(
    (at: number) => <Kernel filters={filters} filter={at} slice={slice} limit={limit} />,
    [filters, slice, limit],
  );
  const at = hovered ?? channel;
  return (
    <div className="bw-inside-columns">
      <section className="bw-inside-facts">
        <h3 title={filters.path}>{filters.path}</h3>
        <p className="bw-inside-note">
          {t(filters.readsImage ? "inside.filters.colour" : "inside.filters.slices", {
            count,
            inputs,
            size: `${height}×${width}`,
          })}
        </p>
        {!filters.readsImage && inputs > 1 && (
          <NumberInput
            label={t("inside.filters.slice")}
            min={0}
            max={inputs - 1}
            clampBehavior="strict"
            value={slice}
            onChange={(value) => choose({ slice: Number(value) || 0 })}
          />
        )}
        {!filters.readsImage && <Signs limit={limit} />}
      </section>
      <section className="bw-inside-main" aria-label={t("inside.filters.title")}>
        <div className="bw-inside-tools">
          <span className="bw-inside-readout bw-numbers">
            {t("inside.filters.readout", { filter: at, norm: numberText(lengthOf(filters, at)) })}
          </span>
        </div>
        <TileGrid
          count={count}
          aspect={width / height}
          chosen={channel}
          label={(index) => t("inside.filters.filter", { filter: index })}
          onChoose={(index) => choose({ channel: index })}
          onHover={setHovered}
          tile={tile}
        />
      </section>
      <section className="bw-inside-side" aria-label={t("inside.filters.large")}>
        <div className="bw-inside-stage">
          <div className="bw-inside-picture" style={pictureStyle(width, height)}>
            <Kernel
              filters={filters}
              filter={channel}
              slice={slice}
              limit={limit}
              label={t("inside.filters.filter", { filter: channel })}
            />
          </div>
        </div>
        <div className="bw-inside-under">
          <span>{t("inside.filters.filter", { filter: channel })}</span>
        </div>
      </section>
    </div>
  );
}

interface KernelProps {
  readonly filters: Filters;
  readonly filter: number;
  readonly slice: number;
  readonly limit: number;
  readonly label?: string;
}

function Kernel({ filters, filter, slice, limit, label }: KernelProps) {
  const [, inputs, height, width] = filters.shape;
  const image = useMemo(
    () => (filters.readsImage ? colourFilter(filters, filter, limit) : null),
    [filters, filter, limit],
  );
  if (image) return <PixelCanvas image={image} pixelated label={label ?? ""} />;
  return (
    <ScalarCanvas
      data={filters.data}
      offset={(filter * inputs + slice) * height * width}
      width={width}
      height={height}
      min={-limit}
      max={limit}
      ramp="diverging"
      label={label}
    />
  );
}

function Signs({ limit }: { readonly limit: number }) {
  return (
    <div className="bw-inside-scale bw-numbers">
      <span>{numberText(-limit)}</span>
      <span className="bw-legend-bar" style={{ background: rampGradient("diverging") }} aria-hidden />
      <span>{numberText(limit)}</span>
    </div>
  );
}

/** Euclidean, of one filter. */
function lengthOf({ data, shape: [, inputs, height, width] }: Filters, filter: number): number {
  const size = inputs * height * width;
  const own = data.subarray(filter * size, (filter + 1) * size);
  return Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
}

function largest(data: Float32Array): number {
  return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
}
