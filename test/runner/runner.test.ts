import { delimiter } from "node:path";
import { expect, test } from "vitest";
import { searchPath } from "./chromium.mjs";
import { countTests } from "./count-tests.mjs";
import { runStages, type Stage } from "./run-stages.mjs";

const PASSED_FILE = { status: "passed", assertionResults: [{ status: "passed" }] };
const COUNTS = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults: [PASSED_FILE] };

test.each([
  ["what passed", COUNTS, { passed: 1, failed: 0 }],
  [
    "what was skipped, in words",
    { ...COUNTS, numPendingTests: 2 },
    { passed: 1, failed: 0, note: "2 skipped" },
  ],
  [
    "a file that does not load as one failure",
    { ...COUNTS, testResults: [PASSED_FILE, { status: "failed", assertionResults: [] }] },
    { passed: 1, failed: 1 },
  ],
  [
    "a failed test once, not again for its file",
    {
      ...COUNTS,
      numFailedTests: 1,
      testResults: [{ status: "failed", assertionResults: [{ status: "failed" }] }],
    },
    { passed: 1, failed: 1 },
  ],
])("counts %s", (_name, report, expected) => {
  expect(countTests(report)).toEqual(expected);
});

test("a failed stage, and one that throws, keep none from running", async () => {
  const lines: string[] = [];
  const stages: Stage[] = [
    { name: "types", run: async () => ({ passed: 6, failed: 1 }) },
    { name: "build", run: () => Promise.reject(new Error("no entry")) },
    { name: "unit", run: async () => ({ passed: 10, failed: 0, note: "1 skipped" }) },
  ];
  const total = await runStages(stages, (line) => lines.push(line.replace(/\d+\.\d s/, "T")));
  expect({ total, lines }).toEqual({
    total: { passed: 16, failed: 2 },
    lines: [
      "FAILED types: 6 passed, 1 failed (T)",
      "FAILED build: 0 passed, 1 failed; no entry (T)",
      "ok unit: 10 passed, 0 failed; 1 skipped (T)",
    ],
  });
});

test("stages of a list run side by side, and what comes after waits for all of them", async () => {
  const seen: string[] = [];
  const stage = (name: string, turns: number): Stage => ({
    name,
    run: async () => {
      seen.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      seen.push(`${name} ends`);
      return { passed: 1, failed: 0 };
    },
  });
  const total = await runStages([[stage("lint", 2), stage("types", 1)], stage("unit", 1)], () => undefined);
  expect({ total, seen }).toEqual({
    total: { passed: 3, failed: 0 },
    seen: ["lint begins", "types begins", "types ends", "lint ends", "unit begins", "unit ends"],
  });
});

test("without dependencies nothing else is tried", async () => {
  const stages: Stage[] = [
    { name: "dependencies", run: async () => ({ passed: 0, failed: 1, fatal: true }) },
    { name: "unit", run: () => Promise.reject(new Error("was tried")) },
  ];
  expect(await runStages(stages, () => undefined)).toEqual({ passed: 0, failed: 1 });
});

test("Chromium is preferred to Chrome, wherever in the path they stand", () => {
  const places = searchPath(["/opt/chrome", "", "/usr/bin"].join(delimiter));
  expect(places.slice(0, 2)).toEqual(["/opt/chrome/chromium", "/usr/bin/chromium"]);
  expect(places).toContain("/opt/chrome/google-chrome");
});
