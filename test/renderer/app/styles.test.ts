import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../electron/launch/paths.mjs";

const RENDERER = join(ROOT, "renderer");

test("a class that a panel dresses is dressed by no other panel and not by the shared parts", () => {
  const homes = new Map<string, Set<string>>();
  for (const file of readdirSync(RENDERER, { recursive: true, encoding: "utf8" })) {
    const home = /^(panels.[^/\\]+|ui).*\.css$/.exec(file)?.[1];
    if (!home) continue;
    for (const name of leadingClasses(readFileSync(join(RENDERER, file), "utf8")))
      homes.set(name, (homes.get(name) ?? new Set()).add(home));
  }
  const shared = [...homes].filter(([, { size }]) => size > 1).map(([name, of]) => [name, ...of]);
  expect(homes.size).toBeGreaterThan(100);
  expect(shared).toEqual([]);
});

/** The classes that selectors begin with: rules are in force everywhere once their panel was opened. */
function leadingClasses(css: string): readonly string[] {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split(/[{}]/)
    .filter((part) => !part.includes(";") && !part.trim().startsWith("@"))
    .flatMap((selectors) => selectors.split(","))
    .flatMap((selector) => /^\s*\.(bw-[\w-]+)/.exec(selector)?.[1] ?? []);
}
