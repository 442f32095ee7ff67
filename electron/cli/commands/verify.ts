import type { Engine } from "../../../shared/contracts/engine";
import {
  LARGEST_DIFFERENCE,
  type OutputDifference,
  type VerifyFileSpec,
} from "../../../shared/contracts/export";
import onnx from "../../../shared/formats/onnx/format";
import { shapeText } from "../../../shared/layers/shape";
import { seedOption, startEngine } from "../engine-options";
import { EXIT_FAILURE } from "../exit-codes";
import { addFormatOptions, formatParams } from "../format-options";
import { type LoadedDocument, loadDocument } from "../load-document";
import type { ModelFile } from "../model-file";
import { jsonOption, type NetworkOptions, TARGET, TARGET_HELP, withNetworkOptions } from "../options";
import type { CommandModule, Session } from "../session";
import { formatTable } from "../table";
import { matchOption, WEIGHTS_HELP, type WeightOptions, weightsFor } from "../weight-source";

interface VerifyOptions extends NetworkOptions, WeightOptions {
  readonly seed: number;
  readonly json?: boolean;
}

/** `verify`: whether ONNX Runtime makes of the exported network what our engine makes of it. */
const register: CommandModule = (program, session) => {
  const command = withNetworkOptions(program.command("verify"))
    .description(
      "compare ONNX Runtime with our engine on an ONNX file as it is, or on a network exported for it; exit code 1 if they differ",
    )
    .argument(`<${TARGET}>`, TARGET_HELP)
    .option("--weights <file>", WEIGHTS_HELP)
    .addOption(matchOption())
    .addOption(seedOption())
    .addOption(jsonOption());
  addFormatOptions(command, [onnx]);
  command.action((target: string, options: VerifyOptions) => verify(target, options, session));
};

export default register;

async function verify(target: string, options: VerifyOptions, session: Session): Promise<void> {
  const { json, seed } = options;
  const loaded = await loadDocument(target, options);
  const asItIs = fileToVerify(loaded, options);
  const engine = await startEngine("wasm");
  try {
    const outputs = asItIs
      ? await engine.verifyFile({ ...modelOf(asItIs), seed })
      : await verifyExport(loaded, options, engine, session);
    const agrees = outputs.every(({ difference }) => difference <= LARGEST_DIFFERENCE);
    if (json) session.out(`${JSON.stringify({ id: loaded.id, agrees, outputs })}\n`);
    else session.out(table(outputs, agrees));
    if (!agrees) session.end(EXIT_FAILURE);
  } finally {
    await engine.dispose();
  }
}

/** Somebody else may have written it: ONNX Runtime runs it as it is, unless another network or other weights are asked for. */
function fileToVerify(
  { model }: LoadedDocument,
  { input, classes, weights }: VerifyOptions,
): ModelFile | null {
  const isChanged = input !== undefined || classes !== undefined || weights !== undefined;
  return model?.format.isVerifiable && !isChanged ? model : null;
}

function modelOf({ bytes, besides, network }: ModelFile): Omit<VerifyFileSpec, "seed"> {
  // So that every file that they stand in is there.
  for (const weight of network.weights.values()) weight.read();
  return { model: bytes, files: besides };
}

async function verifyExport(
  loaded: LoadedDocument,
  options: VerifyOptions,
  engine: Engine,
  session: Session,
): Promise<readonly OutputDifference[]> {
  const params = formatParams(onnx, { ...options });
  const weights = await weightsFor(loaded, options, session);
  return engine.verify({ document: loaded.document, seed: options.seed, options: { ...params }, ...weights });
}

function table(outputs: readonly OutputDifference[], agrees: boolean): string {
  const columns = [
    { title: "Output", align: "left" },
    { title: "Shape", align: "right" },
    { title: "Largest difference", align: "right" },
  ] as const;
  const rows = outputs.map(({ name, shape, difference }) => [
    name,
    shapeText(shape as Parameters<typeof shapeText>[0]),
    Number.isFinite(difference) ? difference.toExponential(1) : "not comparable",
  ]);
  const verdict = agrees ? "agree" : "DIFFER";
  return [
    formatTable(columns, rows),
    `ONNX Runtime and our engine ${verdict}: differences are relative to the largest number, and up to ${LARGEST_DIFFERENCE} is rounding.`,
    "",
  ].join("\n");
}
