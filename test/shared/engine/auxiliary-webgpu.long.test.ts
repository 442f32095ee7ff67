import { test } from "vitest";
import { describeOn } from "../../helpers/engine-backends";
import { auxiliaryCases, expectPytorchSteps } from "../../helpers/pytorch-auxiliary";

describeOn(["webgpu"], "three steps with an auxiliary classifier", () => {
  test.each(auxiliaryCases)("and frozen $frozen are PyTorch's", expectPytorchSteps);
});
