import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Strip } from "../../shared/contracts/inside";
import type { NodePath } from "../../shared/graph/document";
import { activityOf, useInside } from "../state/inside";
import { rampOf } from "../ui/ramp";

/** Between tiles, in pixels of the tiles. */
const GAP = 1;
/** Tiles with fewer pixels than they are drawn with keep them square. */
const COARSE = 16;

interface ActivityProps {
  readonly path: NodePath;
  /** How many tiles there is room for. */
  readonly tiles: number;
}

/**
 * What the node makes of the picture in the Run panel. Each node hears of its own alone, so that new maps render no node
 * again and an edit renders no map again.
 */
export const Activity = memo(function Activity({ path, tiles }: ActivityProps) {
  const { t } = useTranslation();
  const activity = useInside((state) => activityOf(state, path));
  if (!activity) return null;
  const { strip, shape } = activity;
  const channels = strip.channels.slice(0, tiles).join(", ");
  const label =
    channels === ""
      ? t("canvas.activity.vector", { count: shape.at(-1) })
      : t("canvas.activity.maps", { channels });
  return <StripCanvas strip={strip} tiles={tiles} label={label} />;
});

interface StripCanvasProps {
  readonly strip: Strip;
  readonly tiles: number;
  readonly label: string;
}

function StripCanvas({ strip, tiles, label }: StripCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = strip;
  const isVector = strip.channels.length === 0;
  const shown = isVector ? 1 : Math.min(tiles, strip.channels.length);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    for (let tile = 0; tile < shown; tile++) {
      context.putImageData(tileImage(strip, tile), tile * (width + GAP), 0);
    }
  }, [strip, shown, width]);
  return (
    <canvas
      ref={canvas}
      className="bw-strip"
      width={shown * (width + GAP) - GAP}
      height={height}
      data-vector={isVector || undefined}
      data-pixelated={isVector || Math.max(width, height) < COARSE || undefined}
      title={label}
      role="img"
      aria-label={label}
    />
  );
}

function tileImage({ width, height, data }: Strip, tile: number): ImageData {
  const image = new ImageData(width, height);
  const colours = rampOf("sequential");
  const size = width * height;
  for (let pixel = 0; pixel < size; pixel++) {
    const from = 3 * (data[tile * size + pixel] ?? 0);
    image.data.set(colours.subarray(from, from + 3), pixel * 4);
    image.data[pixel * 4 + 3] = 255;
  }
  return image;
}
