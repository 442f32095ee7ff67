import { memo, useEffect, useRef } from "react";
import { type RampName, rampOf, stepOf } from "./ramp";

export interface ScalarCanvasProps {
  readonly data: ArrayLike<number>;
  /** Where the first number lies, and how far apart neighbours are: for one channel of many. */
  readonly offset?: number;
  readonly step?: number;
  readonly width: number;
  readonly height: number;
  readonly min: number;
  readonly max: number;
  readonly ramp?: RampName;
  /** Pixels stay square blocks when enlarged, unless this is set. */
  readonly smooth?: boolean;
  readonly className?: string;
  /** Absent where the words around it say the same. */
  readonly label?: string | undefined;
  readonly opacity?: number;
}

/** Numbers as colours, one pixel each; the style says how large it shows. */
export const ScalarCanvas = memo(function ScalarCanvas(props: ScalarCanvasProps) {
  const { data, offset = 0, step = 1, width, height, min, max, ramp = "sequential" } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = new ImageData(width, height);
    const colours = rampOf(ramp);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const from = 3 * stepOf(data[offset + pixel * step] ?? Number.NaN, min, max);
      image.data.set(colours.subarray(from, from + 3), pixel * 4);
      image.data[pixel * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [data, offset, step, width, height, min, max, ramp]);
  return (
    <canvas
      ref={canvas}
      className={props.className}
      width={width}
      height={height}
      data-pixelated={!props.smooth || undefined}
      style={props.opacity === undefined ? undefined : { opacity: props.opacity }}
      {...(props.label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": props.label })}
    />
  );
});
