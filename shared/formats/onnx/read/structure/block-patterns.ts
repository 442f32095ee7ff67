import { assertExists } from "../../../../base/assert";
import type { AnyBlockDefinition } from "../../../../blocks/define";
import type { GraphBuilder, Source } from "../../../../blocks/graph-builder";
import { blockParams, blocks } from "../../../../blocks/registry";
import { BLOCK_INPUT, EMPTY_GRAPH, type Endpoint, type Params } from "../../../../graph/document";
import type { ParamSpecs, ParamsOf } from "../../../../layers/params";
import { layerParams } from "../../../../layers/registry";

/** A layer of an unfolded block, at its path of names. */
export interface PatternLeaf {
  readonly path: string;
  readonly type: string;
  readonly params: Params;
  /** Numbers of leaves; a port of the block itself is `~port`. */
  readonly inputs: readonly number[];
}

/** A block of the catalogue with nothing folded, to be laid over layers of a file. */
export interface Pattern {
  readonly leaves: readonly PatternLeaf[];
  readonly results: readonly number[];
}

/** With params that the block takes; those left out take their defaults. */
export function patternOf(block: AnyBlockDefinition, given: Params): Pattern {
  const leaves: PatternLeaf[] = [];
  const entering = block.inputs.map((_, port) => ~port);
  const results = unfold(block, blockParams(block.id, given), entering, "", leaves);
  return { leaves, results };
}

/** Writes the layers as the block tells them, without the graphs in between: dozens of blocks are tried on each file. */
function unfold(
  block: AnyBlockDefinition,
  params: Params,
  entering: readonly number[],
  prefix: string,
  leaves: PatternLeaf[],
): readonly number[] {
  const values = new Map<string, readonly number[]>([[BLOCK_INPUT, entering]]);
  const results: number[] = [];
  let last: Endpoint | undefined;
  const valueAt = ({ node, port }: Endpoint): number => values.get(node)?.[port] ?? Number.NaN;
  const sourcesOf = (from: Source | undefined): readonly number[] => {
    const sources = from ?? (last ? [last] : []);
    return (Array.isArray(sources) ? sources : [sources]).map(valueAt);
  };
  const add = (name: string, given: readonly number[]): Endpoint => {
    values.set(name, given);
    last = { node: name, port: 0 };
    return last;
  };
  const builder: GraphBuilder = {
    input(port = 0) {
      last = { node: BLOCK_INPUT, port };
      return last;
    },
    layer(name, type, own, from) {
      const leaf = { path: prefix + name, type, params: layerParams(type, own), inputs: sourcesOf(from) };
      leaves.push(leaf);
      return add(name, [leaves.length - 1]);
    },
    block(name, definition, own, { repeat = 1, from } = {}) {
      const inner = blocks.require(definition);
      let flowing = sourcesOf(from);
      for (let copy = 0; copy < repeat; copy++) {
        const path = `${prefix}${name}${repeat > 1 ? `/${copy}` : ""}/`;
        flowing = unfold(inner, blockParams(definition, own), flowing, path, leaves);
      }
      return add(name, flowing);
    },
    get last() {
      return assertExists(last, "a node before this one");
    },
    output(from, port = 0) {
      results[port] = valueAt(from ?? assertExists(last, "a node to be the output"));
    },
    build: () => EMPTY_GRAPH,
  };
  block.build(builder, params as ParamsOf<ParamSpecs>);
  return results;
}
