export default {
  empty:
    "This network is your own, so there is no paper to tell about. Open one of the catalogue to read where it comes from, or select an inception module or a depthwise separable convolution to see its arithmetic.",
  numbers: "Published and ours",
  published: "published",
  theirs: "theirs",
  ours: "ours",
  note: "Published: {{note}}",
  changed:
    "Ours is the network as the catalogue opens it. The open document has {{params}} parameters and {{macs}} MACs.",
  deviations: "Where ours differs, and why",
  lineage: "What changed",
  first: "The first of the line: everything here descends from it.",
  from: "Against",
  ledTo: "Led to",
  compare: "Compare the two",
  recipe: "How it was trained",
  arithmetic: {
    title: "Arithmetic of {{name}}",
    this: "this block",
    share: "share",
    weights: "weights",
    output: "output",
    note: "Height × width × channels in × filters. Follows the selected block and its parameters. Biases, scales and shifts are left out.",
  },
};
