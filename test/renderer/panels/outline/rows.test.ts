import { expect, test } from "vitest";
import { ancestorsOf, keyTarget, outlineRows } from "../../../../renderer/panels/outline/rows";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { openNetwork } from "../../../../shared/networks/registry";

const analysis = createAnalyser().analyse(openNetwork("resnet-50"));
const paths = (expanded: readonly string[]) =>
  outlineRows(analysis, new Set(expanded)).map(({ path, depth, expanded: open }) => [path, depth, open]);

test("lists the network in order, blocks closed", () => {
  expect(paths([]).slice(0, 5)).toEqual([
    ["input", 0, null],
    ["conv1", 0, false],
    ["pool1", 0, null],
    ["conv2_x", 0, false],
    ["conv3_x", 0, false],
  ]);
});

test("shows what is inside of open blocks, at any depth", () => {
  const inside = paths(["conv3_x", "conv3_x/rest"]).filter(([path]) => String(path).startsWith("conv3_x"));
  expect(inside.slice(0, 4)).toEqual([
    ["conv3_x", 0, true],
    ["conv3_x/first", 1, false],
    ["conv3_x/rest", 1, true],
    ["conv3_x/rest/conv1", 2, null],
  ]);
});

test("walks with the arrow keys: right opens and enters, left closes and leaves", () => {
  const rows = outlineRows(analysis, new Set(["conv3_x"]));
  const at = (path: string): number => rows.findIndex((row) => row.path === path);
  expect([
    keyTarget(rows, at("conv2_x"), "ArrowRight"),
    keyTarget(rows, at("conv3_x"), "ArrowRight"),
    keyTarget(rows, at("conv3_x/first"), "ArrowLeft"),
    keyTarget(rows, at("conv3_x"), "ArrowLeft"),
    keyTarget(rows, 0, "ArrowUp"),
    keyTarget(rows, 0, "End"),
    keyTarget(rows, 0, "a"),
  ]).toEqual([
    { toggle: "conv2_x" },
    { go: at("conv3_x/first") },
    { go: at("conv3_x") },
    { toggle: "conv3_x" },
    { go: 0 },
    { go: rows.length - 1 },
    {},
  ]);
});

test("knows every block around a node", () => {
  expect(ancestorsOf("conv3_x/rest/conv1")).toEqual(["conv3_x/rest", "conv3_x"]);
});
