import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { applyFix } from "../../../shared/analysis/apply-fix";
import type { Fix } from "../../../shared/base/fault";
import { type Document, emptyDocument, MAIN_GRAPH, type Params } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";
import { graph, layer } from "../../helpers/graphs";

/** The layer "it" behind one image per shape; a vector is an image of one row, flattened. */
function network(type: string, params: Params, shapes: readonly Shape[]): Document {
  const nodes = [layer("it", type, layerParams(type, params))];
  const edges: string[] = [];
  for (const [port, shape] of shapes.entries()) {
    const [height = 1, width = 1, channels = 1] = shape.length === 3 ? shape : [1, 1, shape[0]];
    nodes.push(layer(`image${port}`, "input", { height, width, channels }));
    if (shape.length === 3) edges.push(`image${port}>it:${port}`);
    else {
      nodes.push(layer(`flat${port}`, "flatten"));
      edges.push(`image${port}>flat${port}`, `flat${port}>it:${port}`);
    }
  }
  return { ...emptyDocument("test"), graph: graph(nodes, edges) };
}

function problemsOf(document: Document) {
  return createAnalyser().analyse(document).problems;
}

function mended(document: Document, fix: Fix): Document {
  return applyFix(MAIN_GRAPH, "it", fix)(document);
}

/** What the person sees, and the remedies on offer. */
export interface FaultCase {
  readonly name: string;
  readonly type: string;
  readonly params?: Params;
  readonly inputs: readonly Shape[];
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly fixes: readonly string[];
}

/** Each is told as it says, and mended by whatever it offers. */
export function testFaults(cases: readonly FaultCase[]): void {
  describe.each(cases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const document = network(each.type, each.params ?? {}, each.inputs);

    test("is told in plain words", () => {
      const { message, expected, received, fixes } = each;
      expect(
        problemsOf(document).map((problem) => ({
          ...problem,
          fixes: problem.fixes.map(({ label }) => label),
        })),
      ).toEqual([{ path: "it", message, expected, received, fixes }]);
    });

    test("is gone after any of its remedies", () => {
      const [problem] = problemsOf(document);
      const left = problem?.fixes.map((fix) => [fix.label, problemsOf(mended(document, fix))]);
      expect(left).toEqual(problem?.fixes.map(({ label }) => [label, []]));
    });
  });
}
