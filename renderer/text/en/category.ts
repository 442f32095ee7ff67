/** Kinds of layer, as legends name them. */
export default {
  input: "Input",
  convolution: "Convolution",
  pooling: "Pooling",
  normalisation: "Normalisation",
  activation: "Activation",
  merge: "Merge",
  dense: "Dense",
  reshape: "Reshape",
  block: "Block",
};
