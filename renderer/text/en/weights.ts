/** What a file of weights gives to a network, and how to take it. */
export default {
  title: "Weights from {{name}}",
  how: "How arrays of the file find their layers",
  ways: {
    strict: "All by name",
    name: "By name, what fits",
    order: "By order and shape",
  },
  waysHelp: {
    strict: "Weights that were saved from this very network.",
    name: "The same network with another head or other parts: what differs keeps its own weights.",
    order:
      "Another program's names: each layer takes from the next layer of its shape. Right for the same architecture.",
  },
  count: "{{matched}} of {{count}}",
  whole: "All weights of “{{network}}” come from the file, and nothing of it is left over.",
  leftOver: "All weights of “{{network}}” come from the file. Some of the file is not used.",
  partly_one:
    "{{matched}} weights come from the file. One stays as it is drawn, and needs training before answers mean something.",
  partly_other:
    "{{matched}} weights come from the file. {{count}} stay as they are drawn, and need training before answers mean something.",
  notStrict: "Not everything fits by name. Take what fits by name or by order, or choose another file.",
  nothing: "Nothing in the file fits “{{network}}” this way.",
  mismatched: "Of another shape in the file ({{count}})",
  missing: "Missing in the file ({{count}})",
  unexpected: "In the file and not used ({{count}})",
  matched: "Matched ({{count}})",
  inFile: "in the file {{shape}}",
  sameName: "same name",
  cancel: "Cancel",
  load: "Load",
  start: {
    label: "Weights to start from",
    from: "From {{name}}",
    trained: "the training of {{name}}",
    fresh: "Fresh ones, drawn from the seed.",
    file: "{{name}}: {{matched}} of {{count}} match, {{way}}.",
    way: { strict: "all by name", name: "by name", order: "by order and shape" },
    unfit: "{{name}} does not fit the network as it is now. Match it anew, or start fresh.",
    choose: "Load weights…",
    again: "Match anew…",
    drop: "Start fresh",
    help: "For transfer: begin with what another training learned. Freeze layers on the canvas to keep theirs.",
  },
};
