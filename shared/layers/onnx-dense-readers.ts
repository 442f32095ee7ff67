import { constantInput, dataInput, type LayerReading, type ReadNode, type ReadTensor } from "./node-reader";
import { isMap } from "./shape";

interface DenseParams {
  readonly units: number;
  readonly bias: boolean;
}

/** αABᵀ + βC; the factors go into the weights. */
export function readGemm(node: ReadNode): LayerReading<DenseParams> | null {
  const input = dataInput(node);
  const kernel = constantInput(node, 1);
  if (!input || isMap(input.shape) || kernel?.shape.length !== 2 || node.int("transA", 0) !== 0) return null;
  const bias = constantInput(node, 2);
  if (node.inputs[2] && !bias) return null;
  const rows = node.int("transB", 0) === 1 ? kernel : transposed(kernel);
  const weight = scaled(rows, node.float("alpha", 1));
  const units = weight.shape[0] as number;
  const added = bias && spread(scaled(bias, node.float("beta", 1)), units);
  if (bias && !added) return null;
  return {
    params: { units, bias: bias !== null },
    inputs: [input],
    weights: { weight, ...(added ? { bias: added } : {}) },
  };
}

/** A vector times a constant matrix, and a constant added. */
export function readProduct(node: ReadNode, bias: ReadTensor | null): LayerReading<DenseParams> | null {
  const input = dataInput(node);
  const kernel = constantInput(node, 1);
  if (!input || isMap(input.shape) || kernel?.shape.length !== 2) return null;
  const weight = transposed(kernel);
  const added = bias && spread(bias, weight.shape[0] as number);
  if (bias && !added) return null;
  return {
    params: { units: weight.shape[0] as number, bias: added !== null },
    inputs: [input],
    weights: { weight, ...(added ? { bias: added } : {}) },
  };
}

function transposed(tensor: ReadTensor): ReadTensor {
  const [rows = 0, columns = 0] = tensor.shape;
  return {
    ...tensor,
    shape: [columns, rows],
    numbers() {
      const given = tensor.numbers();
      const turned = new Float32Array(given.length);
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          turned[column * rows + row] = given[row * columns + column] as number;
        }
      }
      return turned;
    },
  };
}

function scaled(tensor: ReadTensor, factor: number): ReadTensor {
  return factor === 1
    ? tensor
    : { ...tensor, numbers: () => tensor.numbers().map((value) => value * factor) };
}

/** A bias of one number for each unit: as it is, or one number for all; null if it is something else. */
function spread(tensor: ReadTensor, units: number): ReadTensor | null {
  if (tensor.count === units) return { ...tensor, shape: [units] };
  if (tensor.count !== 1) return null;
  return {
    ...tensor,
    shape: [units],
    count: units,
    numbers: () => new Float32Array(units).fill(tensor.numbers()[0] as number),
  };
}
