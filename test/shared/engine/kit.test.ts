import { beforeAll, describe, expect, test } from "vitest";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { kitCases } from "../../helpers/kit-cases";
import { differences } from "../../helpers/op-check";

describe.each(testBackends)("the kit on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(kitCases)("$name: output and gradients are the reference's", async (each) => {
    const found = await differences(each);
    expect(found.leaked).toBe(0);
    expect(found.output).toBeLessThan(2e-5);
    for (const gradient of found.gradients) if (gradient !== null) expect(gradient).toBeLessThan(1e-4);
  });
});
