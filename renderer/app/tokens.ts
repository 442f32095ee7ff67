import type { LayerCategory } from "../../shared/layers/define";

/** What colours stand for: the categories of layers, and blocks. */
export type HueName = LayerCategory | "block";

/** The colours of one theme. Everything on screen takes its colour from here, as `--bw-<name>`. */
export interface Tokens {
  /** Behind the cards of the network. */
  readonly canvas: string;
  /** Panels, bars, cards. */
  readonly surface: string;
  /** Inputs, hovered rows, folded backs: one step off the surface. */
  readonly raised: string;
  readonly border: string;
  /** Edges of controls and of connections: three to one on the surface. */
  readonly strong: string;
  readonly text: string;
  readonly dim: string;
  readonly accent: string;
  /** Text on the accent. */
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly warning: string;
  readonly success: string;
  /** What takes long, on cards; mixed into their ground by how long. */
  readonly heat: string;
  readonly categories: Readonly<Record<HueName, string>>;
}

/**
 * Nine hues after Okabe and Ito, moved apart until every pair differs by 0.06 in OKLab under simulated protanopia,
 * deuteranopia and tritanopia (Machado et al. 2009), all legible as text on their own tint.
 */
export const LIGHT: Tokens = {
  canvas: "#f4f5f7",
  surface: "#ffffff",
  raised: "#f1f3f6",
  border: "#dde1e7",
  strong: "#7d8592",
  text: "#1b212b",
  dim: "#565f6d",
  accent: "#2f55d4",
  onAccent: "#ffffff",
  accentSoft: "#e8edfb",
  danger: "#b4232f",
  dangerSoft: "#fbeaec",
  warning: "#8a5a00",
  success: "#1f7046",
  heat: "#e8590c",
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
};

export const DARK: Tokens = {
  canvas: "#14171c",
  surface: "#1c2027",
  raised: "#262b34",
  border: "#353c47",
  strong: "#7a8494",
  text: "#e8ebf0",
  dim: "#a9b2c0",
  accent: "#8ba6ff",
  onAccent: "#10162b",
  accentSoft: "#28324f",
  danger: "#ff8f93",
  dangerSoft: "#41242a",
  warning: "#edb95e",
  success: "#71cf9a",
  heat: "#f76707",
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
};

/** From least to most: matplotlib's viridis, as light as it is much, in any kind of sight; the same in both themes. */
export const SEQUENTIAL = [
  "#440154",
  "#472d7b",
  "#3b528b",
  "#2c728e",
  "#21918c",
  "#28ae80",
  "#5ec962",
  "#addc30",
  "#fde725",
] as const;

/** From below zero to above it, zero in the middle: ColorBrewer's RdBu turned round. */
export const DIVERGING = ["#2166ac", "#67a9cf", "#f7f7f7", "#ef8a62", "#b2182b"] as const;

export const HUES = Object.keys(LIGHT.categories) as readonly HueName[];

/** How much of a category's hue its tint holds. */
export const TINT = { light: 0.1, dark: 0.18 } as const;

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

export function softHue(tokens: Tokens, hue: HueName): string {
  return mix(tokens.categories[hue], tokens.surface, tokens === LIGHT ? TINT.light : TINT.dark);
}

/** The theme as CSS variables: `--bw-surface`, `--bw-category-dense`, `--bw-category-dense-soft`. */
export function cssVariables(tokens: Tokens): Readonly<Record<string, string>> {
  const { categories, dim, onAccent, accentSoft, dangerSoft, ...rest } = tokens;
  const plain = { ...rest, "text-dim": dim, "on-accent": onAccent, "accent-soft": accentSoft };
  return Object.fromEntries([
    ...Object.entries({ ...plain, "danger-soft": dangerSoft }).map(([name, value]) => [
      `--bw-${name}`,
      value,
    ]),
    ...HUES.flatMap((hue) => [
      [`--bw-category-${hue}`, categories[hue]],
      [`--bw-category-${hue}-soft`, softHue(tokens, hue)],
    ]),
  ]);
}
