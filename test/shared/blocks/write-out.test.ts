import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { nodeAt } from "../../../shared/blocks/edit-inside";
import { countWrittenOut, hasRepeats, writeOutRepeats } from "../../../shared/blocks/write-out";
import type { Document } from "../../../shared/graph/document";
import { networks, openNetwork } from "../../../shared/networks/registry";

const EVERYWHERE = [""];

function numbersOf(document: Document) {
  const { totals, problems } = createAnalyser().analyse(document);
  return { totals, problems };
}

describe("writing out repeats", () => {
  it.each(networks.all.map(({ id }) => id))("leaves %s the network that it was", (id) => {
    const document = openNetwork(id);
    const written = writeOutRepeats(document, EVERYWHERE);
    expect({
      numbers: numbersOf(written),
      nodes: countWrittenOut(written),
      repeats: hasRepeats(written, EVERYWHERE),
    }).toEqual({ numbers: numbersOf(document), nodes: countWrittenOut(document), repeats: false });
  });

  it("reaches repeats inside blocks, and only those asked for", () => {
    const document = openNetwork("resnet-50");
    const written = writeOutRepeats(document, ["conv4_x"]);
    const copies = (path: string) =>
      [1, 2, 5].map((copy) => nodeAt(written, copy === 1 ? path : `${path}_${copy}`));
    expect({
      fourth: copies("conv4_x/rest").map((node) => node?.kind === "block" && node.repeat),
      third: copies("conv3_x/rest").map((node) => node?.kind === "block" && node.repeat),
    }).toEqual({ fourth: [1, 1, 1], third: [3, false, false] });
  });
});
