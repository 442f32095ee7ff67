import katex from "katex";
import { expect, test } from "vitest";
import { ratioTex, weightsTex } from "../../../../renderer/panels/about/arithmetic-tex";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { blocks } from "../../../../shared/blocks/registry";
import { networks, openNetwork } from "../../../../shared/networks/registry";

const render = (tex: string) => katex.renderToString(tex, { displayMode: true, throwOnError: true });

test("the weights of an inception module are written out as on the slides", () => {
  const module = createAnalyser().analyse(openNetwork("inception-module-naive"));
  const inside = module.nodes.get("inception")?.copies[0];
  if (!inside) throw new Error("The module has no inside");
  const tex = weightsTex(inside);
  const words = tex.replaceAll("{\\times}", "×").replaceAll("{,}", ",");
  for (const part of ["1×1×192×64", "3×3×192×128", "5×5×192×32", "387,072"]) expect(words).toContain(part);
  expect(render(tex)).toContain("katex");
});

const compared = networks.all.flatMap(({ id }) =>
  [...createAnalyser().analyse(openNetwork(id)).nodes.values()].flatMap(({ node, copies: [inside] }) =>
    inside && node.kind === "block" && blocks.get(node.definition)?.comparison
      ? [{ name: `${id} ${node.name}`, inside }]
      : [],
  ),
);

test.each(compared)("the formula of $name is sound", ({ inside }) => {
  expect(() => render(weightsTex(inside))).not.toThrow();
});

test.each(blocks.all.filter(({ comparison }) => comparison?.ratio))("the ratio of $id is sound", (block) => {
  const ratio = block.comparison?.ratio;
  const params = Object.fromEntries(Object.entries(block.params).map(([name, spec]) => [name, spec.default]));
  if (!ratio) throw new Error("There is no ratio");
  const { formula } = ratio;
  const filled = { formula, filledIn: ratio.filledIn(params), value: ratio.value(params) };
  expect(() => render(ratioTex(filled))).not.toThrow();
});
