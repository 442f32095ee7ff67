import { beforeAll, describe, expect, test } from "vitest";
import { blockCases } from "../../helpers/block-cases";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { slopes } from "../../helpers/op-check";

const cases = blockCases();

describe.each(testBackends)("blocks on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(cases)("$name: output and slope are the reference's", async (each) => {
    const found = await slopes(each);
    expect(found.leaked).toBe(0);
    // Errors of single precision add up over a block's layers.
    expect(found.output).toBeLessThan(2e-4);
    for (const slope of found.slopes) expect(slope).toBeLessThan(2e-3);
  });
});
