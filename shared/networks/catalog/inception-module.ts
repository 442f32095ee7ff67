import { integer } from "../../layers/params";
import { defineNetwork, type NetworkDefinition, standardParams } from "../define";

const about = {
  family: "Inception",
  year: 2014,
  citation: "Szegedy et al., Going Deeper with Convolutions, CVPR 2015, figure 2",
  arxiv: "1409.4842",
  task: "module",
} as const;

const { height, width } = standardParams(28, 1);
const params = {
  height,
  width,
  channels: integer({
    label: "Input channels",
    help: "Channels of the map that comes in.",
    default: 192,
    min: 1,
    max: 65536,
  }),
} as const;

export default [
  defineNetwork({
    ...about,
    id: "inception-module-naive",
    title: "Inception module, naive",
    summary: "The module before the 1×1 reductions: 387,072 weights where 163,328 would do.",
    params,
    build(builder, size) {
      builder.layer("input", "input", size);
      builder.block("inception", "inception-v1-naive");
    },
  }),
  defineNetwork({
    ...about,
    id: "inception-module",
    title: "Inception module",
    summary: "GoogLeNet's first module by itself: 1×1 reductions make it less than half as expensive.",
    params,
    build(builder, size) {
      builder.layer("input", "input", size);
      builder.block("inception", "inception-v1");
    },
  }),
] as readonly NetworkDefinition[];
