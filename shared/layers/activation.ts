import { ok } from "../base/result";
import { type AnyLayerDefinition, defineLayer, type LayerExample, ONE_INPUT } from "./define";
import { only } from "./kinds";
import type { ActivationKind } from "./kit";
import type { NodeKit, NodeValue } from "./node-kit";
import { dataInput, type ReadNode, type ReadValue } from "./node-reader";
import { number, type ParamSpecs } from "./params";
import { positional, torchCall, torchModule } from "./torch";

interface ActivationText {
  readonly type: ActivationKind;
  readonly title: string;
  readonly summary: string;
  readonly documentation: string;
  readonly formula: string;
  readonly source: string;
  /** PyTorch's module: "nn.ReLU". */
  readonly module: string;
  readonly keywords?: readonly string[];
  /** `slope` has a meaning for the kinds that have the parameter. */
  toOnnx(kit: NodeKit, x: NodeValue, slope: number): NodeValue;
  readonly fromOnnx: readonly ActivationReader[];
}

/** The operator that gives the output, and what goes in; null where it is something else. */
interface ActivationReader {
  readonly operator: string;
  read(node: ReadNode): { readonly input: ReadValue; readonly slope?: number } | null;
}

/** An activation that is an operator of its own. */
export function plainReader(operator: string): ActivationReader {
  return {
    operator,
    read(node) {
      const input = dataInput(node);
      return input && { input };
    },
  };
}

interface SlopeText {
  readonly label: string;
  readonly help: string;
  readonly default: number;
  /** The name of the argument in PyTorch. */
  readonly name: string;
}

export const POINTWISE_EXAMPLES: readonly LayerExample[] = [
  { inputs: [[5, 4, 3]], output: [5, 4, 3], parameters: 0, macs: 0 },
  { inputs: [[7]], output: [7], parameters: 0, macs: 0 },
];

/** A function of each number by itself: shape, weights and computing follow from its kind. */
export function defineActivation({ module, ...text }: ActivationText): AnyLayerDefinition {
  return defineLayer({
    ...text,
    ...pointwise,
    params: {},
    compute: (kit, { inputs }) => kit.activation(only(inputs), text.type),
    toOnnx: (kit, { inputs }) => text.toOnnx(kit, only(inputs), 1),
    fromOnnx: text.fromOnnx.map(({ operator, read }) => ({
      operator,
      read(node) {
        const found = read(node);
        return found && { params: {}, inputs: [found.input] };
      },
    })),
    torch: () => torchModule(torchCall(module)),
    caption: () => text.title,
    examples: POINTWISE_EXAMPLES,
  });
}

/** An activation with a `slope`: the one parameter that some kinds have. */
export function defineSlopedActivation(
  { module, ...text }: ActivationText,
  { name, ...slope }: SlopeText,
): AnyLayerDefinition {
  return defineLayer({
    ...text,
    ...pointwise,
    params: { slope: number({ ...slope, min: 0, max: 10 }) },
    compute: (kit, { params, inputs }) => kit.activation(only(inputs), text.type, params.slope),
    toOnnx: (kit, { params, inputs }) => text.toOnnx(kit, only(inputs), params.slope),
    fromOnnx: text.fromOnnx.map(({ operator, read }) => ({
      operator,
      read(node) {
        const found = read(node);
        return found && { params: { slope: found.slope ?? slope.default }, inputs: [found.input] };
      },
    })),
    torch: ({ params }) => torchModule(torchCall(module, positional(name, params.slope))),
    caption: (params) => `${text.title} ${params.slope}`,
    examples: [
      ...POINTWISE_EXAMPLES,
      { params: { slope: slope.default * 2 }, inputs: [[3, 3, 2]], output: [3, 3, 2], parameters: 0 },
    ],
  });
}

/** Of every function of each number by itself. */
export const pointwise = {
  category: "activation",
  traits: ["inline"],
  inputs: ONE_INPUT,
  infer: (_params: unknown, inputs: Parameters<AnyLayerDefinition["infer"]>[1]) => ok(only(inputs)),
} as const satisfies Partial<AnyLayerDefinition> & { params?: ParamSpecs };
