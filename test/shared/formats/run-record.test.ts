import { describe, expect, test } from "vitest";
import { runLogCsv, runLogJsonl } from "../../../shared/formats/run-record/log";
import {
  networkMark,
  type RunRecord,
  readRunRecord,
  writeRunRecord,
} from "../../../shared/formats/run-record/record";
import { runTable, runTableCsv } from "../../../shared/formats/run-record/table";
import { openNetwork } from "../../../shared/networks/registry";

const RUN: RunRecord = {
  id: "a",
  name: '=Small, "first"',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  seconds: 12.25,
  outcome: "done",
  failure: null,
  network: { name: "Small", digest: "0badcafe" },
  settings: {
    seed: 1,
    data: { dataset: "shapes", size: 32, classes: 10, trainCount: 64, testCount: 16 },
    augmentation: [{ kind: "crop", padding: 4 }],
    batch: 32,
    epochs: 1,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.02,
    schedule: { kind: "cosine", warmup: 1 },
    weightDecay: 0.0001,
    reportEvery: 1,
  },
  isContinued: false,
  backend: "wasm",
  result: {
    steps: 2,
    cancelled: false,
    testLoss: 0.5,
    testAccuracy: 0.75,
    confusion: [[3]],
    classNames: ["x"],
  },
  points: [
    { step: 1, loss: 2.5, accuracy: 0.125, learningRate: 0.02, imagesPerSecond: 100 },
    { step: 2, loss: 1.25, accuracy: 0.5, learningRate: 0, imagesPerSecond: 120 },
  ],
  epochs: [{ step: 2, epoch: 1, testLoss: 0.5, testAccuracy: 0.75 }],
  layers: [],
};

const other: RunRecord = {
  ...RUN,
  id: "b",
  name: "Other",
  settings: { ...RUN.settings, batch: 16, labelSmoothing: 0.1 },
};

describe("a kept run", () => {
  test("reads as it was written, numbers that are none included", () => {
    const lost = { ...RUN, points: [{ ...RUN.points[0], loss: Number.NaN }] } as RunRecord;
    expect([readRunRecord(writeRunRecord(RUN)), readRunRecord(writeRunRecord(lost))]).toEqual([RUN, lost]);
  });

  test.each([
    ["nothing", ""],
    ["half of it", writeRunRecord(RUN).slice(0, -20)],
    ["another file", '{"version":1,"nodes":[]}'],
    ["one of a later version", writeRunRecord(RUN).replace('"version":1', '"version":2')],
  ])("is not read from %s", (_, text) => {
    expect(readRunRecord(text)).toBeNull();
  });

  test("knows its network whatever it is called", () => {
    const [a, b] = ["resnet-cifar-20", "resnet-cifar-32"].map((id) => openNetwork(id));
    if (!a || !b) throw new Error("No such networks");
    const renamed = networkMark({ ...a, name: "Mine", view: { positions: {}, unfolded: { stage1: true } } });
    expect(renamed).toEqual({ ...networkMark(a), name: "Mine" });
    expect(networkMark(b).digest).not.toBe(networkMark(a).digest);
  });
});

describe("a curve as a file", () => {
  test("has a row for each step and the test's figures where an epoch ended", () => {
    expect(runLogCsv(RUN)).toBe(
      "step,loss,accuracy,learningRate,imagesPerSecond,epoch,testLoss,testAccuracy,testTop5,testMeanIou\r\n" +
        "1,2.5,0.125,0.02,100,,,,,\r\n2,1.25,0.5,0,120,1,0.5,0.75,,\r\n",
    );
  });

  test("keeps an epoch that ended between two reports, in its place", () => {
    const lines = runLogJsonl({ points: RUN.points, epochs: [{ ...RUN.epochs[0], step: 1.5 } as never] });
    expect(
      lines
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).step),
    ).toEqual([1, 1.5, 2]);
  });
});

describe("a table of runs", () => {
  test("tells which settings differ, and leaves out what no run has", () => {
    const rows = runTable([RUN, other]);
    expect(rows.filter(({ differs }) => differs).map(({ key, values }) => [key, values])).toEqual([
      ["batch", [32, 16]],
      ["labelSmoothing", [undefined, 0.1]],
    ]);
    expect(rows.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["data.size", "schedule.kind", "testLoss"]),
    );
    expect(rows.map(({ key }) => key)).not.toEqual(expect.arrayContaining(["testTop5"]));
    expect(rows.find(({ key }) => key === "augmentation")?.values[0]).toBe("crop 4");
  });

  test("as CSV has a row for each run, and no name that a spreadsheet would run", () => {
    const [head, first, second] = runTableCsv([RUN, other]).split("\r\n");
    expect(head?.startsWith("name,startedAt,network,weights,seed,")).toBe(true);
    expect(first?.startsWith(`"'=Small, ""first""",2026-01-02T03:04:05.000Z,Small (0badcafe),drawn,1,`)).toBe(
      true,
    );
    expect(second?.startsWith("Other,")).toBe(true);
  });
});
