import { DARK_PALETTE, type Hue, LIGHT_PALETTE, type Palette, softHue } from "../../shared/layers/palette";

/** The colours of one theme. Everything on screen takes its colour from here, as `--bw-<name>`. */
export interface Tokens extends Palette {
  /** Inputs, hovered rows, folded backs: one step off the surface. */
  readonly raised: string;
  readonly accent: string;
  /** Text on the accent. */
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly dangerSoft: string;
  readonly warning: string;
  readonly success: string;
  /** What takes long, on cards; mixed into their ground by how long. */
  readonly heat: string;
}

export const LIGHT: Tokens = {
  ...LIGHT_PALETTE,
  raised: "#f1f3f6",
  accent: "#2f55d4",
  onAccent: "#ffffff",
  accentSoft: "#e8edfb",
  dangerSoft: "#fbeaec",
  warning: "#8a5a00",
  success: "#1f7046",
  heat: "#e8590c",
};

export const DARK: Tokens = {
  ...DARK_PALETTE,
  raised: "#262b34",
  accent: "#8ba6ff",
  onAccent: "#10162b",
  accentSoft: "#28324f",
  dangerSoft: "#41242a",
  warning: "#edb95e",
  success: "#71cf9a",
  heat: "#f76707",
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

export const HUES = Object.keys(LIGHT.categories) as readonly Hue[];

/** The theme as CSS variables: `--bw-surface`, `--bw-category-dense`, `--bw-category-dense-soft`. */
export function cssVariables(tokens: Tokens): Readonly<Record<string, string>> {
  const { categories, tint: _, dim, onAccent, accentSoft, dangerSoft, ...rest } = tokens;
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
