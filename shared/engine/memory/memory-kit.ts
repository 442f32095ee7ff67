import type { AffineWeights, ConvOptions, OpKit } from "../../layers/kit";
import { bytesOf, type Ledger, type Value } from "./ledger";
import type { MemoryTape } from "./memory-tape";
import { type Costs, pooled, shapingCosts } from "./shaping-costs";

/**
 * Layers computed in sizes alone: what each operation of the engine's kit makes, keeps for its gradient and needs for a
 * moment. To be kept in step with `shared/engine/kit`, which the tests see to.
 */
export function createMemoryKit(ledger: Ledger, tape: MemoryTape, made: Value[]): OpKit<Value> {
  const { make, operation, recorded } = operations(ledger, tape, made);
  const same = (x: Value, costs: Costs): Value => operation([x], x.shape, costs);
  /** Keeps what it normalised and one number for what shares a deviation. */
  const normalised = (x: Value, { gamma, beta }: AffineWeights<Value>, shared: readonly number[]): Value => {
    const affine = [gamma, beta].filter((weight) => weight !== null);
    return operation([x, ...affine], x.shape, {
      saved: [make(x.shape), make(shared)],
      forward: bytesOf(x.shape),
      backward: 2 * bytesOf(x.shape),
    });
  };
  return {
    conv2d: (x, kernel, options) => {
      const shape = convolved(x, kernel, options);
      // The library packs kernels anew each step, and gradients of strided ones are spread out.
      const spread = options.stride[0] * options.stride[1] > 1 ? bytesOf(shape) : 0;
      return operation([x, kernel], shape, {
        saved: [x],
        forward: bytesOf(kernel.shape),
        backward: bytesOf(kernel.shape) + spread,
      });
    },
    convTranspose2d: (x, kernel, { output, groups }) => {
      const shape = [...x.shape.slice(0, 1), ...output, (kernel.shape[1] as number) * groups];
      return operation([x, kernel], shape, { saved: [x], forward: bytesOf(kernel.shape) });
    },
    addBias: (x, bias) => operation([x, bias], x.shape, { passes: true }),
    dense: (x, kernel) =>
      operation([x, kernel], [x.shape[0] as number, kernel.shape[0] as number], {
        saved: [x],
        // Kernels are transposed for the gradient of the input.
        backward: bytesOf(kernel.shape),
      }),
    maxPool: (x, { output }) => operation([x], pooled(x, output), { saved: [x] }),
    avgPool: (x, { output }) => operation([x], pooled(x, output)),
    globalAvgPool: (x, { keepDims }) => {
      const [batch, , , channels] = x.shape as [number, number, number, number];
      return operation([x], keepDims ? [batch, 1, 1, channels] : [batch, channels]);
    },
    batchNorm: (x, { gamma, beta, mean }) => {
      const affine = [gamma, beta].filter((weight) => weight !== null);
      const statistics = [make(mean.shape), make(mean.shape)];
      return operation([x, ...affine], x.shape, { saved: [x, ...statistics] });
    },
    groupNorm: (x, weights, { groups }) => normalised(x, weights, [x.shape[0] as number, groups]),
    layerNorm: (x, weights) => normalised(x, weights, [...x.shape.slice(0, -1), 1]),
    localResponseNorm: (x) => same(x, { saved: [x] }),
    activation(x, kind) {
      if (kind !== "relu" && kind !== "relu6") return same(x, { saved: [x] });
      const output = make(x.shape);
      // Its gradient is read off the output.
      return recorded([x], output, { saved: [output] });
    },
    clip: (x) => same(x, { saved: [x] }),
    prelu: (x, slope) =>
      operation([x, slope], x.shape, { saved: [x], forward: bytesOf(x.shape), backward: bytesOf(x.shape) }),
    softmax(x) {
      const output = make(x.shape);
      return recorded([x], output, { saved: [output] });
    },
    l2Normalise(x) {
      const output = make(x.shape);
      const lengths = make([...x.shape.slice(0, -1), 1]);
      return recorded([x], output, { saved: [output, lengths] });
    },
    dropout: (x, rate) => same(x, rate > 0 ? { saved: [make(x.shape)] } : { passes: true }),
    ...shapingCosts(operation),
  };
}

/** What the kit is said in. */
function operations(ledger: Ledger, tape: MemoryTape, made: Value[]) {
  const make = (shape: readonly number[]): Value => {
    const value = ledger.make(shape);
    made.push(value);
    return value;
  };

  function operation(inputs: readonly Value[], shape: readonly number[], costs: Costs = {}): Value {
    ledger.strain((costs.forward ?? 0) + bytesOf(shape));
    return recorded(inputs, make(shape), costs);
  }

  function recorded(inputs: readonly Value[], output: Value, costs: Costs): Value {
    return tape.record({
      inputs,
      output,
      saved: costs.saved ?? [],
      backward(dy, wanted) {
        const parts = inputs.map((input, index) => {
          if (!wanted[index]) return null;
          return costs.passes && bytesOf(input.shape) === bytesOf(dy.shape)
            ? ledger.share(dy, input.shape)
            : ledger.make(input.shape);
        });
        ledger.strain(costs.backward ?? 0);
        return parts;
      },
    });
  }
  return { make, operation, recorded };
}

function convolved(x: Value, kernel: Value, { stride, pads, dilation }: ConvOptions): readonly number[] {
  const [batch, height, width] = x.shape as [number, number, number, number];
  const [filters, , kernelHeight, kernelWidth] = kernel.shape as [number, number, number, number];
  const [top, right, bottom, left] = pads;
  const steps = (size: number, extent: number, axis: 0 | 1): number =>
    Math.floor((size - (extent - 1) * dilation[axis] - 1) / stride[axis]) + 1;
  return [
    batch,
    steps(height + top + bottom, kernelHeight, 0),
    steps(width + left + right, kernelWidth, 1),
    filters,
  ];
}
