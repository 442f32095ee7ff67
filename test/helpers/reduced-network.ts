import { createAnalyser } from "../../shared/analysis/analyse";
import { fitToData, smallestSize } from "../../shared/analysis/fit-to-data";
import type { Document, Params } from "../../shared/graph/document";
import { networks, openNetwork } from "../../shared/networks/registry";

const SIZES = [32, 64, 67, 72, 96, 128, 224, 227, 299] as const;

/** A network of the catalogue at the smallest size that its layers admit. */
export function reducedNetwork(id: string, classes: number, params: Params = {}): Document {
  const document = openNetwork(id, params);
  const analysis = createAnalyser().analyse(document);
  const data = { classes, perPixel: networks.require(id).task === "segmentation" };
  const size = smallestSize(document, analysis, { ...data, size: 0 }, SIZES);
  const fitted = size === null ? null : fitToData(document, analysis, { ...data, size });
  return fitted?.ok ? fitted.value : (smallestWhole(id) ?? document);
}

/** For parts of networks, which are not fitted to data. */
function smallestWhole(id: string): Document | undefined {
  const sized = SIZES.map((size) => openNetwork(id, { height: size, width: size }));
  return sized.find((document) => createAnalyser().analyse(document).problems.length === 0);
}
