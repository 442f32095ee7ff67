import { expect, test } from "vitest";
import { missingLetters } from "../../../../shared/formats/figure/missing-letters";
import { exportFormats } from "../../../../shared/formats/registry";
import { type Document, emptyDocument } from "../../../../shared/graph/document";
import { graph, layer } from "../../../helpers/graphs";

function named(name: string): Document {
  return { ...emptyDocument("Net"), graph: graph([{ ...layer("conv", "conv2d"), name }], []) };
}

test.each(["conv1", "Größe µ Ω", "слой", "λ → ×2 ½ ©", "naïve‑ångström"])("%s is written whole", (name) => {
  expect(missingLetters(named(name))).toBeNull();
});

test.each([
  ["卷积层", "卷 积 层"],
  ["畳み込み conv", "畳 み 込"],
  ["טבעת", "ט ב ע ת"],
  ["fast 🚀", "🚀"],
  ["一二三四五六七八", "一 二 三 四 五 六 …"],
])("%s is said to lack letters", (name, letters) => {
  expect(missingLetters(named(name))).toBe(
    `The font of this file has no letters like ${letters}, they will be missing. SVG keeps them as text, for whatever font the reader has.`,
  );
});

test("files that bring their font along say so, and no others", () => {
  const cautious = exportFormats.all.filter(({ caution }) => caution?.(named("卷积"))).map(({ id }) => id);
  expect(cautious.sort()).toEqual(["pdf", "png"]);
});
