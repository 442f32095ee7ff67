/**
 * Convolutions of any stride, padding, dilation and number of groups, and their gradients, each one kernel of our own;
 * where a backend has them. Inputs `x`, `w`, `dy`; attributes a `ConvOptions` and the result's `shape`.
 */
export const convKernels = {
  forward: { name: "BlockwiseConv" },
  inputGradient: { name: "BlockwiseConvInputGradient" },
  filterGradient: { name: "BlockwiseConvFilterGradient" },
} as const;
