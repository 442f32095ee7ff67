import { describe, expect, test } from "vitest";
import { placedWeights } from "../../../../../shared/analysis/unfold";
import { createBuilder } from "../../../../../shared/blocks/builder";
import type { GraphBuilder } from "../../../../../shared/blocks/graph-builder";
import { emptyDocument } from "../../../../../shared/graph/document";
import {
  inFull,
  NUMBERED,
  outline,
  type Renaming,
  repeatsIn,
  substance,
  throughForeign,
} from "../../../../helpers/foreign-onnx";
import { reducedNetwork } from "../../../../helpers/reduced-network";

/** What files open as whose operators are mere numbers. */
const FOLDED = {
  "resnet-50": [
    "conv: conv-unit",
    "MaxPool_3: max-pool",
    "stage1: residual-stage",
    "stage2: residual-stage",
    "stage3: residual-stage",
    "stage4: residual-stage",
    "global_avg_pool: global-avg-pool",
    "dense: dense",
  ],
  "vgg-d": [
    "stage1: vgg-stage",
    "stage2: vgg-stage",
    "stage3: vgg-stage",
    "stage4: vgg-stage ×2",
    "Flatten_31: flatten",
    "fc: dense-stage ×2",
    "dense: dense",
  ],
  googlenet: [
    "conv1: conv-unit",
    "MaxPool_2: max-pool",
    "LRN_3: lrn",
    "conv2: conv-unit",
    "conv3: conv-unit",
    "LRN_8: lrn",
    "MaxPool_9: max-pool",
    "module1: inception-v1",
    "module2: inception-v1",
    "MaxPool_38: max-pool",
    "module3: inception-v1",
    "module4: inception-v1",
    "module5: inception-v1",
    "module6: inception-v1",
    "module7: inception-v1",
    "MaxPool_109: max-pool",
    "module8: inception-v1",
    "module9: inception-v1",
    "global_avg_pool: global-avg-pool",
    "Dropout_140: dropout",
    "dense: dense",
  ],
  "mobilenet-0.25": [
    "conv: conv-unit",
    "unit1: depthwise-separable",
    "unit2: depthwise-separable",
    "unit3: depthwise-separable",
    "unit4: depthwise-separable",
    "unit5: depthwise-separable",
    "unit6: depthwise-separable",
    "unit7: depthwise-separable ×5",
    "unit8: depthwise-separable",
    "unit9: depthwise-separable",
    "global_avg_pool: global-avg-pool",
    "dense: dense",
  ],
} as const;

describe("a file that only numbers its operators", () => {
  test.each(Object.entries(FOLDED))("opens folded, and is the same network: %s", async (id, expected) => {
    const document = reducedNetwork(id, 4);
    const read = await throughForeign(document, NUMBERED);
    expect(outline(read.document)).toEqual([
      "input: input",
      ...expected,
      expect.stringMatching(/: softmax$/),
    ]);
    expect(substance(read.document)).toEqual(substance(document));
  });

  test("keeps each weight with its layer", async () => {
    const document = reducedNetwork("resnet-cifar-20", 4);
    const { document: read, weights } = await throughForeign(document, NUMBERED);
    const first = ({ fullName }: { readonly fullName: string }) => weights.get(fullName)?.read()[0];
    const numbers = placedWeights(document).map((_, index) => index);
    expect(placedWeights(read).map(first)).toEqual(numbers);
  });
});

/** What no catalogue network has. */
const OTHERS: readonly { what: string; write(builder: GraphBuilder): void; opens: readonly string[] }[] = [
  {
    what: "gates of squeeze and excitation",
    write(builder) {
      builder.block("stem", "conv-unit", { filters: 32 });
      builder.block("se", "squeeze-excite", {
        filters: 32,
        reduced: 8,
        form: "pointwise",
        gate: "hard-sigmoid",
      });
    },
    opens: ["conv: conv-unit", "gate: squeeze-excite"],
  },
  {
    what: "units of layers that no block of the catalogue has",
    write(builder) {
      for (const name of ["a", "b", "c"]) {
        builder.layer(`${name}_conv`, "conv2d", { filters: 8 });
        builder.layer(`${name}_bn`, "batch-norm");
        builder.layer(`${name}_act`, "leaky-relu");
      }
    },
    opens: ["conv: Convolution + BN + Leaky ReLU ×3"],
  },
  {
    what: "residual units, and the same in the open where the map shrinks",
    write(builder) {
      for (const [index, stride] of [1, 2, 1, 2, 1].entries()) {
        const input = index === 0 ? builder.layer("stem", "conv2d", { filters: 8 }) : builder.last;
        builder.layer(`expand_${index}`, "conv2d", { filters: 16, kernel: [1, 1], padding: "valid" });
        builder.layer(`act_${index}`, "relu6");
        builder.layer(`depthwise_${index}`, "depthwise-conv2d", { stride: [stride, stride] });
        builder.layer(`act2_${index}`, "relu6");
        builder.layer(`project_${index}`, "conv2d", { filters: 8, kernel: [1, 1], padding: "valid" });
        if (stride === 1) builder.layer(`add_${index}`, "add", {}, [input, builder.last]);
      }
    },
    opens: [
      "Conv_0: conv2d",
      "block1: Residual block",
      "unit1: Unit without shortcut",
      "block2: Residual block",
      "unit2: Unit without shortcut",
      "block3: Residual block",
    ],
  },
  {
    what: "blocks in which each layer reads all before it",
    write(builder) {
      const maps = [builder.layer("stem", "conv2d", { filters: 8 })];
      for (let index = 0; index < 6; index++) {
        if (index > 0) builder.layer(`join_${index}`, "concat", {}, maps);
        builder.layer(`bn_${index}`, "batch-norm");
        builder.layer(`conv_${index}`, "conv2d", { filters: 16, kernel: [1, 1], padding: "valid" });
        builder.layer(`relu_${index}`, "relu");
        maps.push(builder.layer(`conv2_${index}`, "conv2d", { filters: 4 }));
      }
      builder.layer("join", "concat", {}, maps);
      builder.layer("transition", "conv2d", { filters: 8 });
      for (let index = 0; index < 8; index++)
        builder.layer(`last_${index}`, "conv2d", { filters: 8 + index });
    },
    opens: ["Conv_0: conv2d", "block: Densely connected block"],
  },
];

describe("a network that the catalogue does not know", () => {
  test.each(OTHERS)("shows $what", async ({ write, opens }) => {
    const builder = createBuilder();
    builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
    write(builder);
    const document = { ...emptyDocument("other"), graph: builder.build() };
    const read = (await throughForeign(document, NUMBERED)).document;
    expect(outline(read).slice(0, opens.length + 1)).toEqual(["input: input", ...opens]);
    expect(substance(read)).toEqual(substance(document));
  });
});

describe("a file whose names say where layers stand", () => {
  test.each([
    {
      what: "words parted by other signs than slashes become blocks",
      rename: (path: string) => `resnet_${path.replaceAll("/", "_")}`,
      blocks: ["stage1: Residual stage", "stage2: Residual stage", "stage3: Residual stage"],
      repeats: { "stage1/rest": 2, "stage2/rest": 2, "stage3/rest": 2 },
    },
    {
      what: "TensorFlow's operators within a layer, and what it calls the whole, are no blocks",
      rename: (path: string) => `StatefulPartitionedCall/resnet/${path.replaceAll("/", "_")}/FusedOperator`,
      blocks: ["stage1: Residual stage", "stage2: Residual stage", "stage3: Residual stage"],
      repeats: { "stage1/rest": 2, "stage2/rest": 2, "stage3/rest": 2 },
    },
    {
      what: "equal blocks whose names count are a row",
      rename: (path: string) =>
        path
          .replace(/\/first\//, "/block1/")
          .replace(/\/rest\/(\d)\//, (_, copy) => `/block${Number(copy) + 2}/`),
      blocks: ["stage1: Residual unit ×3", "stage2: Residual stage", "stage3: Residual stage"],
      repeats: { stage1: 3, "stage2/block2-3": 2, "stage3/block2-3": 2 },
    },
    {
      what: "blocks that share no name stay apart",
      rename: (path: string) =>
        path
          .replace(/\/first\//, "/one/")
          .replace(/\/rest\/(\d)\//, (_, copy) => `/${["two", "three"][Number(copy)]}/`),
      blocks: ["stage1: Residual stage", "stage2: Residual stage", "stage3: Residual stage"],
      repeats: {},
    },
  ])("$what", async ({ rename, blocks, repeats }) => {
    const document = reducedNetwork("resnet-cifar-20", 4);
    const read = (await throughForeign(document, (_index, _operator, path) => rename(path))).document;
    expect({
      blocks: outline(read).filter((line) => line.includes("stage")),
      repeats: repeatsIn(read),
    }).toEqual({ blocks, repeats });
    expect(substance(read)).toEqual(substance(document));
  });
});

/** As PyTorch names operators: where each module stands, and what it does last. */
const IN_PYTORCH = {
  "model/features/features.0/features.0.0": ["conv2d", { filters: 8 }],
  "model/features/features.0/features.0.2": ["silu", {}],
  "model/features/features.1/features.1.0/block/block.0/block.0.0": ["depthwise-conv2d", {}],
  "model/features/features.1/features.1.0/block/block.0/block.0.2": ["silu", {}],
  "model/features/features.1/features.1.0/block/block.1/block.1.0": ["conv2d", { filters: 8 }],
  "model/features/features.2/features.2.0/block/block.0/block.0.0": ["conv2d", { filters: 16 }],
  "model/features/features.2/features.2.0/block/block.0/block.0.2": ["silu", {}],
  "model/features/features.2/features.2.0/block/block.1/block.1.0": ["conv2d", { filters: 8 }],
  "model/features/features.2/features.2.1/block/block.0/block.0.0": ["conv2d", { filters: 16 }],
  "model/features/features.2/features.2.1/block/block.0/block.0.2": ["silu", {}],
  "model/features/features.2/features.2.1/block/block.1/block.1.0": ["conv2d", { filters: 8 }],
  "model/features/features.2/features.2.1": ["add", {}],
  model: ["channel-shuffle", { groups: 2 }],
  "model/pool": ["global-avg-pool", {}],
  "model/classifier/classifier.1": ["dense", { units: 10 }],
} as const;

test("a file of PyTorch opens without the boxes that hold a single thing, and says what its numbers are", async () => {
  const builder = createBuilder();
  const modules = Object.keys(IN_PYTORCH);
  builder.layer("input.1", "input", { height: 16, width: 16, channels: 4 });
  for (const [index, [type, params]] of Object.values(IN_PYTORCH).entries()) {
    const shortcut = type === "add" ? [{ node: "layer_7", port: 0 }, builder.last] : builder.last;
    builder.layer(`layer_${index}`, type, params, shortcut);
  }
  const document = { ...emptyDocument("other"), graph: builder.build() };
  const rename: Renaming = (_index, operator, path) => {
    const [, at = ""] = /^layer_(\d+)/.exec(path) ?? [];
    return `/${modules[Number(at)]}/${operator}`;
  };
  const { document: read, weights } = await throughForeign(document, rename);
  expect(inFull(read)).toEqual([
    "input: input",
    "features: features",
    "features/0: Convolution + SiLU",
    "features/0/0: conv2d",
    "features/0/2: silu",
    "features/1: Unit without shortcut",
    "features/1/0: Depthwise convolution + SiLU",
    "features/1/0/0: depthwise-conv2d",
    "features/1/0/2: silu",
    "features/1/1: conv2d",
    "features/2: Stage",
    "features/2/0: Unit without shortcut",
    "features/2/0/0: Convolution + SiLU",
    "features/2/0/0/0: conv2d",
    "features/2/0/0/2: silu",
    "features/2/0/1: conv2d",
    "features/2/1: Residual block",
    "features/2/1/block: Unit without shortcut",
    "features/2/1/block/0: Convolution + SiLU",
    "features/2/1/block/0/0: conv2d",
    "features/2/1/block/0/2: silu",
    "features/2/1/block/1: conv2d",
    "features/2/1/Add: add",
    "channel_shuffle: channel-shuffle",
    "pool: global-avg-pool",
    "classifier: dense",
  ]);
  expect(placedWeights(read).map(({ fullName }) => weights.has(fullName))).not.toContain(false);
  expect(substance(read)).toEqual(substance(document));
});
