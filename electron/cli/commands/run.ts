import { InvalidArgumentError, Option } from "commander";
import { assertExists, UserError } from "../../../shared/base/assert";
import { formatPercent } from "../../../shared/base/format";
import { softmaxRows } from "../../../shared/base/softmax-rows";
import type { BackendId, Batch } from "../../../shared/contracts/engine";
import { DEFAULT_DATA } from "../../../shared/contracts/run-defaults";
import { datasets } from "../../../shared/data/registry";
import { averageRows } from "../../../shared/engine/train/model-average";
import { writeNpy } from "../../../shared/formats/npy/write";
import { backendOption, countingNumber, seedOption, startEngine } from "../engine-options";
import { writeBytes } from "../files";
import { type LoadedDocument, loadDocument } from "../load-document";
import { classesOption, jsonOption, TARGET, TARGET_HELP } from "../options";
import { arranged, readInput } from "../read-input";
import type { CommandModule, Session } from "../session";
import { formatTable } from "../table";
import { matchOption, WEIGHTS_HELP, type WeightOptions, weightsFor } from "../weight-source";

interface RunOptions extends Pick<WeightOptions, "match"> {
  readonly weights?: readonly string[];
  readonly input: string;
  readonly size?: number;
  readonly classes?: number;
  readonly data: string;
  readonly output?: string;
  readonly seed: number;
  readonly backend?: BackendId;
  readonly json?: boolean;
}

const TOP = 5;

/** `run`: feeds a network one picture or an array, and shows what comes out on top or saves it all. */
const register: CommandModule = (program, session) => {
  program
    .command("run")
    .description("run a network on a picture or an array")
    .argument(`<${TARGET}>`, TARGET_HELP)
    .requiredOption(
      "--input <file>",
      "an array (.npy) as the network's own file arranges it, [n, c, h, w] unless it comes from Keras, one image also without n; or a picture (.png, .jpg)",
    )
    .addOption(
      new Option(
        "--weights <files>",
        `${WEIGHTS_HELP}; the probabilities of several, with commas between, are averaged`,
      ).argParser(fileList),
    )
    .addOption(matchOption())
    .addOption(classesOption())
    .addOption(
      new Option("--size <N>", "height and width of the images that the network takes").argParser(
        countingNumber,
      ),
    )
    .addOption(
      new Option("--data <name>", "whose class names and normalisation count")
        .default(DEFAULT_DATA.dataset)
        .choices(datasets.all.map(({ id }) => id)),
    )
    .option("-o, --output <file>", "save the raw output here (.npy)")
    .addOption(seedOption())
    .addOption(backendOption())
    .addOption(jsonOption())
    .action((target: string, options: RunOptions) => run(target, options, session));
};

export default register;

async function run(target: string, options: RunOptions, session: Session): Promise<void> {
  const { size, classes, seed } = options;
  const loaded = await loadDocument(target, {
    ...(size === undefined ? {} : { input: { height: size, width: size } }),
    ...(classes === undefined ? {} : { classes }),
  });
  const { document } = loaded;
  const { compilePlan } = await import("../../../shared/engine/plan");
  const { inputShape, endsInProbabilities, steps, output: end } = compilePlan(document);
  const dataset = datasets.require(options.data);
  const { model } = loaded;
  const axes = model?.network.axes ?? model?.format.axes ?? "channels-first";
  const given = model?.network.outputs?.find(({ path }) => path === steps[end]?.path);
  const input = await readInput(options.input, { shape: inputShape, normalisation: dataset, axes });
  const engine = await startEngine(options.backend);
  try {
    const outputs: Batch[] = [];
    for (const file of options.weights ?? [undefined]) {
      const { weights: _, ...others } = options;
      const chosen = file === undefined ? others : { ...others, weights: file };
      await engine.load({ document, seed, ...(await weightsFor(loaded, chosen, session)) });
      outputs.push(await engine.run(input.batch));
    }
    const { output, scores } = combine(outputs, endsInProbabilities);
    const array = arranged(output, { ...input.arrangement, axes: given?.axes ?? axes });
    if (options.output) await writeBytes(options.output, writeNpy(array));
    const ranked = rowsOf(scores).map((row) => topOf(row, namesOf(loaded, dataset, row.length)));
    if (options.json) session.out(`${JSON.stringify({ shape: array.shape, top: ranked })}\n`);
    else if (!options.output) session.out(ranked.map(table).join("\n"));
  } finally {
    await engine.dispose();
  }
}

/** What is saved, and what is ranked: of one model its output as it is, of several their mean probabilities. */
function combine(
  outputs: readonly Batch[],
  endsInProbabilities: boolean,
): Record<"output" | "scores", Batch> {
  const probabilities = endsInProbabilities ? outputs : outputs.map(softmaxOf);
  const output = assertExists(outputs[0], "an output");
  const scores = assertExists(probabilities[0], "an output");
  if (outputs.length === 1) return { output, scores };
  if (!endsInProbabilities && scores.shape.length > 2) {
    throw new UserError(
      "The network ends in maps, not in probabilities that could be averaged. Give one file.",
    );
  }
  const data = averageRows(probabilities.map((each) => each.data));
  const average = { shape: scores.shape, data };
  return { output: average, scores: average };
}

function softmaxOf({ shape, data }: Batch): Batch {
  return { shape, data: softmaxRows(data, data.length / (shape[0] ?? 1)) };
}

interface Ranked {
  readonly index: number;
  /** Null where the dataset names no such class. */
  readonly name: string | null;
  readonly probability: number;
}

/** As the network's own file says, else as the dataset does. */
function namesOf(
  { model }: LoadedDocument,
  dataset: ReturnType<typeof datasets.require>,
  classes: number,
): readonly string[] {
  const own = model?.network.classNames;
  if (own?.length === classes) return own;
  return classes <= dataset.maxClasses ? dataset.classNames(classes) : [];
}

function rowsOf({ shape, data }: Batch): readonly Float32Array[] {
  const [count = 1] = shape;
  const size = data.length / count;
  return Array.from({ length: count }, (_, row) => data.subarray(row * size, (row + 1) * size));
}

function topOf(probabilities: Float32Array, names: readonly string[]): readonly Ranked[] {
  return Array.from(probabilities, (probability, index) => ({
    index,
    name: names[index] ?? null,
    probability,
  }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, TOP);
}

function table(ranked: readonly Ranked[]): string {
  const columns = [
    { title: "Class", align: "left" },
    { title: "Probability", align: "right" },
  ] as const;
  const cells = ranked.map(({ index, name, probability }) => [
    name ?? `${index}`,
    formatPercent(probability),
  ]);
  return formatTable(columns, cells);
}

function fileList(text: string): readonly string[] {
  const files = text.split(",").filter((file) => file !== "");
  if (files.length > 0) return files;
  throw new InvalidArgumentError("Expected a file, or several with commas between.");
}
