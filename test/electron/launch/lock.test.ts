import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../../electron/launch/lock.mjs";

/** Above the highest process number that Linux gives out. */
const NO_PROCESS = "99999999";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "blockwise-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("two pieces of work take turns", async () => {
  const events: string[] = [];
  const work = (name: string) => async () => {
    events.push(`${name} begins`);
    await new Promise((done) => setTimeout(done, 20));
    events.push(`${name} ends`);
  };
  await Promise.all([withLock(path(), work("first")), withLock(path(), work("second"))]);
  expect(events).toEqual(["first begins", "first ends", "second begins", "second ends"]);
});

test("work that fails gives the lock back", async () => {
  await expect(withLock(path(), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(path())).toBe(false);
});

test("a lock left by a process that is gone does not hold", async () => {
  writeFileSync(path(), NO_PROCESS);
  expect(await withLock(path(), async () => "done")).toBe("done");
});

function path(): string {
  return join(folder, "lock");
}
