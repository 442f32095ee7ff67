import type { LayerCategory } from "./define";

/** What colours stand for: the categories of layers, and blocks. */
export type Hue = LayerCategory | "block";

/** The colours that networks are drawn with, on the canvas as in figures. */
export interface Palette {
  /** Behind the cards of the network. */
  readonly canvas: string;
  /** Panels, bars, cards. */
  readonly surface: string;
  readonly border: string;
  /** Edges of controls and of connections: three to one on the surface. */
  readonly strong: string;
  readonly text: string;
  readonly dim: string;
  readonly danger: string;
  readonly categories: Readonly<Record<Hue, string>>;
  /** How much of a category's hue its tint holds. */
  readonly tint: number;
}

/**
 * Nine hues after Okabe and Ito, moved apart until every pair differs by 0.06 in OKLab under simulated protanopia,
 * deuteranopia and tritanopia (Machado et al. 2009), all legible as text on their own tint.
 */
export const LIGHT_PALETTE: Palette = {
  canvas: "#f4f5f7",
  surface: "#ffffff",
  border: "#dde1e7",
  strong: "#7d8592",
  text: "#1b212b",
  dim: "#565f6d",
  danger: "#b4232f",
  categories: {
    convolution: "#1569c3",
    pooling: "#922c02",
    normalisation: "#145b36",
    activation: "#856515",
    merge: "#ac3699",
    dense: "#731c9a",
    input: "#3b404e",
    reshape: "#466864",
    block: "#262c4d",
  },
  tint: 0.1,
};

export const DARK_PALETTE: Palette = {
  canvas: "#14171c",
  surface: "#1c2027",
  border: "#353c47",
  strong: "#7a8494",
  text: "#e8ebf0",
  dim: "#a9b2c0",
  danger: "#ff8f93",
  categories: {
    convolution: "#83cafd",
    pooling: "#f0ab7f",
    normalisation: "#90f2b1",
    activation: "#fbd069",
    merge: "#fc6da1",
    dense: "#c08ffe",
    input: "#dde4f6",
    reshape: "#b1ccc8",
    block: "#8bacc7",
  },
  tint: 0.18,
};

/** `share` of one colour in another, per channel as CSS `color-mix(in srgb, …)` does. */
export function mix(colour: string, into: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [colour, into].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
      number,
      number,
    ];
    return Math.round(a * share + b * (1 - share))
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

export function softHue({ categories, surface, tint }: Palette, hue: Hue): string {
  return mix(categories[hue], surface, tint);
}
