import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan } from "../../../shared/engine/plan";
import { rehearse } from "../../../shared/engine/rehearse";
import { classifiesImages } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { reducedNetwork } from "../../helpers/reduced-network";

const SGD = { optimiser: { kind: "sgd", momentum: 0.9 } } as const;

// Plain JavaScript has every kernel.
describe.each(testBackends.filter((id) => id !== "cpu"))("networks of the catalogue on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(networks.all.filter(classifiesImages).map(({ id }) => ({ id })))(
    "$id calls for no kernel that is missing, and trying leaves no tensor behind",
    ({ id }) => {
      const plan = compilePlan(reducedNetwork(id, 4));
      const { numTensors } = tf.memory();
      expect(() => rehearse(plan, SGD)).not.toThrow();
      expect(tf.memory().numTensors).toBe(numTensors);
    },
  );
});
