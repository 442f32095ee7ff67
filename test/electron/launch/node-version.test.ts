import { expect, test } from "vitest";
import { nodeProblem } from "../../../electron/launch/node-version.mjs";

test.each(["20.19.0", "20.20.2", "22.12.0", "24.0.0"])("Node %s will do", (version) => {
  expect(nodeProblem(version)).toBeNull();
});

test.each(["18.20.4", "20.18.3", "21.7.0", "22.11.0"])(
  "Node %s is turned away with what to get",
  (version) => {
    expect(nodeProblem(version)).toBe(
      `Blockwise needs Node 20.19 or later of the 20s, or 22.12 or later; this is Node ${version}. Get a newer one from nodejs.org.`,
    );
  },
);
