import { createAnalyser } from "../../shared/analysis/analyse";
import { fitToData, smallestSize } from "../../shared/analysis/fit-to-data";
import type { Document } from "../../shared/graph/document";
import { openNetwork } from "../../shared/networks/registry";

const SIZES = [32, 64, 67, 72, 96, 128, 224, 227] as const;

/** A network of the catalogue at the smallest size that its layers admit. */
export function reducedNetwork(id: string, classes: number): Document {
  const document = openNetwork(id);
  const analysis = createAnalyser().analyse(document);
  const size = smallestSize(document, analysis, { size: 0, classes }, SIZES);
  const fitted = size === null ? null : fitToData(document, analysis, { size, classes });
  return fitted?.ok ? fitted.value : (smallestWhole(id) ?? document);
}

/** For networks that are not fitted to labelled images: those that answer for each pixel, and parts of networks. */
function smallestWhole(id: string): Document | undefined {
  const sized = SIZES.map((size) => openNetwork(id, { height: size, width: size }));
  return sized.find((document) => createAnalyser().analyse(document).problems.length === 0);
}
