import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint, isFresh, recordFresh } from "../../../electron/launch/freshness.mjs";

const SOURCES = ["src", "lock.json", "not-there"];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "blockwise-fresh-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  writeFileSync(join(root, "src/deep/a.ts"), "1");
  writeFileSync(join(root, "src/b.ts"), "2");
  writeFileSync(join(root, "lock.json"), "{}");
  recordFresh(stamp(), fingerprint(root, SOURCES));
});

afterEach(() => rmSync(root, { recursive: true }));

test("what was built stays fresh while nothing changes", () => {
  expect(isFresh(stamp(), fingerprint(root, SOURCES))).toBe(true);
});

test.each<[string, () => void]>([
  ["a file grows", () => writeFileSync(join(root, "src/deep/a.ts"), "12")],
  ["a file is written anew at the same length", () => utimesSync(join(root, "src/b.ts"), 1, 1)],
  ["a file comes", () => writeFileSync(join(root, "src/deep/c.ts"), "")],
  ["a file goes", () => rmSync(join(root, "src/b.ts"))],
  ["a file named on its own changes", () => writeFileSync(join(root, "lock.json"), "{ }")],
  ["a source that was missing appears", () => writeFileSync(join(root, "not-there"), "")],
  ["the stamp is deleted", () => rmSync(stamp())],
])("it is stale once %s", (_name, change) => {
  change();
  expect(isFresh(stamp(), fingerprint(root, SOURCES))).toBe(false);
});

test("files outside the sources do not count", () => {
  writeFileSync(join(root, "readme.md"), "new");
  expect(isFresh(stamp(), fingerprint(root, SOURCES))).toBe(true);
});

function stamp(): string {
  return join(root, "dist/.stamps/node");
}
