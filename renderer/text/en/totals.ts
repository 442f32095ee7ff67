export default {
  title: "Totals of the network",
  atLeast: "at least",
  convention: "MACs per image · FLOPs = 2 × MACs",
  params: {
    name: "params",
    help: "{{exact}} trainable parameters: kernels, biases, scales and shifts. Running statistics of batch normalisation are not counted.",
  },
  macs: {
    name: "MACs",
    help: "{{exact}} multiply-adds (MACs) for one image, of convolutions and dense layers. FLOPs = 2 × MACs. Does not depend on the batch.",
  },
  activations: {
    name: "activations",
    help: "{{exact}} output elements of all layers together, for one image.",
  },
  memory: {
    name: "memory",
    help: "{{exact}} to run one image in 32-bit floats: all weights, and the activations alive at once at most. Training needs several times as much.",
  },
  layers: {
    name: "layers",
    help: "{{exact}} layers, of which {{weighted}} have weights; blocks unfolded and every repeat counted.",
  },
  bars: {
    legend: "Bars: {{what}}, share of the largest",
    help: "Each bar is the share of the largest among the nodes beside it. Press for the next: multiply-adds, parameters, none.",
  },
  problems: {
    name_zero: "no problems",
    name_one: "{{count}} problem",
    name_other: "{{count}} problems",
    unknown_one: "{{count}} unknown operator",
    unknown_other: "{{count}} unknown operators",
    help: "Shows what is wrong and how to mend it.",
  },
};
