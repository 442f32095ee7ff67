export default {
  none: "No problems. Every shape and number is known.",
  nothing: "An empty network has no problems.",
  expected: "Expected {{expected}}.",
  received: "Received {{received}}.",
  reveal: "Show {{path}} on the canvas",
  more_one: "and one more",
  more_other: "and {{count}} more",
  unrunnable:
    "No problems in the shapes. The network can be drawn and exported; it cannot be run here, and its totals are at least what they say:",
  elsewhere: "Remove what is not known to run the network here. As it is, it runs elsewhere as an ONNX file.",
};
