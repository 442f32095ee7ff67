import { defineLayer, ONE_INPUT } from "../define";
import { asMap, inEvenGroups, only } from "../kinds";
import { constantInput, mapInput } from "../node-reader";
import { integer } from "../params";
import { positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "channel-shuffle",
  title: "Channel shuffle",
  category: "reshape",
  traits: ["inline"],
  summary: "Deals the channels of every group out to all groups, like cards.",
  documentation:
    "Two grouped convolutions in a row would never let the groups hear of each other. Between them, the channels are written as a table of groups by channels, transposed and read out again, so that every group of the next layer gets channels from all groups. No weights, no arithmetic.",
  formula: "y_{i,j,\\,c g + k} = x_{i,j,\\,k (C/g) + c}",
  source: "Zhang, Zhou, Lin, Sun, ShuffleNet, 2017, arXiv 1707.01083, section 3.1",
  keywords: ["shufflenet", "permute", "groups"],
  params: {
    groups: integer({
      label: "Groups",
      help: "Of the convolution in front; the channels are dealt out evenly.",
      default: 3,
      min: 1,
      max: 65536,
    }),
  },
  inputs: ONE_INPUT,
  infer: ({ groups }, [x]) => inEvenGroups("A channel shuffle", groups, x),
  compute: (kit, { params, inputs }) => kit.channelShuffle(only(inputs), params.groups),
  toOnnx(kit, { params, inputs, inputShapes }) {
    const [height, width, channels] = asMap(only(inputShapes));
    // 0 keeps the batch, whatever its size.
    const dealt = [0, params.groups, channels / params.groups, height, width];
    const table = kit.node("Reshape", [only(inputs), kit.ints(dealt)]);
    const turned = kit.node("Transpose", [table], { perm: [0, 2, 1, 3, 4] });
    return kit.node("Reshape", [turned, kit.ints([0, channels, height, width])]);
  },
  torch: ({ params }) => torchModule(torchCall("nn.ChannelShuffle", positional("groups", params.groups))),
  fromOnnx: [
    {
      operator: "Reshape",
      read(node) {
        const turned = node.giver(0);
        const table = turned?.operator === "Transpose" ? turned.giver(0) : null;
        const input = table?.operator === "Reshape" ? mapInput(table) : null;
        const dealt = table && constantInput(table, 1)?.numbers();
        const isTurned = turned?.ints("perm")?.join() === "0,2,1,3,4";
        if (!input || dealt?.length !== 5 || !isTurned) return null;
        const groups =
          (dealt[1] as number) > 0 ? (dealt[1] as number) : input.shape[2] / (dealt[2] as number);
        const back = constantInput(node, 1)?.numbers();
        const keeps = back?.length === 4 && (back[1] === input.shape[2] || back[1] === -1);
        return keeps && input.shape[2] % groups === 0 ? { params: { groups }, inputs: [input] } : null;
      },
    },
  ],
  caption: ({ groups }) => `shuffle g${groups}`,
  examples: [
    // ShuffleNet g = 3, stage 2.
    { inputs: [[28, 28, 60]], output: [28, 28, 60], parameters: 0, macs: 0 },
    { params: { groups: 3 }, inputs: [[2, 3, 6]], output: [2, 3, 6] },
    { params: { groups: 4 }, inputs: [[3, 2, 8]], output: [3, 2, 8] },
    { params: { groups: 1 }, inputs: [[2, 2, 5]], output: [2, 2, 5] },
  ],
});
