import { expect, test } from "vitest";
import { DEFAULT_OPTIMISERS, optimiserOf } from "../../../shared/contracts/run-defaults";
import { describeOn, QUICK_BACKENDS } from "../../helpers/engine-backends";
import { optimiserCases, optimisersSuite } from "../../helpers/suites/optimisers-suite";

describeOn(QUICK_BACKENDS, "three steps, as PyTorch takes them,", optimisersSuite);

test("PyTorch's numbers cover every optimiser", () => {
  expect(new Set(optimiserCases.map(({ optimiser }) => optimiser.kind))).toEqual(
    new Set(Object.keys(DEFAULT_OPTIMISERS)),
  );
});

test("momentum is only given to an optimiser that has it", () => {
  expect([optimiserOf("nesterov", 0.5), optimiserOf("adam", 0.5), optimiserOf("sgd", null)]).toEqual([
    { kind: "nesterov", momentum: 0.5 },
    DEFAULT_OPTIMISERS.adam,
    DEFAULT_OPTIMISERS.sgd,
  ]);
});
