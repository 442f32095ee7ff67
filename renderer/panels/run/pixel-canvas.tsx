import { useEffect, useRef } from "react";
import type { RgbImage } from "../../../shared/data/resize";

export interface PixelCanvasProps {
  readonly image: RgbImage;
  readonly label: string;
  /** Whether pixels stay square blocks when enlarged. */
  readonly pixelated?: boolean;
}

/** An image drawn at its own size; the style says how large it shows. */
export function PixelCanvas({ image, label, pixelated = false }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, pixels } = image;
    const data = new ImageData(width, height);
    for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
      data.data[to] = pixels[from] ?? 0;
      data.data[to + 1] = pixels[from + 1] ?? 0;
      data.data[to + 2] = pixels[from + 2] ?? 0;
      data.data[to + 3] = 255;
    }
    canvas.current?.getContext("2d")?.putImageData(data, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      className="bw-pixels"
      width={image.width}
      height={image.height}
      data-pixelated={pixelated || undefined}
      role="img"
      aria-label={label}
    />
  );
}
