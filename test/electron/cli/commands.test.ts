import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serializeProject } from "../../../shared/formats/project/serialize";
import { emptyDocument } from "../../../shared/graph/document";
import { networks, openNetwork } from "../../../shared/networks/registry";
import { graph, layer } from "../../helpers/graphs";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-cli-"));
  const own = graph(
    [
      layer("input", "input", { height: 28, width: 28, channels: 1 }),
      layer("conv", "conv2d", {
        filters: 8,
        kernel: [3, 3],
        stride: [1, 1],
        padding: "same",
        dilation: [1, 1],
        groups: 1,
        bias: true,
      }),
      layer("pool", "global-avg-pool", { keepDims: false }),
      layer("fc", "dense", { units: 10, bias: true }),
      layer("softmax", "softmax"),
    ],
    ["input>conv", "conv>pool", "pool>fc", "fc>softmax"],
  );
  const broken = {
    ...own,
    nodes: { ...own.nodes, fc: layer("fc", "dense", { units: 0, bias: true }) },
  };
  await writeFile(at("own.blockwise.json"), serializeProject({ ...emptyDocument("Own"), graph: own }));
  await writeFile(at("broken.json"), serializeProject({ ...emptyDocument("Broken"), graph: broken }));
  for (const id of ["googlenet", "nin-imagenet"]) {
    await writeFile(at(`${id}.json`), serializeProject(openNetwork(id)));
  }
  await writeFile(at("torn.json"), '{"format": "blockwise",\n "version": 1,');
});

afterAll(() => rm(folder, { recursive: true }));

describe("networks", () => {
  test("lists the whole catalogue with its numbers", async () => {
    const { code, out, err } = await run("networks", "--json");
    const rows = JSON.parse(out) as { id: string }[];
    expect({ code, err, ids: rows.map(({ id }) => id).sort() }).toEqual({
      code: 0,
      err: "",
      ids: networks.all.map(({ id }) => id).sort(),
    });
    expect(rows.find(({ id }) => id === "vgg-d")).toEqual({
      id: "vgg-d",
      family: "VGG",
      title: "VGG-D",
      year: 2014,
      params: 138357544,
      macs: 15470264320,
    });
  });

  test("is a table for people, with the convention under it", async () => {
    const { out } = await run("networks");
    expect(out).toMatch(/^Id +Title +Family +Year +Parameters +MACs\n─+/);
    expect(out).toMatch(/resnet-50 +ResNet-50 +ResNet +2015 +25,557,032 +4,089,184,256\n/);
    expect(out).toContain("FLOPs = 2 × MACs");
  });
});

describe("summary", () => {
  test.each([
    ["resnet-50", 25557032, 4089184256],
    ["googlenet", 6998552, 1582671872],
    ["vgg-d", 138357544, 15470264320],
    ["alexnet", 60965224, 724406816],
  ])("of %s has its published totals, and leaves that add up to them", async (id, params, macs) => {
    const { code, out, err } = await run("summary", id, "--json");
    const { layers, ...totals } = JSON.parse(out);
    const size = id === "alexnet" ? 227 : 224;
    expect({ code, err, ...totals }).toEqual({
      code: 0,
      err: "",
      id,
      input: [size, size, 3],
      params,
      trainableParams: params,
      macs,
    });
    const sum = (key: "params" | "macs") =>
      layers.reduce((total: number, each: Record<string, number>) => total + (each[key] ?? 0), 0);
    expect([sum("params"), sum("macs")]).toEqual([params, macs]);
  });

  test("lists the leaves in order by their nested paths", async () => {
    const { layers } = JSON.parse((await run("summary", "resnet-50", "--json")).out);
    expect(layers).toHaveLength(176);
    expect(layers.slice(0, 4)).toEqual([
      { path: "input", type: "input", output: [224, 224, 3], params: 0, macs: 0 },
      { path: "conv1/conv", type: "conv2d", output: [112, 112, 64], params: 9408, macs: 118013952 },
      { path: "conv1/bn", type: "batch-norm", output: [112, 112, 64], params: 128, macs: 0 },
      { path: "conv1/relu", type: "relu", output: [112, 112, 64], params: 0, macs: 0 },
    ]);
    expect(layers.find(({ path }: { path: string }) => path === "conv3_x/rest/2/conv2")).toEqual({
      path: "conv3_x/rest/2/conv2",
      type: "conv2d",
      output: [28, 28, 128],
      params: 147456,
      macs: 115605504,
    });
    expect(layers[layers.length - 2]).toEqual({
      path: "fc",
      type: "dense",
      output: [1000],
      params: 2049000,
      macs: 2048000,
    });
  });

  test("takes another image size and another number of classes", async () => {
    const { out } = await run("summary", "resnet-50", "--input", "320x256", "--classes", "37", "--json");
    const { input, params, layers } = JSON.parse(out);
    expect({ input, params, output: layers[layers.length - 1].output }).toEqual({
      input: [320, 256, 3],
      params: 23583845,
      output: [37],
    });
  });

  test("reads a file, and sets its input and its last layer likewise", async () => {
    const plain = JSON.parse((await run("summary", at("own.blockwise.json"), "--json")).out);
    expect({ id: plain.id, input: plain.input, params: plain.params }).toEqual({
      id: "own",
      input: [28, 28, 1],
      params: 80 + 90,
    });
    const set = ["--input", "20x30", "--classes", "5", "--json"];
    const changed = JSON.parse((await run("summary", at("own.blockwise.json"), ...set)).out);
    expect({ input: changed.input, params: changed.params, output: changed.layers[4].output }).toEqual({
      input: [20, 30, 1],
      params: 80 + 45,
      output: [5],
    });
  });

  test.each(["googlenet", "nin-imagenet"])("gives a saved %s the numbers of the catalogue's", async (id) => {
    const set = ["--input", "192x192", "--classes", "12", "--json"];
    const saved = JSON.parse((await run("summary", at(`${id}.json`), ...set)).out);
    const fresh = JSON.parse((await run("summary", id, ...set)).out);
    expect(saved).toEqual(fresh);
  });

  test("says at least, and fails, where a fault hides numbers", async () => {
    const { code, out, err } = await run("summary", at("broken.json"));
    expect(code).toBe(1);
    expect(out).toContain("Parameters: at least 80 (");
    expect(err).toBe(`1 problem in ${at("broken.json")}: totals say "at least"; see \`check\`.\n`);
  });

  test("is an aligned table for people", async () => {
    const { out } = await run("summary", at("own.blockwise.json"));
    expect(out).toMatchInlineSnapshot(`
      "Layer    Type              Output  Parameters    MACs
      ───────  ───────────────  ───────  ──────────  ──────
      input    input            28×28×1           0       0
      conv     conv2d           28×28×8          80  56,448
      pool     global-avg-pool        8           0       0
      fc       dense                 10          90      80
      softmax  softmax               10           0       0

      Parameters: 170 (trainable)
      MACs: 56,528 (multiply-adds of convolutions and dense layers for one image of 28×28×1; FLOPs = 2 × MACs)
      "
    `);
  });
});

describe("check", () => {
  test.each(["vgg-a", "own.blockwise.json"])("finds nothing wrong with %s", async (target) => {
    const { code, out, err } = await run("check", target.endsWith("json") ? at(target) : target);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^No problems in \d+ layers\.\n$/);
  });

  test("tells what is wrong, where, and what would mend it", async () => {
    const { code, out, err } = await run("check", at("broken.json"));
    expect({ code, out, err }).toEqual({
      code: 1,
      err: "",
      out: "fc: Units cannot be 0. Expected a whole number from 1 to 1000000, received 0.\n  → Reset units to 1000\n",
    });
  });

  test("does so for machines", async () => {
    const { code, out } = await run("check", at("broken.json"), "--json");
    expect({ code, found: JSON.parse(out) }).toEqual({
      code: 1,
      found: {
        id: "broken",
        problems: [
          {
            path: "fc",
            message: "Units cannot be 0.",
            expected: "a whole number from 1 to 1000000",
            received: "0",
            fixes: ["Reset units to 1000"],
          },
        ],
      },
    });
  });

  test("finds a network that an image is too small for", async () => {
    const { code, out } = await run("check", "alexnet", "--input", "20x20");
    expect(code).toBe(1);
    expect(out).toContain("window is larger than its padded input");
  });
});

describe("errors take one line", () => {
  test.each([
    [
      ["summary", "resnet-51"],
      1,
      'There is no network "resnet-51". Did you mean "resnet-50"? There is no file of that name either.',
    ],
    [["summary", "./nowhere.json"], 1, 'There is no file "./nowhere.json".'],
    [
      ["summary", "."],
      1,
      ". is a folder. Expected a project, another program's model or the id of a network.",
    ],
    [
      ["summary", "alexnet", "--classes", "0"],
      1,
      "Classes cannot be 0. Expected a whole number from 1 to 100000, received 0.",
    ],
    [
      ["summary", "alexnet", "--input", "0x10"],
      1,
      "Input height cannot be 0. Expected a whole number from 1 to 4096, received 0.",
    ],
    [
      ["summary", "alexnet", "--input", "large"],
      2,
      "Option '--input <HxW>' argument 'large' is invalid. Expected height and width, such as 320x256.",
    ],
    [
      ["summary", "alexnet", "--classes", "-3"],
      2,
      "Option '--classes <N>' argument '-3' is invalid. Expected a whole number.",
    ],
    [["summary", "alexnet", "--colour"], 2, "Unknown option '--colour'"],
    [["summary"], 2, "Missing required argument 'ID|FILE'"],
    [["sumary", "alexnet"], 2, "Unknown command 'sumary' (Did you mean summary?)"],
    [["check", "alexnet", "vgg-a"], 2, "Too many arguments for 'check'. Expected 1 argument but got 2."],
  ] as const)("%j", async (args, code, message) => {
    expect(await run(...args)).toEqual({ code, out: "", err: `${message}\n` });
  });

  test("a torn file names its line", async () => {
    const { code, out, err } = await run("summary", at("torn.json"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("line 2, column 15: This is not JSON. Expected a name in double quotes");
    expect(err.split("\n")).toHaveLength(2);
  });

  test("a value out of range for a file is refused, not saved as a problem", async () => {
    const { code, err } = await run("summary", at("own.blockwise.json"), "--classes", "0");
    expect({ code, err }).toEqual({
      code: 1,
      err: "Units cannot be 0. Expected a whole number from 1 to 1000000, received 0.\n",
    });
  });

  test("no command at all shows the help and counts as bad usage", async () => {
    const { code, out, err } = await run();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("Usage: blockwise [options] [command]");
  });

  test("help and version are results", async () => {
    const help = await run("--help");
    expect({ code: help.code, err: help.err }).toEqual({ code: 0, err: "" });
    for (const name of ["networks", "summary", "check"]) expect(help.out).toContain(name);
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
