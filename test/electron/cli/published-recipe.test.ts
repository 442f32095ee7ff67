import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import {
  addPublishedOption,
  type PublishedOptions,
  withPublishedRecipe,
} from "../../../electron/cli/published-recipe";
import { addRecipeOptions, recipeOf } from "../../../electron/cli/recipe-options";
import { addLogOption, createRunLog } from "../../../electron/cli/run-log";
import { emptyDocument } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";
import { report } from "../../renderer/state/fake-client";

function parse(...args: string[]) {
  const command = addLogOption(addPublishedOption(addRecipeOptions(new Command())))
    .option("--batch <N>", "", Number, 32)
    .option("--epochs <N>", "", Number, 5)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: "user" });
  return { command, options: command.opts<PublishedOptions & { readonly log?: string }>() };
}

function published(...args: string[]) {
  const { command, options } = parse("--recipe", "published", ...args);
  return withPublishedRecipe(options, command, openNetwork("resnet-cifar-20"), 4000);
}

test("the paper's recipe takes the place of what was not said, and what changed is told", () => {
  const { options, told } = published();
  expect({ batch: options.batch, augment: options.augment, ...recipeOf(options, 155, 31) }).toEqual({
    batch: 128,
    augment: [
      { kind: "crop", padding: 4 },
      { kind: "flip", probability: 0.5 },
    ],
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.1,
    schedule: { kind: "milestones", warmup: 0, factor: 0.1, at: [78, 116] },
    weightDecay: 0.0001,
  });
  expect(told).toEqual([
    "As published (He et al. 2016).",
    "5 epochs instead of 64000 iterations; the rate moves in proportion.",
  ]);
});

test("what is said comes before it, and a smaller batch brings its rate", () => {
  const { options } = published("--batch", "32", "--weight-decay", "0");
  expect([options.batch, options.lr, options.weightDecay]).toEqual([32, 0.025, 0]);
  expect(published("--lr", "0.3").options.lr).toBe(0.3);
});

test("nothing changes where it is not asked for, and a network of one's own has none", () => {
  const { command, options } = parse();
  expect(withPublishedRecipe(options, command, emptyDocument("Mine"), 100).options).toBe(options);
  const asked = parse("--recipe", "published");
  expect(() => withPublishedRecipe(asked.options, asked.command, emptyDocument("Mine"), 100)).toThrow(
    /No published recipe is known of "Mine"/,
  );
});

test.each(["csv", "jsonl"])(
  "a log as %s holds each step, those before an interruption too",
  async (ending) => {
    const file = join(tmpdir(), `blockwise-log-${process.pid}.${ending}`);
    const log = createRunLog(parse("--log", file).options, [report(1)]);
    log.onEvent(report(2));
    log.onEvent({ kind: "epoch", step: 2, epoch: 1, testLoss: 0.5, testAccuracy: 0.75 });
    await log.write();
    const lines = (await readFile(file, "utf8")).trim().split(/\r?\n/);
    const expected =
      ending === "csv"
        ? ["2,0.5,0.5,0.01,100,1,0.5,0.75,,", 3]
        : [expect.stringContaining('"testAccuracy":0.75'), 2];
    expect([lines.at(-1), lines.length]).toEqual(expected);
  },
);

test("a log of another kind is refused", () => {
  expect(() => parse("--log", "curves.txt")).toThrow(/csv or .jsonl/);
});
