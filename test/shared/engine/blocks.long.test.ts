import { beforeAll, describe, expect, test } from "vitest";
import { blockCases } from "../../helpers/block-cases";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { type OpCase, slopeDifferences } from "../../helpers/op-check";

const cases = blockCases();

/** Where computing is slow, one setting of each block has to do. */
const firsts = cases.filter((each, index) => idOf(each) !== idOf(cases[index - 1]));

function idOf(each: OpCase | undefined): string | undefined {
  return each?.name.split(" ")[0];
}

describe.each(testBackends)("blocks on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(backend === "wasm" ? cases : firsts)(
    "$name: output and slope are the reference's",
    { timeout: 120_000 },
    async (each) => {
      const found = await slopeDifferences(each);
      expect(found.leaked).toBe(0);
      // Errors of single precision add up over a block's layers.
      expect(found.output).toBeLessThan(2e-4);
      expect(found.slope).toBeLessThan(2e-3);
    },
  );
});
