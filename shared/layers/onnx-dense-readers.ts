import {
  constantInput,
  dataInput,
  type LayerReading,
  mapInput,
  type ReadNode,
  type ReadTensor,
} from "./node-reader";
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
  const rows = inOrder(node, node.int("transB", 0) === 1 ? kernel : transposed(kernel));
  if (!rows) return null;
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
  const weight = inOrder(node, transposed(kernel));
  if (!weight) return null;
  const added = bias && spread(bias, weight.shape[0] as number);
  if (bias && !added) return null;
  return {
    params: { units: weight.shape[0] as number, bias: added !== null },
    inputs: [input],
    weights: { weight, ...(added ? { bias: added } : {}) },
  };
}

/** Kernels [out, in] whose features lie pixel by pixel in the file: channel by channel, as ours do. */
function inOrder(node: ReadNode, kernel: ReadTensor): ReadTensor | null {
  if (node.text("channels", "first") === "first") return kernel;
  let giver = node.giver(0);
  while (giver && giver.operator !== "Flatten") giver = giver.giver(0);
  const map = giver && mapInput(giver);
  if (!map) return null;
  const [height, width, channels] = map.shape;
  const [units = 0, features = 0] = kernel.shape;
  const pixels = height * width;
  if (features !== pixels * channels) return null;
  return {
    ...kernel,
    numbers() {
      const given = kernel.numbers();
      const ordered = new Float32Array(given.length);
      for (let unit = 0; unit < units; unit++) {
        const row = unit * features;
        for (let pixel = 0; pixel < pixels; pixel++) {
          for (let c = 0; c < channels; c++) {
            ordered[row + c * pixels + pixel] = given[row + pixel * channels + c] as number;
          }
        }
      }
      return ordered;
    },
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
