import { expect, test } from "vitest";
import { openNetwork } from "../../../shared/networks/registry";
import { clashes, families, NO_CLASHES, unfoldSome } from "../../helpers/laid-out";

test.each(families)("no card of %s stands over another and no edge over a card, unfolded", async (id) => {
  expect(await clashes(unfoldSome(openNetwork(id)))).toEqual(NO_CLASHES);
});
