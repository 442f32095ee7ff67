import type { Definition, Graph } from "../../graph/document";
import { freeName } from "../../graph/names";

/** The blocks of a document, each inside but once. */
export class Blocks {
  readonly definitions: Record<string, Definition> = {};
  readonly #byBody = new Map<string, string>();

  /** The id of the block with this inside: of one that is there already, else of one that is added. */
  define(title: string, graph: Graph, inputCount: number): string {
    const inputs = Array.from({ length: inputCount }, (_, port) =>
      inputCount > 1 ? `in ${port + 1}` : "in",
    );
    const body = JSON.stringify([graph, inputs]);
    const alike = this.#byBody.get(body);
    if (alike) return alike;
    const id = freeName(new Set(Object.keys(this.definitions)), `custom_${title.toLowerCase()}`);
    this.definitions[id] = { id, title, inputs, outputs: ["out"], basis: null, graph };
    this.#byBody.set(body, id);
    return id;
  }
}
