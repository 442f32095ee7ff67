import { axesFromFront, intsOf, type LayerReader, mapInput, type ReadNode } from "./node-reader";

interface GlobalPoolParams {
  readonly keepDims: boolean;
}

/** A pool over whole maps: an operator of its own, a reduction over height and width, and either made a vector of. */
export function globalPoolReaders(pool: string, reduction: string): readonly LayerReader<GlobalPoolParams>[] {
  const readWhole = (node: ReadNode, keepDims: boolean) => {
    const input = mapInput(node);
    return input ? { params: { keepDims }, inputs: [input] } : null;
  };
  const isWhole = (node: ReadNode): boolean => {
    const input = mapInput(node);
    const axes = intsOf(node, "axes", 1);
    return input !== null && axes !== null && axesFromFront(axes, input.shape).toSorted().join() === "2,3";
  };
  /** First over each row, then over what is left of them. */
  const readInTurn = (node: ReadNode) => {
    const giver = node.giver(0);
    const input = giver?.operator === reduction ? mapInput(giver) : null;
    const keepDims = node.int("keepdims", 1) === 1;
    if (!giver || !input || (giver.int("keepdims", 1) === 1) !== keepDims) return null;
    // Of no other operator: what is its second input there may be a weight of millions.
    const [first, second] = [giver, node].map((each) => intsOf(each, "axes", 1)?.join() ?? "");
    const turns = keepDims ? ["3 2", "2 3", "-1 -2", "-2 -1"] : ["3 2", "2 2", "-1 -1", "-1 2", "3 -1"];
    return turns.includes(`${first} ${second}`) ? { params: { keepDims }, inputs: [input] } : null;
  };
  return [
    { operator: pool, read: (node) => readWhole(node, true) },
    {
      operator: reduction,
      read: (node) => (isWhole(node) ? readWhole(node, node.int("keepdims", 1) === 1) : readInTurn(node)),
    },
    ...["Flatten", "Reshape", "Squeeze"].map((operator) => ({
      operator,
      read(node: ReadNode) {
        const giver = node.giver(0);
        const isPool =
          (giver?.operator === pool && pool !== reduction) ||
          (giver?.operator === reduction && isWhole(giver));
        const channels = giver && mapInput(giver)?.shape[2];
        // Else the numbers of several images are one vector, or those of one are several.
        const isVector = node.outputShape?.length === 1 && node.outputShape[0] === channels;
        return giver && isPool && isVector ? readWhole(giver, false) : null;
      },
    })),
  ];
}
