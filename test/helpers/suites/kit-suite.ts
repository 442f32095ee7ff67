import { expect, test } from "vitest";
import { kitCases } from "../kit-cases";
import { differences } from "../op-check";

/** Every operation of the kit against the naive reference and finite differences. */
export function kitSuite(): void {
  test.each(kitCases)("$name: output and gradients are the reference's", async (each) => {
    const found = await differences(each);
    expect(found.leaked).toBe(0);
    expect(found.output).toBeLessThan(2e-5);
    for (const gradient of found.gradients) if (gradient !== null) expect(gradient).toBeLessThan(1e-4);
  });
}
