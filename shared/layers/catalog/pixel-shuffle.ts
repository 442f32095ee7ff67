import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { constantInput, mapInput, type ReadNode } from "../node-reader";
import { integer } from "../params";
import { isMap } from "../shape";
import { positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "pixel-shuffle",
  title: "Pixel shuffle",
  category: "reshape",
  summary: "Lays channels out as squares of pixels: a larger map of fewer channels.",
  documentation:
    "A convolution makes r² numbers for each number of the result, and they are laid out side by side. All arithmetic is done on the small map, which is why networks that enlarge images use it in place of a transposed convolution. No weights, no arithmetic of its own.",
  formula: "y_{r i + a,\\; r j + b,\\; c} = x_{i,\\; j,\\; c r^2 + r a + b}",
  source: "Shi et al., Real-Time Single Image and Video Super-Resolution, 2016, arXiv 1609.05158, equation 4",
  keywords: ["depth to space", "sub-pixel", "super resolution", "upsample", "enlarge"],
  params: {
    factor: integer({
      label: "Factor",
      help: "How many rows and columns become of one; the channels are divided by its square.",
      default: 2,
      min: 1,
      max: 16,
    }),
  },
  inputs: ONE_INPUT,
  infer({ factor }, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A pixel shuffle", x));
    const [height, width, channels] = x;
    const square = factor ** 2;
    if (channels % square === 0) {
      return ok([height * factor, width * factor, channels / square] as const);
    }
    return err(
      fault(
        `${channels} channels cannot be laid out in squares of ${factor}×${factor}.`,
        `channels that are a multiple of ${square}`,
        `${channels}`,
        {
          label: `Bring them to ${Math.ceil(channels / square) * square} by a 1×1 convolution`,
          insert: {
            type: "conv2d",
            params: { filters: Math.ceil(channels / square) * square, kernel: [1, 1], padding: "valid" },
            input: 0,
          },
        },
      ),
    );
  },
  window: () => "varying",
  compute: (kit, { params, inputs }) => kit.pixelShuffle(only(inputs), params.factor),
  toOnnx: (kit, { params, inputs }) =>
    kit.node("DepthToSpace", [only(inputs)], { blocksize: params.factor, mode: "CRD" }),
  torch: ({ params }) =>
    torchModule(torchCall("nn.PixelShuffle", positional("upscale_factor", params.factor))),
  fromOnnx: [
    {
      operator: "DepthToSpace",
      read(node) {
        const input = mapInput(node);
        const isOurs =
          node.text("mode", "DCR") === "CRD" || input?.shape[2] === node.int("blocksize", 1) ** 2;
        return input && isOurs ? { params: { factor: node.int("blocksize", 1) }, inputs: [input] } : null;
      },
    },
    { operator: "Reshape", read: readSpelledOut },
  ],
  caption: ({ factor }) => `shuffle ×${factor}`,
  examples: [
    // The end of ESPCN for three times as large images.
    { params: { factor: 3 }, inputs: [[32, 32, 9]], output: [96, 96, 1], parameters: 0, macs: 0 },
    { inputs: [[3, 2, 8]], output: [6, 4, 2] },
    { params: { factor: 3 }, inputs: [[2, 2, 18]], output: [6, 6, 2] },
  ],
});

/** As files older than the operator's mode have it. */
function readSpelledOut(node: ReadNode) {
  const turned = node.giver(0);
  const table = turned?.operator === "Transpose" ? turned.giver(0) : null;
  const input = table?.operator === "Reshape" ? mapInput(table) : null;
  const sizes = table && constantInput(table, 1)?.numbers();
  if (!input || sizes?.length !== 6 || turned?.ints("perm")?.join() !== "0,1,4,2,5,3") return null;
  const [, , factor = 0, other] = sizes;
  const [height, width, channels] = asMap(input.shape);
  const wanted = [channels / factor ** 2, height * factor, width * factor];
  const back = constantInput(node, 1)?.numbers();
  const isBack =
    back?.length === 4 && wanted.every((size, axis) => [size, -1].includes(back[axis + 1] as number));
  return factor === other && isBack ? { params: { factor }, inputs: [input] } : null;
}
