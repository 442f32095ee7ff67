import type { AnyBlockDefinition } from "../../../../blocks/define";
import { blocks } from "../../../../blocks/registry";
import type { Params } from "../../../../graph/document";
import { type AnyLayerDefinition, hasTrait } from "../../../../layers/define";
import { near } from "../../../../layers/node-reader";
import type { ParamSpec, ParamSpecs, ParamsOf } from "../../../../layers/params";
import { layers as catalogue } from "../../../../layers/registry";
import { type AnyShape, heldShape, isMap, type Shape } from "../../../../layers/shape";
import { resolveWindow } from "../../../../layers/window";
import type { FlatLayer } from "../flat-layer";
import { type Pattern, type PatternLeaf, patternOf } from "./block-patterns";
import { kindsAmong, sizedParams, typesOf, type Variant, type View, variantsOf } from "./block-variants";
import type { Inside, KnownBlock } from "./items";
import { type Laid, layOver } from "./lay-over";
import { solve, type Template, templateOf } from "./templates";
import { withoutNorms } from "./without-norms";

export interface Recognised extends KnownBlock {
  readonly laid: Laid;
  readonly paths: ReadonlyMap<number, string>;
}

/** Finds the block of the catalogue that layers are, whatever they are called. */
export class KnownBlocks {
  readonly #shapes: ReadonlyMap<number, AnyShape>;

  constructor(layers: readonly FlatLayer[]) {
    this.#shapes = new Map(layers.map(({ id, output }) => [id, output]));
  }

  /** The block that holds these very layers, wired and set alike; null if there is none. */
  exactly(inside: Inside): Recognised | null {
    const found = this.#find(inside, exactKinds(), false);
    if (!found) return null;
    const { block, params, laid, pattern } = found;
    const paths = new Map(
      pattern.leaves.map(({ path }, index) => [(laid.layers[index] as FlatLayer).id, path]),
    );
    return { definition: block.id, params, laid, paths };
  }

  titleOf(found: KnownBlock | null): string | undefined {
    return found ? blocks.require(found.definition).title : undefined;
  }

  /** The block that these layers are but for what normalises them: exporters fold that into convolutions. */
  nearly(inside: Inside): AnyBlockDefinition | null {
    if (!inside.layers.some(isMerge)) return null;
    return this.#find(withoutNorms.inside(inside), looseKinds(), true)?.block ?? null;
  }

  #find(inside: Inside, kinds: readonly Kind[], isLoose: boolean): Fit | null {
    const types = typesOf(inside.layers);
    const among = kindsAmong(inside.layers);
    for (const kind of kinds) {
      for (const variant of kind.variants.filter((each) => each.kinds === among)) {
        const found = this.#fit(kind, variant, inside, types, isLoose);
        if (found) return found;
      }
    }
    return null;
  }

  #fit(kind: Kind, variant: Variant, inside: Inside, types: string, isLoose: boolean): Fit | null {
    const template = kind.template(variant, inside.layers.length);
    const laid = template?.types === types ? layOver(template.pattern, inside, () => true) : null;
    if (!template || !laid) return null;
    const params = solve(template, laid.layers);
    const pattern = kind.view(patternOf(variant.block, params));
    const exact = layOver(pattern, inside, (leaf, layer) => this.#isSame(leaf, layer, isLoose));
    return exact && { block: variant.block, params, laid: exact, pattern };
  }

  #isSame(leaf: PatternLeaf, layer: FlatLayer, isLoose: boolean): boolean {
    const row = catalogue.require(leaf.type);
    const input = heldShape(this.#shapes.get(layer.inputs[0] ?? -1)) ?? undefined;
    return Object.entries(row.params).every(([name, spec]) => {
      if (spec.kind === "padding") return samePads(row, leaf, layer, input);
      // A convolution in which a normalisation was folded has gained a bias.
      return (isLoose && spec.kind === "boolean") || sameValue(spec, leaf.params[name], layer.params[name]);
    });
  }
}

interface Fit {
  readonly block: AnyBlockDefinition;
  readonly params: Params;
  readonly laid: Laid;
  readonly pattern: Pattern;
}

/** A block in all its forms. */
interface Kind {
  readonly variants: readonly Variant[];
  readonly view: View;
  /** The most layers that it holds; those it repeats make no end of them. */
  readonly most: number;
  /** Of a variant with so many layers; null where it cannot have them. */
  template(variant: Variant, layers: number): Template | null;
}

const exactKinds = once(() => kindsOf(blocks.all, (pattern) => pattern));
const looseKinds = once(() =>
  kindsOf(
    blocks.all.filter((block) => patternOf(block, {}).leaves.some(isMerge)),
    withoutNorms.pattern,
  ),
);

/** Blocks that can be little else come first: a unit rather than a stage of one unit. */
function kindsOf(among: readonly AnyBlockDefinition[], view: View): readonly Kind[] {
  return (
    among
      // An auxiliary classifier is one by its loss, which no file tells.
      .filter(({ lossParam }) => lossParam === undefined)
      .map((block) => kindOf(variantsOf(block, view), view))
      .toSorted((a, b) => (a.most === b.most ? 0 : a.most - b.most))
  );
}

function kindOf(variants: readonly Variant[], view: View): Kind {
  const made = new Map<string, Template>();
  const most = Math.max(...variants.map(({ size, counted }) => (counted ? Number.POSITIVE_INFINITY : size)));
  return {
    variants,
    view,
    most,
    template(variant, layers) {
      const params = sizedParams(variant, layers);
      if (!params) return null;
      const key = JSON.stringify(params);
      const template = made.get(key) ?? templateOf(variant, params, view);
      made.set(key, template);
      return template;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

function isMerge({ type }: { readonly type: string }): boolean {
  return hasTrait(catalogue.get(type), "merge");
}

function sameValue(spec: ParamSpec, a: unknown, b: unknown): boolean {
  if (spec.kind === "number" || spec.kind === "integer") return near(a as number, b as number) || a === b;
  return String(a) === String(b);
}

/** "same" and the pads that it comes to are one. */
function samePads(
  row: AnyLayerDefinition,
  leaf: PatternLeaf,
  layer: FlatLayer,
  input: Shape | undefined,
): boolean {
  const [own, other] = [leaf.params, layer.params].map((params) => {
    const window = row.window?.(params as ParamsOf<ParamSpecs>);
    const resolved =
      typeof window === "object" && input && isMap(input) ? resolveWindow(window, input) : null;
    return resolved?.ok ? resolved.value.pads.join() : JSON.stringify(params);
  });
  return own === other;
}
