import { diff } from "../graph/diff";
import type { Document, Origin } from "../graph/document";
import { checkParams } from "../layers/params";
import { networks, openNetwork } from "./registry";

const originals = new WeakMap<Origin, Document>();

/** Whether the network is no longer the one of the catalogue that it was opened from: its figures are not this one's. */
export function differsFromOrigin(document: Document): boolean {
  const { origin, name, view, frozen } = document;
  const network = origin ? networks.get(origin.network) : undefined;
  // A file may name parameters that the network no longer has; then there is nothing to set it against.
  if (!origin || !network || checkParams(network.params, origin.params).length > 0) return false;
  const original = originals.get(origin) ?? openNetwork(origin.network, origin.params);
  originals.set(origin, original);
  return diff({ ...original, origin, name, view, frozen }, document).length > 0;
}
