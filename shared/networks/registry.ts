import { UserError } from "../base/assert";
import { createRegistry } from "../base/registry";
import { createBuilder } from "../blocks/builder";
import { type Document, emptyDocument, type Params } from "../graph/document";
import { checkParams, defaultsOf, type ParamSpecs, type ParamsOf } from "../layers/params";
import type { AnyNetworkDefinition } from "./define";

const families = import.meta.glob<readonly AnyNetworkDefinition[]>("./catalog/*.ts", {
  eager: true,
  import: "default",
});

const rows = Object.fromEntries(
  Object.entries(families).flatMap(([file, networks]) =>
    networks.map((network) => [`${file}#${network.id}`, network]),
  ),
);

/** Every documented network, by its id. One file per family in `catalog/`. */
export const networks = createRegistry("network", rows, (network) => network.id);

/** A network as a new document, folded. Throws a readable error on an unknown id or params out of range. */
export function openNetwork(id: string, given: Params = {}): Document {
  const network = networks.require(id);
  const params = { ...defaultsOf(network.params), ...given };
  const [first] = checkParams(network.params, params);
  if (first) throw new UserError(`${first.message} Expected ${first.expected}, received ${first.received}.`);
  const builder = createBuilder();
  network.build(builder, params as ParamsOf<ParamSpecs>);
  return { ...emptyDocument(network.title), origin: { network: id, params }, graph: builder.build() };
}
