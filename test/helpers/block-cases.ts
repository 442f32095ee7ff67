import { createAnalyser } from "../../shared/analysis/analyse";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { type PlacedLayer, unfold } from "../../shared/analysis/unfold";
import type { AnyBlockDefinition, BlockExample } from "../../shared/blocks/define";
import { blockParams, blocks } from "../../shared/blocks/registry";
import { type Document, emptyDocument, type Params } from "../../shared/graph/document";
import { hasTrait } from "../../shared/layers/define";
import type { OpKit } from "../../shared/layers/kit";
import { isMap, type MapShape, type Shape } from "../../shared/layers/shape";
import { block, graph, layer } from "./graphs";
import type { OpCase, OpTensor } from "./op-check";
import { randomTensor } from "./reference-tensor";

/** Every block of the catalogue in the settings of its examples, at the smallest sizes that it takes. */
export function blockCases(): readonly OpCase[] {
  return blocks.all.flatMap((definition) =>
    definition.examples.map((example) => opCase(definition, example, smallest(definition, example))),
  );
}

const SIDES = [5, 7, 9, 12, 16, 24, 32, 48, 75, 99, Number.POSITIVE_INFINITY];
const FACTORS = [32, 16, 8, 4, 1];

interface Reduced {
  readonly analysis: GraphAnalysis;
  readonly inputs: readonly Shape[];
}

function smallest(definition: AnyBlockDefinition, example: BlockExample): Reduced {
  const given: Params = blockParams(definition.id, example.params);
  for (const factor of FACTORS) {
    const params = Object.fromEntries(
      Object.entries(given).map(([name, value]) => {
        const isWidth = definition.params[name]?.kind === "integer" && typeof value === "number";
        return [name, isWidth ? narrowed(value, factor) : value];
      }),
    );
    for (const side of SIDES) {
      const inputs = example.inputs.map((shape) => reduced(shape, side, factor));
      const analysis = analyse(definition.id, params, inputs);
      if (analysis.problems.length === 0) return { analysis, inputs };
    }
  }
  throw new Error(`No size fits ${definition.id}`);
}

/** Multiples of 12, so that groups of 2, 3, 4 and 6 still divide them. */
function narrowed(width: number, factor: number): number {
  return width < 16 ? width : 12 * Math.max(1, Math.round(width / factor / 12));
}

function reduced(shape: Shape, side: number, factor: number): Shape {
  if (!isMap(shape)) return [narrowed(shape[0], factor)];
  return [Math.min(shape[0], side), Math.min(shape[1], side), narrowed(shape[2], factor)];
}

function analyse(definition: string, params: Params, inputs: readonly Shape[]): GraphAnalysis {
  const nodes = [block("block", definition, { params })];
  const edges: string[] = [];
  for (const [port, shape] of inputs.entries()) {
    const [height, width, channels] = imageOf(shape);
    nodes.push(layer(`input${port}`, "input", { height, width, channels }));
    if (!isMap(shape)) nodes.push(layer(`flatten${port}`, "flatten"));
    edges.push(
      ...(isMap(shape)
        ? [`input${port}>block:${port}`]
        : [`input${port}>flatten${port}`, `flatten${port}>block:${port}`]),
    );
  }
  const document: Document = { ...emptyDocument("test"), graph: graph(nodes, edges) };
  return createAnalyser().analyse(document);
}

/** Input layers give maps only. */
function imageOf(shape: Shape): MapShape {
  return isMap(shape) ? shape : [1, 1, shape[0]];
}

/** The block as one operation on its inputs and weights, with the statistics of a batch of two. */
function opCase({ id }: AnyBlockDefinition, example: BlockExample, { analysis, inputs }: Reduced): OpCase {
  const steps: PlacedLayer<number>[] = [];
  unfold<number>(analysis, { layer: (placed) => steps.push(placed) - 1 });
  const sources = steps.filter((step) => hasTrait(step.layer, "source"));
  const weights = steps.flatMap((step) => step.weights);
  const images = sources.map((source): OpTensor => ({ shape: [2, ...(source.outputShape as Shape)] }));
  const held = weights.map(({ shape, trainable }, index): OpTensor => {
    const value = randomTensor(shape, 200 + index);
    const fanIn = Math.max(
      1,
      shape.slice(1).reduce((product, size) => product * size, 1),
    );
    // As drawn for training, so that neither activations nor gradients grow with depth.
    for (const [at, each] of value.data.entries()) {
      value.data[at] =
        shape.length > 1 ? each * Math.sqrt(6 / fanIn) : trainable ? 1 + each / 4 : 0.5 + Math.abs(each);
    }
    return { shape, kernel: shape.length > 1, constant: !trainable, value };
  });
  return {
    name: `${id} ${JSON.stringify(example.params ?? {})} on ${JSON.stringify(inputs)}`,
    tensors: [...images, ...held],
    training: true,
    compute<T>(kit: OpKit<T>, tensors: readonly T[]): T {
      const values: T[] = [];
      for (const step of steps) {
        const { params } = step;
        const inputShapes = step.inputShapes as readonly Shape[];
        const outputShape = step.outputShape as Shape;
        const source = sources.indexOf(step);
        const weight = (name: string): T => {
          const spec = step.weights.find((each) => each.name === name);
          return tensors[
            images.length + weights.findIndex(({ fullName }) => fullName === spec?.fullName)
          ] as T;
        };
        const entering = source >= 0 ? [tensors[source] as T] : step.inputs.map((at) => values[at] as T);
        values.push(step.layer.compute(kit, { params, inputs: entering, weight, inputShapes, outputShape }));
      }
      return values[lastOf(steps)] as T;
    },
  };
}

/** The step that no other reads. */
function lastOf(steps: readonly PlacedLayer<number>[]): number {
  const read = new Set(steps.flatMap((step) => step.inputs));
  return steps.findLastIndex((_, index) => !read.has(index));
}
