/** The dialog that writes a network for other programs. */
export default {
  title: "Export {{name}}",
  format: "Format",
  group: {
    model: "Models and weights",
    figure: "Figures and pages",
    table: "Tables of layers",
  },
  part: {
    title: "Part",
    whole: "The whole network",
    block: "The block {{name}}",
    selection_one: "The selection",
    selection_other: "The selection ({{count}} nodes)",
  },
  weights: {
    title: "Weights",
    trained: "As trained",
    file: "From {{name}}",
    random: "Random, drawn from a seed",
    changed:
      "The network was changed since its weights were trained or loaded, so they do not fit it any more.",
    seed: "Seed",
  },
  start: "Export…",
  verify: "Verify",
  verifyHelp:
    "Runs the file in ONNX Runtime and the network here on one random image, and compares what comes out.",
  cancel: "Cancel",
  close: "Close",
  preparing: "Preparing {{name}}",
  progress: "Writing {{name}}: {{done}} of {{total}}",
  progressOpen: "Writing {{name}}: {{done}}",
  verifying: "Running the network in ONNX Runtime and here",
  cancelling: "Cancelling",
  saved: "Saved {{name}}, {{size}}",
  savedSeveral: "Saved {{files}} in {{name}}, {{size}} together",
  cancelled: "Cancelled; nothing was written.",
  cancelledPartly: "Cancelled before all files were written.",
  kept_one: "{{files}} was written before and is still in {{folder}}.",
  kept_other: "{{files}} were written before and are still in {{folder}}.",
  agrees:
    "ONNX Runtime gives what the engine gives: the largest difference is {{difference}} of the largest number.",
  differs:
    "ONNX Runtime and the engine differ by {{difference}} of the largest number at “{{output}}”; up to {{limit}} is rounding. Please report it with this network.",
  incomparable:
    "What ONNX Runtime gives at “{{output}}” cannot be compared: shapes differ, or there is no number.",
};
