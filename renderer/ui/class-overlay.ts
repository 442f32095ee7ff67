import { IGNORED } from "../../shared/contracts/run";

/** Share of the class's colour over the picture's. */
const OPACITY = 0.6;
/** Turns from one hue to the next: the golden angle keeps neighbours apart however many there are. */
const HUE_STEP = 0.381966;
/** What is nobody's, on edges. */
const NOBODY = [255, 255, 255] as const;

type Colour = readonly [red: number, green: number, blue: number];

/** Of the classes of pixels, each its own, alike in light and dark since it lies on pictures. Class 0, the background, has none. */
export function classColour(label: number): Colour {
  const hue = (label * HUE_STEP) % 1;
  const lightness = [0.5, 0.62, 0.42][label % 3] as number;
  return [hslChannel(0, hue, lightness), hslChannel(8, hue, lightness), hslChannel(4, hue, lightness)];
}

export function cssColour(label: number): string {
  return `rgb(${classColour(label).join(" ")})`;
}

/** RGB bytes with the class of each pixel laid over them. */
export function overlaid(pixels: Uint8Array, classes: Uint8Array): Uint8Array {
  const colours = new Map<number, Colour>();
  const result = pixels.slice();
  for (const [pixel, label] of classes.entries()) {
    if (label === 0) continue;
    const colour = label === IGNORED ? NOBODY : (colours.get(label) ?? classColour(label));
    colours.set(label, colour);
    for (const [channel, value] of colour.entries()) {
      const at = pixel * 3 + channel;
      const under = pixels[at] as number;
      result[at] = Math.round(under + OPACITY * (value - under));
    }
  }
  return result;
}

/** CSS Color 4, "HSL to sRGB", at full saturation scaled to 0.85. */
function hslChannel(offset: number, hue: number, lightness: number): number {
  const k = (offset + hue * 12) % 12;
  const chroma = 0.85 * Math.min(lightness, 1 - lightness);
  return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
}
