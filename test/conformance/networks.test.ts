import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../shared/analysis/analyse";
import { leavesOf } from "../../shared/analysis/leaves";
import type { ParamValue } from "../../shared/graph/document";
import { isName } from "../../shared/graph/names";
import { hasTrait } from "../../shared/layers/define";
import { defaultsOf, type IntegerSpec, type ParamSpec } from "../../shared/layers/params";
import { layers } from "../../shared/layers/registry";
import { heldShape } from "../../shared/layers/shape";
import { networks, openNetwork } from "../../shared/networks/registry";

const analyser = createAnalyser();

describe.each(networks.all.map((each) => [each.id, each] as const))("%s", (id, network) => {
  test("opens without a problem, its leaves adding up to its totals", () => {
    const analysis = analyser.analyse(openNetwork(id));
    const leaves = [...leavesOf(analysis)];
    expect({
      problems: analysis.problems,
      complete: analysis.totals.complete,
      leaves: leaves.length,
      params: sum(leaves.map((leaf) => leaf.analysis.totals.params)),
      macs: sum(leaves.map((leaf) => leaf.analysis.totals.macs)),
    }).toEqual({
      problems: [],
      complete: true,
      leaves: analysis.totals.leaves,
      params: analysis.totals.params,
      macs: analysis.totals.macs,
    });
    expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length);
    expect(leaves.filter(({ path }) => !path.split("/").every(isName))).toEqual([]);
  });

  test("takes images in at one place and gives what its task says", () => {
    const task = network.task ?? "classification";
    const leaves = [...leavesOf(analyser.analyse(openNetwork(id, task === "module" ? {} : { classes: 37 })))];
    const last = leaves[leaves.length - 1];
    const { height, width } = defaultsOf(network.params) as { height: number; width: number };
    const output = heldShape(last?.analysis.outputs[0]);
    expect(leaves.filter(({ node }) => hasTrait(layers.get(node.type), "source"))).toHaveLength(1);
    expect(hasTrait(layers.get(last?.node.type ?? ""), "probabilities")).toBe(task !== "module");
    if (task === "classification") expect(output).toEqual([37]);
    if (task === "segmentation") expect(output).toEqual([height, width, 37]);
    if (task === "module") expect(output?.slice(0, 2)).toEqual([height, width]);
  });

  test("works with other input sizes, and its numbers are those of one image", () => {
    const { height, width } = defaultsOf(network.params) as { height: number; width: number };
    const leaves = [
      ...leavesOf(analyser.analyse(openNetwork(id, { height: height + 21, width: width + 64 }))),
    ];
    const broken = leaves.filter(({ analysis }) => analysis.problems.length > 0 || !analysis.totals.complete);
    expect(broken).toEqual([]);
    const shapes = leaves.flatMap(({ analysis }) => [...analysis.inputs, ...analysis.outputs]);
    // No shape holds a batch, so no number can depend on one.
    expect(shapes.filter((shape) => ![1, 3].includes(heldShape(shape)?.length ?? 0))).toEqual([]);
  });

  test("says where it deviates from print: ours, the published, and why", () => {
    for (const { what, ours, published, why } of network.deviations ?? []) {
      expect([what, ours, published].filter((text) => text.length < 1)).toEqual([]);
      expect(ours).not.toBe(published);
      expect(why).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  test("follows a larger, oblong image", () => {
    const { height, width } = defaultsOf(network.params) as { height: number; width: number };
    const analysis = analyser.analyse(openNetwork(id, { height: height + 96, width: width + 33 }));
    expect({ problems: analysis.problems, complete: analysis.totals.complete }).toEqual({
      problems: [],
      complete: true,
    });
    expect(analysis.totals.macs).toBeGreaterThan(analyser.analyse(openNetwork(id)).totals.macs);
  });

  test("works with every choice that it offers", () => {
    for (const [name, spec] of Object.entries(network.params)) {
      for (const value of choices(spec)) {
        expect(analyser.analyse(openNetwork(id, { [name]: value })).problems, `${name} ${value}`).toEqual([]);
      }
    }
  });

  test("says what it is and where it was published", () => {
    const { title, family, year, summary, citation, params } = network;
    expect([title, family, citation].filter((text) => text.length < 3)).toEqual([]);
    expect(summary).toMatch(/^.{30,140}\.$/);
    expect(year).toBeGreaterThan(1980);
    expect(network.arxiv ?? "1312.4400").toMatch(/^\d{4}\.\d{4,5}$/);
    const asked = ["height", "width", ...(network.task === "module" ? [] : ["classes"])];
    expect(asked.filter((name) => (params[name] as IntegerSpec | undefined)?.kind !== "integer")).toEqual([]);
  });
});

function choices(spec: ParamSpec): readonly ParamValue[] {
  if (spec.kind === "boolean") return [true, false];
  return spec.kind === "choice" ? spec.options.map(({ value }) => value) : [];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
