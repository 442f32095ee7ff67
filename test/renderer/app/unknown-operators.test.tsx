import { afterEach, beforeEach, expect, test } from "vitest";
import { TotalsBar } from "../../../renderer/app/totals-bar";
import { Inspector } from "../../../renderer/panels/inspector/inspector";
import { AnswerView } from "../../../renderer/panels/run/answer-view";
import { refusePicture } from "../../../renderer/panels/run/classify";
import { currentDocument, openProject } from "../../../renderer/state/project";
import { resetSession } from "../../../renderer/state/session";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { refusalOf } from "../../../shared/analysis/unrunnable";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { layerParams } from "../../../shared/layers/registry";
import { graph, layer } from "../../helpers/graphs";
import { type Mounted, mount } from "../mount";
import "../../../renderer/text/i18n";

const input = layer("input", "input", layerParams("input", { height: 4, width: 4, channels: 3 }));
const relu = layer("relu", "relu", layerParams("relu"));

function unknown(id: string, from = "N×3×4×4") {
  return layer(id, "opaque", layerParams("opaque", { operator: "Warp", shape: "N×3×4×4", arriving: from }));
}

function open(...nodes: readonly ReturnType<typeof layer>[]): void {
  const all = [input, ...nodes];
  const edges = nodes.map(({ id }, at) => `${all[at]?.id}>${id}`);
  const document: Document = { ...emptyDocument("chain"), graph: graph(all, edges) };
  openProject(document);
}

let mounted: Mounted | undefined;
beforeEach(resetSession);
afterEach(() => mounted?.unmount());

test.each([
  ["none", [relu], "no problems"],
  ["one", [relu, unknown("warp")], "1 unknown operator"],
  ["two", [unknown("a"), unknown("b")], "2 unknown operators"],
  ["one that is at fault", [unknown("warp", "N×8×4×4")], "1 problem"],
])("of %s, the totals say what there is", (_, nodes, text) => {
  open(...nodes);
  mounted = mount(<TotalsBar />);
  expect(mounted.find(".bw-problem-count").textContent).toBe(text);
});

test("they are of no category of layers, and their multiply-adds are not known", () => {
  open(relu, unknown("warp"));
  mounted = mount(<Inspector />);
  const rows = mounted.findAll(".bw-categories tbody tr");
  const cells = rows.map((row) => [...row.children].map(({ textContent }) => textContent?.trim()));
  expect(cells).toEqual(
    expect.arrayContaining([
      ["Activation ×1", "–", "–"],
      ["Unknown operators ×1", "–", "?"],
    ]),
  );
});

test("the answer's place says once what cannot be run, and what to do", () => {
  open(relu, unknown("warp"));
  refusePicture(new Error(refusalOf(createAnalyser().analyse(currentDocument())) ?? ""));
  mounted = mount(<AnswerView />);
  const text = mounted.find("[role=alert]").textContent ?? "";
  expect([text.split("cannot be run").length - 1, text.split("Remove").length - 1]).toEqual([1, 1]);
});
