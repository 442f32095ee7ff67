import { beforeAll, describe, test } from "vitest";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { auxiliaryCases, expectPytorchSteps } from "../../helpers/pytorch-auxiliary";

describe.each(testBackends.filter((id) => id === "webgpu"))(
  "three steps with an auxiliary classifier on %s",
  (backend) => {
    beforeAll(() => startTestBackend(backend));
    test.each(auxiliaryCases)("and frozen $frozen are PyTorch's", expectPytorchSteps);
  },
);
