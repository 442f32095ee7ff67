import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installedBinary } from "../../../electron/launch/electron-binary.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "blockwise-electron-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a package as npm leaves it has no binary", () => {
  expect(installedBinary(folder, undefined)).toBeNull();
});

test("the binary is where the installer noted it", () => {
  install(join(folder, "dist"));
  expect(installedBinary(folder, undefined)).toBe(join(folder, "dist/electron"));
});

test("a note without its binary does not count", () => {
  writeFileSync(join(folder, "path.txt"), "electron");
  expect(installedBinary(folder, undefined)).toBeNull();
});

test("a build of one's own comes first", () => {
  install(join(folder, "dist"));
  install(join(folder, "own"));
  expect(installedBinary(folder, join(folder, "own"))).toBe(join(folder, "own/electron"));
});

function install(dist: string): void {
  mkdirSync(dist);
  writeFileSync(join(dist, "electron"), "");
  writeFileSync(join(folder, "path.txt"), "electron");
}
