import { describe, expect, test } from "vitest";
import { DARK, HUES, LIGHT, type Tokens } from "../../../renderer/app/tokens";
import { softHue } from "../../../shared/layers/palette";

/** WCAG 2.2, 1.4.3: what text needs to be read. */
const AA_TEXT = 4.5;
/** WCAG 2.2, 1.4.11: edges of controls and graphics. */
const AA_GRAPHICS = 3;
/** In OKLab; about three times the difference that is just noticed side by side. */
const TELLING = 0.06;

/** Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB. */
const SIGHT = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

type Rgb = readonly [number, number, number];

const themes: readonly (readonly [string, Tokens])[] = [
  ["light", LIGHT],
  ["dark", DARK],
];

describe.each(themes)("the %s theme", (_, tokens) => {
  test("is legible: every colour that text has, on everything that text stands on", () => {
    const plain = ["text", "dim", "accent", "danger", "warning", "success"] as const;
    const grounds = ["surface", "canvas", "raised"] as const;
    const pairs = [
      ...plain.flatMap((ink) =>
        grounds.map((ground) => [`${ink} on ${ground}`, tokens[ink], tokens[ground]] as const),
      ),
      ["text on accentSoft", tokens.text, tokens.accentSoft],
      ["dim on accentSoft", tokens.dim, tokens.accentSoft],
      ["accent on accentSoft", tokens.accent, tokens.accentSoft],
      ["onAccent on accent", tokens.onAccent, tokens.accent],
      ["text on dangerSoft", tokens.text, tokens.dangerSoft],
      ["danger on dangerSoft", tokens.danger, tokens.dangerSoft],
      ...HUES.flatMap((hue) => [
        [`${hue} on surface`, tokens.categories[hue], tokens.surface] as const,
        [`${hue} on its tint`, tokens.categories[hue], softHue(tokens, hue)] as const,
        [`text on the tint of ${hue}`, tokens.text, softHue(tokens, hue)] as const,
        [`dim on the tint of ${hue}`, tokens.dim, softHue(tokens, hue)] as const,
      ]),
    ] as const;
    const illegible = pairs.filter(([, ink, ground]) => contrast(ink, ground) < AA_TEXT);
    expect(illegible.map(([pair, ink, ground]) => `${pair}: ${contrast(ink, ground).toFixed(2)}`)).toEqual(
      [],
    );
  });

  test("shows edges of controls", () => {
    const faint = (["surface", "canvas", "raised"] as const).filter(
      (ground) => contrast(tokens.strong, tokens[ground]) < AA_GRAPHICS,
    );
    expect(faint).toEqual([]);
  });

  test.each(Object.entries(SIGHT))("tells all categories apart with %s sight", (_name, matrix) => {
    const alike = HUES.flatMap((a, index) =>
      HUES.slice(index + 1).flatMap((b) => {
        const [x, y] = [tokens.categories[a], tokens.categories[b]].map((hex) => oklab(seen(hex, matrix)));
        const distance = Math.hypot(...(x as Rgb).map((value, axis) => value - ((y as Rgb)[axis] as number)));
        return distance < TELLING ? [`${a} and ${b}: ${distance.toFixed(3)}`] : [];
      }),
    );
    expect(alike).toEqual([]);
  });
});

function linear(hex: string): Rgb {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

function seen(hex: string, m: readonly number[]): Rgb {
  const rgb = linear(hex);
  return [0, 3, 6].map((row) =>
    Math.max(
      0,
      rgb.reduce((sum, value, axis) => sum + value * (m[row + axis] as number), 0),
    ),
  ) as unknown as Rgb;
}

/** Ottosson 2020. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
