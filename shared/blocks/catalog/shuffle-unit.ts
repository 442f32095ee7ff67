import { boolean, integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels, strideParam } from "../parts";

export default defineBlock({
  id: "shuffle-unit",
  title: "ShuffleNet unit",
  summary: "A bottleneck of grouped 1×1 convolutions with a channel shuffle between them.",
  documentation:
    "In a small network the 1×1 convolutions cost most, so they are split into groups; the shuffle behind the first lets the groups exchange channels. Between them a depthwise 3×3 works on a quarter of the width, without a rectifier. With stride 1 the input is added; with stride 2 the input, averaged, is stacked onto the result, which widens the map for nothing.",
  source: "Zhang, Zhou, Lin, Sun, ShuffleNet, 2017, arXiv 1707.01083, figure 2(b) and (c)",
  keywords: ["shufflenet", "group convolution", "channel shuffle"],
  params: {
    filters: channels(
      "Filters",
      "Channels of the last 1×1: those of the input at stride 1; at stride 2 the input's are stacked onto them.",
      240,
    ),
    bottleneck: channels("Bottleneck", "Channels of the first 1×1 and of the depthwise 3×3.", 60),
    stride: { ...strideParam, help: "1 adds the input, more shrinks the map and stacks the pooled input." },
    groups: integer({
      label: "Groups",
      help: "Of the 1×1 convolutions.",
      default: 3,
      min: 1,
      max: 65536,
    }),
    groupFirst: boolean({
      label: "Group the first 1×1",
      help: "Not in the very first unit, whose input has too few channels.",
      default: true,
      advanced: true,
    }),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, bottleneck, stride, groups, groupFirst }) {
    const input = builder.input();
    const pointwise = { kernel: [1, 1], padding: "valid", bias: false };
    builder.layer("gconv1", "conv2d", { ...pointwise, filters: bottleneck, groups: groupFirst ? groups : 1 });
    builder.layer("bn1", "batch-norm");
    builder.layer("relu1", "relu");
    if (groups > 1) builder.layer("shuffle", "channel-shuffle", { groups });
    builder.layer("dwconv", "depthwise-conv2d", { stride: [stride, stride], bias: false });
    builder.layer("bn2", "batch-norm");
    builder.layer("gconv2", "conv2d", { ...pointwise, filters, groups });
    const residual = builder.layer("bn3", "batch-norm");
    if (stride === 1) builder.layer("add", "add", {}, [input, residual]);
    else {
      const window = { kernel: [3, 3], stride: [stride, stride], padding: [1, 1, 1, 1] };
      const pool = builder.layer("pool", "avg-pool", window, input);
      builder.layer("concat", "concat", {}, [pool, residual]);
    }
    builder.layer("relu2", "relu");
    builder.output();
  },
  caption: ({ filters, bottleneck, stride, groups }) =>
    `${bottleneck}-${filters}${stride > 1 ? ` /${stride}` : ""}, g${groups}`,
  examples: [
    // The units of stage 2 at g = 3; counts by hand from the widths of zoo-facts section 14.
    { inputs: [[28, 28, 240]], output: [28, 28, 240], parameters: 10860, macs: 7949760 },
    {
      params: { filters: 216, stride: 2, groupFirst: false },
      inputs: [[56, 56, 24]],
      output: [28, 28, 240],
      parameters: 6972,
      macs: 8326080,
    },
    {
      params: { filters: 6, bottleneck: 4, groups: 1, stride: 2 },
      inputs: [[7, 6, 3]],
      output: [4, 3, 9],
    },
  ],
});
