import { expect, test } from "vitest";
import { isSatisfied } from "../../../electron/launch/dependencies.mjs";

const WANTED = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/zod": { version: "4.6.7" },
    "node_modules/fsevents": { version: "2.3.3", optional: true },
  },
};

test.each([
  [
    "all is there",
    { "node_modules/zod": { version: "4.6.7" }, "node_modules/fsevents": { version: "2.3.3" } },
    true,
  ],
  ["only another platform's package is missing", { "node_modules/zod": { version: "4.6.7" } }, true],
  ["a package is missing", { "node_modules/fsevents": { version: "2.3.3" } }, false],
  ["a package is of another version", { "node_modules/zod": { version: "4.6.6" } }, false],
  [
    "an optional package is of another version",
    { "node_modules/zod": { version: "4.6.7" }, "node_modules/fsevents": { version: "1.0.0" } },
    false,
  ],
])("when %s", (_name, packages, satisfied) => {
  expect(isSatisfied(WANTED, { packages })).toBe(satisfied);
});
