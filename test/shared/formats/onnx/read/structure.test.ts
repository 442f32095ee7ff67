import { describe, expect, test } from "vitest";
import { placedWeights } from "../../../../../shared/analysis/unfold";
import { NUMBERED, outline, repeatsIn, substance, throughForeign } from "../../../../helpers/foreign-onnx";
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
    "Flatten_173: global-avg-pool",
    "Gemm_174: dense",
  ],
  "vgg-d": [
    "stage1: vgg-stage",
    "stage2: vgg-stage",
    "stage3: vgg-stage",
    "stage4: vgg-stage ×2",
    "Flatten_31: flatten",
    "fc: dense-stage ×2",
    "Gemm_38: dense",
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
    "Flatten_139: global-avg-pool",
    "Dropout_140: dropout",
    "Gemm_141: dense",
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
    "Flatten_82: global-avg-pool",
    "Gemm_83: dense",
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

describe("a file whose names say where layers stand", () => {
  test.each([
    {
      what: "words parted by other signs than slashes become blocks",
      rename: (path: string) => `resnet_${path.replaceAll("/", "_")}`,
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
