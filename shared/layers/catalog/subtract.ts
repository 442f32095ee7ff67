import { asMaps, combinedInputs, inferCombined, mapNodes, torchMaps } from "../combine";
import { defineLayer } from "../define";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "subtract",
  title: "Subtract",
  category: "merge",
  traits: ["merge"],
  summary: "Takes the second branch away from the first, number by number.",
  documentation:
    "What one branch has and the other lacks: the difference of two smoothed maps keeps edges and blobs, and a map less its own mean keeps only what stands out. An input of one pixel, a vector or a single channel is repeated over the other.",
  formula: "y = x^{(1)} - x^{(2)}",
  source: "Marr, Hildreth, Theory of Edge Detection, 1980 (difference of Gaussians)",
  keywords: ["difference", "minus", "sub"],
  params: {},
  inputs: { min: 2, max: 2 },
  infer: (_params, inputs) => inferCombined(inputs, "subtracted"),
  compute(kit, { inputs, inputShapes }) {
    const [x, y] = asMaps(kit, inputs, inputShapes) as readonly [(typeof inputs)[0], (typeof inputs)[0]];
    return kit.add([x, kit.scale(y, -1)]);
  },
  toOnnx: (kit, { inputs, inputShapes }) => kit.node("Sub", mapNodes(kit, inputs, inputShapes)),
  torch: ({ inputShapes }) => torchFunction((inputs) => torchMaps(inputs, inputShapes).join(" - ")),
  fromOnnx: [
    {
      operator: "Sub",
      read(node) {
        const inputs = combinedInputs(node);
        return inputs && { params: {}, inputs };
      },
    },
  ],
  caption: () => "−",
  examples: [
    {
      inputs: [
        [8, 8, 16],
        [8, 8, 16],
      ],
      output: [8, 8, 16],
      parameters: 0,
      macs: 0,
    },
    {
      inputs: [
        [2, 4, 3],
        [1, 1, 3],
      ],
      output: [2, 4, 3],
    },
    { inputs: [[3, 2, 4], [4]], output: [3, 2, 4] },
    { inputs: [[5], [5]], output: [5] },
  ],
});
