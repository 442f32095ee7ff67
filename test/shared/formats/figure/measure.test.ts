import PDFDocument from "pdfkit";
import { expect, test } from "vitest";
import { FIGURE_TOOLS } from "../../../../electron/cli/figure";
import { fitText, textWidth, wrapText } from "../../../../shared/formats/figure/measure";

test.each([400, 500, 600] as const)(
  "the widths of weight %d are those of the font itself",
  async (weight) => {
    const page = new PDFDocument({ size: [100, 100], margin: 0, font: null });
    page.registerFont("inter", await FIGURE_TOOLS.asset(`inter-${weight}`));
    page.font("inter").fontSize(10);
    const codes = [...range(32, 127), ...range(160, 256)].filter((code) => code !== 173);
    const letters = [...codes.map((code) => String.fromCodePoint(code)), ..."–—“”•…−≥≤→√"];
    const features = { kern: false, calt: false };
    const off = letters.filter((letter) => {
      const more = textWidth(letter, 10, weight) - page.widthOfString(letter, { features });
      // Signs beside the alphabet are as wide as the boldest has them.
      return more < -0.001 || more > (codes.includes(letter.codePointAt(0) ?? 0) ? 0.011 : 1);
    });
    expect(off).toEqual([]);
  },
);

test("what is too long loses its middle, and keeps what tells it from its neighbours", () => {
  const name = "inception_resnet_reduction_3a";
  const cut = fitText(name, 13, 600, 120);
  expect({ cut, fits: textWidth(cut, 13, 600) <= 120, none: fitText(name, 13, 600, 2) }).toEqual({
    cut: expect.stringMatching(/^inception.*…on_3a$/),
    fits: true,
    none: "",
  });
});

test("lines are broken between words", () => {
  expect(wrapText("one two three", 10, 400, textWidth("one two", 10, 400))).toEqual(["one two", "three"]);
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
