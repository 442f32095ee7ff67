import { nodeAt } from "../blocks/edit-inside";
import type { Document, Params } from "../graph/document";
import { without } from "../graph/edit-graph";
import type { Edit } from "../graph/history";
import { networks, openNetwork } from "./registry";

/**
 * Builds the network that a document was opened from anew, with other parameters. Edits of its layers are gone; the
 * document's own name stays, and so does whatever was unfolded, placed or frozen and is still there.
 */
export function rebuildNetwork(params: Params): Edit {
  return (document) => {
    const { origin } = document;
    const network = origin ? networks.get(origin.network) : undefined;
    if (!origin || !network) return document;
    const rebuilt = openNetwork(network.id, { ...origin.params, ...params });
    return { ...rebuilt, name: document.name, ...keptWithin(document, rebuilt) };
  };
}

function keptWithin({ view, frozen }: Document, rebuilt: Document): Pick<Document, "view" | "frozen"> {
  const isGone = (path: string): boolean => nodeAt(rebuilt, path) === undefined;
  return {
    view: { positions: without(view.positions, isGone), unfolded: without(view.unfolded, isGone) },
    frozen: without(frozen, isGone),
  };
}
