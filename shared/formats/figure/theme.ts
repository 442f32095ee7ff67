import { DARK_PALETTE, type Hue, LIGHT_PALETTE, mix, type Palette } from "../../layers/palette";

export type ThemeName = "light" | "print" | "dark";

/** The colours of a figure. */
export interface FigureTheme extends Palette {
  readonly ground: string;
  /** How much of its hue the faces of a volume hold: the front, lighter on top, darker on the side. */
  readonly faces: { readonly top: number; readonly front: number; readonly side: number };
  /** Without colour signs and outlines are black, however light the grey of their kind is. */
  readonly isColourless?: boolean;
}

/** Black on white: kinds of layers differ in how dark they are, and by their signs. */
const PRINT_PALETTE: Palette = {
  canvas: "#ffffff",
  surface: "#ffffff",
  border: "#8c8c8c",
  strong: "#4d4d4d",
  text: "#000000",
  dim: "#3d3d3d",
  danger: "#000000",
  categories: {
    convolution: "#6b6b6b",
    pooling: "#1c1c1c",
    normalisation: "#b0b0b0",
    activation: "#9c9c9c",
    merge: "#404040",
    dense: "#000000",
    input: "#d0d0d0",
    reshape: "#c0c0c0",
    block: "#333333",
  },
  tint: 0.06,
};

const FACES = { top: 0.16, front: 0.28, side: 0.44 };

export const THEMES: Readonly<Record<ThemeName, FigureTheme>> = {
  light: { ...LIGHT_PALETTE, ground: "#ffffff", faces: FACES },
  print: {
    ...PRINT_PALETTE,
    ground: "#ffffff",
    faces: { top: 0.12, front: 0.3, side: 0.55 },
    isColourless: true,
  },
  dark: { ...DARK_PALETTE, ground: DARK_PALETTE.canvas, faces: { top: 0.5, front: 0.36, side: 0.24 } },
};

/** Some of a hue in the figure's ground. */
export function tinted({ categories, ground }: FigureTheme, hue: Hue, share: number): string {
  return mix(categories[hue], ground, share);
}

/** What a category's sign and the outlines of its boxes are drawn with. */
export function signOf({ categories, text, isColourless }: FigureTheme, hue: Hue): string {
  return isColourless ? text : categories[hue];
}
