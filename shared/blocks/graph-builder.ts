import type { Endpoint, Graph, Params } from "../graph/document";

export type Source = Endpoint | readonly Endpoint[];

/**
 * Writes a graph down as its paper tells it: each call adds a node behind the one before, unless `from` says
 * otherwise. Ids are the names, so that an expansion is the same every time.
 */
export interface GraphBuilder {
  /** One of the block's own inputs. */
  input(port?: number): Endpoint;
  layer(name: string, type: string, params?: Params, from?: Source): Endpoint;
  block(
    name: string,
    definition: string,
    params?: Params,
    options?: { repeat?: number; from?: Source },
  ): Endpoint;
  /** Where the next node is added by default. */
  readonly last: Endpoint;
  /** Makes `from` one of the block's own outputs. */
  output(from?: Endpoint, port?: number): void;
  build(): Graph;
}
