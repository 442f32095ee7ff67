import { defineActivation, plainReader } from "../activation";
import { dataInput } from "../node-reader";
import { clipBounds } from "../onnx-ramps";

export default defineActivation({
  type: "relu",
  module: "nn.ReLU",
  title: "ReLU",
  summary: "Keeps what is positive and zeroes the rest.",
  documentation:
    "The rectifier that made deep networks trainable: its gradient is 1 wherever the unit is active, so it does not fade from layer to layer, and it costs one comparison. A unit that is never active learns no more; He initialisation and batch normalisation keep that rare.",
  formula: "y = \\max(0, x)",
  source:
    "Krizhevsky, Sutskever, Hinton, ImageNet Classification with Deep Convolutional Neural Networks, 2012, section 3.1",
  keywords: ["rectifier", "rectified linear unit"],
  fromOnnx: [
    plainReader("Relu"),
    {
      operator: "Clip",
      read(node) {
        const input = dataInput(node);
        const bounds = clipBounds(node);
        // Old exporters write no bound as the largest number there is.
        return input && bounds?.low === 0 && bounds.high > 1e30 ? { input } : null;
      },
    },
  ],
  toOnnx: (kit, x) => kit.node("Relu", [x]),
});
