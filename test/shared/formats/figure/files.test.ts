import { PDFDocument as ReadPdf } from "@cantoo/pdf-lib";
import { decode } from "fast-png";
import { describe, expect, test } from "vitest";
import { FIGURE_TOOLS } from "../../../../electron/cli/figure";
import type { Figure } from "../../../../shared/formats/figure/primitives";
import { svgText } from "../../../../shared/formats/figure/svg-text";
import { writePdf } from "../../../../shared/formats/pdf/write";
import { rasterise } from "../../../../shared/formats/png/rasterise";
import { openNetwork } from "../../../../shared/networks/registry";
import { figureOf, wordsOf } from "./figures";

const { asset } = FIGURE_TOOLS;
const PLAIN: Figure = { width: 100, height: 40, title: "", description: "", ground: "#ffffff", items: [] };

function saying(text: string): Figure {
  const words = { kind: "words", text, x: 4, y: 20, size: 10, weight: 400, anchor: "start" } as const;
  return { ...PLAIN, title: text, description: text, items: [{ ...words, fill: "#000000" }] };
}

describe("SVG", () => {
  test("holds every text as text", async () => {
    const figure = await figureOf(openNetwork("alexnet"));
    const written = [...svgText(figure).matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(written).toEqual(wordsOf(figure.items).map(({ words }) => words.text));
  });

  test("is read by a strict reader, whatever people write into it", async () => {
    const strange = [
      `<&>"'`,
      "]]>",
      "\u0000\u0008\uffff",
      "\ud800",
      "é ü 卷积",
      "&amp;",
      "<script>alert(1)</script>",
    ];
    const sizes = await Promise.all(
      strange.map(async (text) => {
        const { width, height } = decode(await rasterise(saying(text), 1, asset));
        return { width, height };
      }),
    );
    expect(sizes).toEqual(strange.map(() => ({ width: 100, height: 40 })));
  });
});

describe("PNG", () => {
  test("has the scale that was asked for, and text in it", async () => {
    const { width, height, data } = decode(await rasterise(saying("conv1"), 2.5, asset));
    expect({ width, height, isDark: data.some((value) => value < 60) }).toEqual({
      width: 250,
      height: 100,
      isDark: true,
    });
  });

  test("that no memory would hold is refused with the scale that fits", async () => {
    const tall = { ...PLAIN, width: 2000, height: 60_000 };
    await expect(rasterise(tall, 4, asset)).rejects.toThrow(/8,000 × 240,000 pixels.*scale of 1\.2 at most/);
  });
});

describe("PDF", () => {
  test("is one page of the figure's size, with its title and fonts", async () => {
    const figure = await figureOf(openNetwork("alexnet"), { style: "volumes" });
    const read = await ReadPdf.load(await writePdf(figure, asset), { updateMetadata: false });
    const { width, height } = read.getPage(0).getSize();
    expect({ pages: read.getPageCount(), title: read.getTitle(), width, height }).toEqual({
      pages: 1,
      title: "AlexNet",
      width: figure.width * 0.75,
      height: figure.height * 0.75,
    });
  });

  test("of a network longer than any page is drawn smaller", async () => {
    const read = await ReadPdf.load(await writePdf({ ...PLAIN, width: 1000, height: 40_000 }, asset));
    expect(read.getPage(0).getSize()).toEqual({ width: 360, height: 14_400 });
  });
});
