import { describe, expect, it } from "vitest";
import { writeModel } from "../../../../shared/formats/pytorch/write-model";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Definition,
  type Document,
  emptyDocument,
} from "../../../../shared/graph/document";
import { layerParams } from "../../../../shared/layers/registry";
import { networks, openNetwork } from "../../../../shared/networks/registry";
import { block, graph, layer } from "../../../helpers/graphs";

/** Few enough to read: blocks that differ in numbers only share a class. */
const MOST_CLASSES = 16;
const LINE = 100;

describe("a network as PyTorch code", () => {
  it.each(["inception-module", "resnet-cifar-20"])("reads like %s", async (id) => {
    await expect(writeModel(openNetwork(id)).text).toMatchFileSnapshot(`snapshots/${id}.py`);
  });

  it.each(networks.all.map(({ id }) => id))("writes %s in few classes and lines of fair length", (id) => {
    const lines = writeModel(openNetwork(id)).text.split("\n");
    const code = lines.filter((line) => !/^[A-Z"(]/.test(line));
    expect({
      many: lines.filter((line) => line.startsWith("class ")).length > MOST_CLASSES,
      long: code.filter((line) => line.length > LINE),
    }).toEqual({ many: false, long: [] });
  });

  it("keeps names that Python or PyTorch would not take as attributes", () => {
    const document: Document = {
      ...emptyDocument("1×1 & más"),
      graph: graph(
        [
          layer("input", "input", layerParams("input", { height: 4, width: 4, channels: 3 })),
          layer("3x3-conv", "conv2d", layerParams("conv2d")),
          layer("train", "batch-norm", layerParams("batch-norm")),
          layer("for", "relu", layerParams("relu")),
        ],
        ["input>3x3-conv", "3x3-conv>train", "train>for"],
      ),
    };
    const { text, className } = writeModel(document);
    const members = text.split("\n").filter((line) => /^ {8}self\.\S* = /.test(line));
    expect({ className, members: members.map((line) => line.split(" = ")[0]?.trim()) }).toEqual({
      className: "Net11Mas",
      members: ['self._modules["3x3-conv"]', 'self._modules["train"]', 'self._modules["for"]'],
    });
  });

  it("makes one class of blocks of one kind that differ in numbers only", () => {
    const convolving = (title: string, filters: number): Definition => ({
      id: title,
      title,
      inputs: ["in"],
      outputs: ["out"],
      basis: null,
      graph: graph(
        [
          layer("conv", "conv2d", layerParams("conv2d", { filters })),
          layer("relu", "relu", layerParams("relu")),
        ],
        [`${BLOCK_INPUT}>conv`, "conv>relu", `relu>${BLOCK_OUTPUT}`],
      ),
    });
    const definitions = [convolving("unit1", 8), convolving("unit2", 16), convolving("head", 24)];
    const document: Document = {
      ...emptyDocument("custom"),
      definitions: Object.fromEntries(definitions.map((each) => [each.id, each])),
      graph: graph(
        [
          layer("input", "input", layerParams("input", { height: 4, width: 4, channels: 3 })),
          ...definitions.map(({ id }) => block(id, id)),
        ],
        ["input>unit1", "unit1>unit2", "unit2>head"],
      ),
    };
    const { text } = writeModel(document);
    const made = text.split("\n").filter((line) => /^class |^ {8}self\.\S* = |^ {4}def __init__/.test(line));
    expect(made.map((line) => line.trim())).toEqual([
      "class Unit(nn.Module):",
      "def __init__(self, in_channels: int, out_channels: int):",
      "self.conv = nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1)",
      "self.relu = nn.ReLU()",
      "class Head(nn.Module):",
      "def __init__(self):",
      "self.conv = nn.Conv2d(16, 24, kernel_size=3, padding=1)",
      "self.relu = nn.ReLU()",
      "class Custom(nn.Module):",
      "def __init__(self):",
      "self.unit1 = Unit(3, 8)",
      "self.unit2 = Unit(8, 16)",
      "self.head = Head()",
    ]);
  });
});
