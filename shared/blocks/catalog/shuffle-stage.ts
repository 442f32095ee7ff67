import { boolean, integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "shuffle-stage",
  title: "ShuffleNet stage",
  summary: "ShuffleNet units at one size of the map: the first halves it, the rest repeat.",
  documentation:
    "A row of the ShuffleNet table. The first unit halves the map; its own channels and those of the pooled input together make the width of the stage. A quarter of that width is the bottleneck.",
  source: "Zhang, Zhou, Lin, Sun, ShuffleNet, 2017, arXiv 1707.01083, table 1",
  keywords: ["shufflenet", "stage2"],
  params: {
    filters: channels("Filters", "Channels of the stage; a quarter of them is the bottleneck.", 240),
    added: channels("Added", "Channels that the first unit adds to those of its input.", 216),
    units: integer({ label: "Units", help: "How many stand in a row.", default: 4, min: 1, max: 200 }),
    groups: integer({ label: "Groups", help: "Of the 1×1 convolutions.", default: 3, min: 1, max: 65536 }),
    groupFirst: boolean({
      label: "Group the very first 1×1",
      help: "Not in stage 2, whose input has too few channels.",
      default: true,
    }),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, added, units, groups, groupFirst }) {
    const unit = { bottleneck: Math.max(1, Math.round(filters / 4)), groups };
    builder.input();
    builder.block("first", "shuffle-unit", { ...unit, filters: added, stride: 2, groupFirst });
    if (units > 1) builder.block("rest", "shuffle-unit", { ...unit, filters }, { repeat: units - 1 });
    builder.output();
  },
  caption: ({ filters, units, groups }) => `${units} × ${filters}, g${groups}`,
  examples: [
    // The three stages at g = 3 (zoo-facts section 14).
    {
      params: { groupFirst: false },
      inputs: [[56, 56, 24]],
      output: [28, 28, 240],
      parameters: 39552,
      macs: 32175360,
    },
    {
      params: { filters: 480, added: 240, units: 8 },
      inputs: [[28, 28, 240]],
      output: [14, 14, 480],
      parameters: 307680,
      macs: 63786240,
    },
    {
      params: { filters: 960, added: 480 },
      inputs: [[14, 14, 480]],
      output: [7, 7, 960],
      parameters: 556800,
      macs: 32410560,
    },
  ],
});
