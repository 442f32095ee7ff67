import { basename, dirname, extname, join } from "node:path";
import { Option } from "commander";
import { version } from "../../../package.json";
import { UserError } from "../../../shared/base/assert";
import { formatBytes } from "../../../shared/base/format";
import type { AnyExportFormat } from "../../../shared/formats/define";
import { exportFormats, exportGroups } from "../../../shared/formats/registry";
import { seedOption } from "../engine-options";
import { type FigureChoice, figureContext, withFigureOptions, withUnfolded } from "../figure";
import { writeChunks } from "../files";
import { addFormatOptions, formatParams } from "../format-options";
import { loadDocument } from "../load-document";
import { type NetworkOptions, TARGET, TARGET_HELP, withNetworkOptions } from "../options";
import { progressLine } from "../progress-line";
import type { CommandModule, Session } from "../session";
import { matchOption, WEIGHTS_HELP, type WeightOptions, weightSource } from "../weight-source";

interface ExportOptions extends NetworkOptions, WeightOptions, FigureChoice {
  readonly to?: string;
  readonly output: string;
  readonly seed: number;
}

/** `export`: writes a network for other programs, weights included where the format holds them. */
const register: CommandModule = (program, session) => {
  const command = withNetworkOptions(program.command("export"))
    .description("write a network for other programs")
    .argument(`<${TARGET}>`, TARGET_HELP)
    .requiredOption("-o, --output <file>", "where to; further files are named after it")
    .addOption(
      new Option("--to <format>", "the kind of file; told from its ending if not given").choices(
        exportGroups.flatMap(({ formats }) => formats.map(({ id }) => id)),
      ),
    )
    .option("--weights <file>", WEIGHTS_HELP)
    .addOption(matchOption())
    .addOption(seedOption());
  withFigureOptions(addFormatOptions(command));
  command.action((target: string, options: ExportOptions) => write(target, options, session));
};

export default register;

async function write(target: string, options: ExportOptions, session: Session): Promise<void> {
  const { output } = options;
  const format = formatFor(options);
  const params = formatParams(format, { ...options });
  const loaded = await loadDocument(target, options);
  const document = withUnfolded(loaded.document, options.unfold ?? []);
  const figure = figureContext(format, document, options);
  const source = await weightSource(loaded, options, session);
  const name = basename(output, extname(output));
  const classNames = options.classes === undefined ? loaded.model?.network.classNames : null;
  const files = await format.write({
    document,
    name,
    options: params,
    weights: source,
    version,
    ...(classNames ? { classNames } : {}),
    ...(figure ? { figure } : {}),
  });
  const caution = format.caution?.(document);
  if (caution) session.err(`${caution}\n`);
  for (const [index, file] of files.entries()) {
    const path = index === 0 ? output : join(dirname(output), file.name);
    const progress = progressLine(session, `Writing ${path}`, file.size);
    const bytes = await writeChunks(path, file.chunks(), progress.advance);
    session.out(`${path}  ${formatBytes(bytes)}\n`);
  }
}

function formatFor({ to, output }: ExportOptions): AnyExportFormat {
  if (to !== undefined) return exportFormats.require(to);
  const ending = extname(output).slice(1).toLowerCase();
  const format = exportFormats.all.find(({ extension }) => extension === ending);
  if (format) return format;
  const known = exportFormats.all.map(({ id }) => id).join(", ");
  throw new UserError(`The ending of ${output} does not tell the format. Name it with --to: ${known}.`);
}
