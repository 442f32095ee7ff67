import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placedWeights } from "../../../shared/analysis/unfold";
import { isWhole, MATCH_STRATEGIES } from "../../../shared/contracts/weight-match";
import { matchWeights, requireMatch } from "../../../shared/formats/safetensors/match";
import { openNetwork } from "../../../shared/networks/registry";
import torchvision from "../../fixtures/torchvision-resnet18.json";

interface Shaped {
  readonly shape: readonly number[];
}

const resnet18 = placedWeights(openNetwork("resnet-18"));
const theirs = torchvision as [string, number[]][];

/** As a PyTorch program keeps its weights. */
const stateDict = new Map<string, Shaped>(theirs.map(([name, shape]) => [name, { shape }]));

/** As the usual writer of safetensors lays them down. */
function sorted(arrays: ReadonlyMap<string, Shaped>): Map<string, Shaped> {
  return new Map([...arrays].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function own(weights = resnet18): Map<string, Shaped> {
  return new Map(weights.map(({ fullName, shape }) => [fullName, { shape }]));
}

/** torchvision's name of each of our layers, said once more by hand. */
function torchvisionName(ours: string): string {
  return ours
    .replace("conv1.conv.", "conv1.")
    .replace("conv1.bn.", "bn1.")
    .replace(
      /^conv(\d)_x\.(first|rest)\./,
      (_, stage, unit) => `layer${stage - 1}.${unit === "first" ? 0 : 1}.`,
    )
    .replace("projection.", "downsample.0.")
    .replace("projection_bn.", "downsample.1.");
}

describe("weights of torchvision's ResNet-18", () => {
  test.each([
    { file: "in the order of the program", arrays: stateDict },
    { file: "sorted by name", arrays: sorted(stateDict) },
  ])("all find their layers by order, $file", ({ arrays }) => {
    const report = matchWeights(resnet18, arrays, "order");
    expect({ whole: isWhole(report), count: report.matched.length }).toEqual({ whole: true, count: 102 });
    expect(report.matched).toEqual(
      resnet18.map(({ fullName }) => ({ name: fullName, from: torchvisionName(fullName) })),
    );
  });

  test("leave a head for other classes alone", () => {
    const ten = placedWeights(openNetwork("resnet-18", { classes: 10 }));
    const { matched, missing, mismatched, unexpected } = matchWeights(ten, stateDict, "order");
    expect({ matched: matched.length, missing, mismatched, unexpected }).toEqual({
      matched: 100,
      missing: [
        { name: "fc.weight", shape: [10, 512] },
        { name: "fc.bias", shape: [10] },
      ],
      mismatched: [],
      unexpected: [
        { name: "fc.weight", shape: [1000, 512] },
        { name: "fc.bias", shape: [1000] },
      ],
    });
  });

  test("are refused as they are, and the way out is told", () => {
    expect(() => requireMatch(resnet18, stateDict)).toThrow(
      /"conv1.conv.weight" is missing; .* and \d+ more\. Load .* by name or by order/,
    );
  });
});

test("every network takes its own weights whole, however they are matched", () => {
  const document = openNetwork("googlenet");
  const weights = placedWeights(document);
  for (const strategy of MATCH_STRATEGIES) {
    const report = matchWeights(weights, own(weights), strategy);
    const same = weights.map(({ fullName }) => ({ name: fullName, from: fullName }));
    expect(report).toEqual({ strategy, matched: same, missing: [], mismatched: [], unexpected: [] });
  }
});

test("by name, a head of another width keeps its own weights", () => {
  const ten = placedWeights(openNetwork("resnet-18", { classes: 10 }));
  const report = matchWeights(ten, own(), "name");
  const names = ten.slice(-2).map(({ fullName }) => fullName);
  expect({ matched: report.matched.length, mismatched: report.mismatched, rest: report.missing }).toEqual({
    matched: 100,
    mismatched: [
      { name: names[0], shape: [10, 512], found: [1000, 512] },
      { name: names[1], shape: [10], found: [1000] },
    ],
    rest: [],
  });
});

test("a file that has nothing for the network is refused, by name and by order", () => {
  const other = new Map([["a.weight", { shape: [7, 7] }]]);
  for (const strategy of ["name", "order"] as const) {
    expect(() => requireMatch(resnet18, other, strategy)).toThrow(`Nothing in the file fits this network`);
  }
});

/** Kernels and norms of few shapes, so that many are alike. */
const layer = fc.record({
  name: fc.string({ unit: fc.constantFrom("a", "b", "1", "2"), minLength: 1, maxLength: 4 }),
  shape: fc.constantFrom([4, 4, 3, 3], [4, 4, 1, 1], [8, 4], [4]),
  bias: fc.boolean(),
});
const network = fc.uniqueArray(layer, { selector: ({ name }) => name, maxLength: 12 }).map((made) =>
  made.flatMap(({ name, shape, bias }) => {
    const kernel = { fullName: `${name}.weight`, shape: shape as readonly number[] };
    return bias ? [kernel, { fullName: `${name}.bias`, shape: shape.slice(0, 1) }] : [kernel];
  }),
);

describe("for any two networks", () => {
  test("each weight is told of once, and each array of the file once", () => {
    fc.assert(
      fc.property(network, network, fc.constantFrom(...MATCH_STRATEGIES), (ours, given, strategy) => {
        const file = new Map(given.map(({ fullName, shape }) => [fullName, { shape }]));
        const report = matchWeights(ours, file, strategy);
        const names = [...report.matched, ...report.missing, ...report.mismatched].map(({ name }) => name);
        expect(names.toSorted()).toEqual(ours.map(({ fullName }) => fullName).toSorted());
        const used = report.matched.map(({ from }) => from);
        expect(new Set(used).size).toBe(used.length);
        for (const { name, from } of report.matched) {
          const weight = ours.find(({ fullName }) => fullName === name);
          expect(file.get(from)?.shape).toEqual(weight?.shape);
        }
        for (const { name } of report.unexpected) expect(used).not.toContain(name);
      }),
      { numRuns: 200 },
    );
  });

  test("by order, other names change nothing", () => {
    fc.assert(
      fc.property(network, fc.boolean(), (ours, isSorted) => {
        const modules = [...new Set(ours.map(({ fullName }) => fullName.split(".")[0] as string))];
        // Falling, so that they do not look sorted, or sorted by their numbers alone: unit10 stands in front of unit2.
        const renamed = (name: string) => {
          const [module = "", part] = name.split(".");
          const at = modules.indexOf(module);
          return isSorted ? `unit${at}.${part}` : `${String.fromCharCode(122 - at)}.${part}`;
        };
        const file = new Map(ours.map(({ fullName, shape }) => [renamed(fullName), { shape }]));
        const { matched } = matchWeights(ours, isSorted ? sorted(file) : file, "order");
        expect(matched).toEqual(ours.map(({ fullName }) => ({ name: fullName, from: renamed(fullName) })));
      }),
      { numRuns: 200 },
    );
  });
});
