import { Button, Checkbox } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorMessage } from "../../../shared/base/assert";
import { augmentationOf } from "../../../shared/data/augmentations";
import { maxSize, type Sample } from "../../../shared/data/define";
import { dataFacts, useOwnData } from "../../state/own-data";
import { OWN_DATA, storedSizeOf, useTrainSetup } from "../../state/train-setup";
import { overlaid } from "../../ui/class-overlay";
import { drawSamples, sampleAugmenter, takeSamples, toImageData } from "./samples";

/** Long enough that typing a number does not draw a sheet for each digit. */
const DEBOUNCE_MS = 150;
const ROWS = 2;

/** Training samples at the size that the network gets, augmented as in a first epoch, two of each class. */
export function ContactSheet() {
  const { t } = useTranslation();
  const { dataset, size, classes } = useTrainSetup((setup) => setup.data);
  const [page, setPage] = useState(0);
  const { samples, failure } = useSamples(page);
  const [showsMasks, setShowsMasks] = useState(true);
  const hasMasks = samples.some(({ mask }) => mask);
  const source = useOwnData((own) => own.source);
  const names = dataFacts(dataset, { source }).classNames;
  return (
    <div className="bw-sheet">
      <div className="bw-train-heading">
        <h3>{t("train.sheet.title")}</h3>
        {hasMasks && (
          <Checkbox
            size="xs"
            label={t("train.sheet.masks")}
            checked={showsMasks}
            onChange={(event) => setShowsMasks(event.currentTarget.checked)}
          />
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconRefresh size={14} stroke={1.75} aria-hidden />}
          onClick={() => setPage(page + 1)}
        >
          {t("train.sheet.more")}
        </Button>
      </div>
      {failure !== null && <p className="bw-train-error">{t("train.sheet.failed", { reason: failure })}</p>}
      <ul className="bw-sheet-tiles" aria-busy={samples.length < classes * ROWS && failure === null}>
        {Array.from({ length: classes * ROWS }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tile is its place
          <li key={index}>
            <Tile sample={samples[index]} size={size} names={names} showsMasks={showsMasks} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function useSamples(page: number): { samples: readonly Sample[]; failure: string | null } {
  const { dataset, size, classes } = useTrainSetup((setup) => setup.data);
  const seed = useTrainSetup((setup) => setup.seed);
  const augmentation = useTrainSetup((setup) => setup.augmentation);
  const roomy = useTrainSetup(storedSizeOf);
  const images = useOwnData(({ loaded }) => (dataset === OWN_DATA ? (loaded?.images.train ?? null) : null));
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const indices = Array.from({ length: classes * ROWS }, (_, index) => page * classes * ROWS + index);
    const timer = setTimeout(() => {
      setFailure(null);
      setSamples([]);
      const stored = images?.size ?? Math.max(size, Math.min(maxSize, roomy));
      const options = { seed, size: stored, classes, split: "train" } as const;
      const augment = sampleAugmenter(augmentationOf(augmentation), { stored, taken: size }, seed);
      const show = (taken: readonly Sample[]): void => {
        if (!ended.signal.aborted) setSamples(taken);
      };
      const shown =
        dataset !== OWN_DATA
          ? drawSamples(dataset, indices, options, augment, show, ended.signal)
          : images && takeSamples(images, indices, augment).then(show);
      shown?.catch((thrown: unknown) => setFailure(errorMessage(thrown)));
    }, DEBOUNCE_MS);
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [dataset, size, classes, seed, augmentation, roomy, images, page]);
  return { samples, failure };
}

interface TileProps {
  readonly sample: Sample | undefined;
  readonly size: number;
  readonly names: readonly string[];
  readonly showsMasks: boolean;
}

/** The box stands before its picture does, so nothing moves when that arrives. */
function Tile({ sample, size, names, showsMasks }: TileProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  // A sheet of another size is on its way while the setting has changed already.
  const fits = sample !== undefined && sample.pixels.length === size * size * 3;
  useEffect(() => {
    if (!fits) return;
    const { pixels, mask } = sample;
    const shown = mask && showsMasks ? overlaid(pixels, mask) : pixels;
    canvas.current?.getContext("2d")?.putImageData(toImageData(shown, size), 0, 0);
  }, [fits, sample, size, showsMasks]);
  const name = fits ? (names[sample.label] ?? "") : "";
  return (
    <figure className="bw-sheet-tile" title={name}>
      <canvas
        ref={canvas}
        width={size}
        height={size}
        role="img"
        aria-label={t("train.sheet.alt", { name })}
      />
      <figcaption>{name}</figcaption>
    </figure>
  );
}
