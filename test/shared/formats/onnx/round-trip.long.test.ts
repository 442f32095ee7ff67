import { describe, expect, test } from "vitest";
import { networks } from "../../../../shared/networks/registry";
import { describeNetwork, ONNX_WAYS, throughOnnx } from "../../../helpers/onnx-round-trip";
import { reducedNetwork } from "../../../helpers/reduced-network";

describe("every network, out and in again", () => {
  test.each(networks.all.map(({ id }, index) => ({ id, options: ONNX_WAYS[index % 3] ?? ONNX_WAYS[0] })))(
    "$id is the same network",
    async ({ id, options }) => {
      const document = reducedNetwork(id, 4);
      expect(describeNetwork(await throughOnnx(document, options))).toEqual(describeNetwork(document));
    },
  );
});
