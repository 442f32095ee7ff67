import { describe, expect, test } from "vitest";
import { networks } from "../../../../../shared/networks/registry";
import { NUMBERED, outline, substance, throughForeign } from "../../../../helpers/foreign-onnx";
import { reducedNetwork } from "../../../../helpers/reduced-network";

/** More than the paper's own drawing of any of them. */
const MOST_NODES = 32;

describe("every network, from a file that only numbers its operators", () => {
  test.each(networks.all.map(({ id }) => ({ id })))(
    "$id opens folded, and is the same network",
    async ({ id }) => {
      const document = reducedNetwork(id, 4);
      const read = (await throughForeign(document, NUMBERED)).document;
      expect(substance(read)).toEqual(substance(document));
      expect(outline(read).length).toBeLessThanOrEqual(MOST_NODES);
    },
  );
});
