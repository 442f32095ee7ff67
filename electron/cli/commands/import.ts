import { createAnalyser } from "../../../shared/analysis/analyse";
import { formatInteger } from "../../../shared/base/format";
import { serializeProject } from "../../../shared/formats/project/serialize";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";
import { writeBytes } from "../files";
import { knownModels, readModel } from "../model-file";
import type { CommandModule, Session } from "../session";

interface ImportOptions {
  readonly output: string;
  readonly weights?: string;
}

/** `import`: a file of another program as a project, and its weights as safetensors. */
const register: CommandModule = (program, session) => {
  program
    .command("import")
    .description("read another program's model as a project")
    .argument("<FILE>", `${knownModels()}, its weights inside or beside it`)
    .requiredOption("-o, --output <file>", "the project file to write")
    .option("--weights <file>", "write the weights here, as safetensors")
    .action((file: string, options: ImportOptions) => read(file, options, session));
};

export default register;

async function read(file: string, { output, weights }: ImportOptions, session: Session): Promise<void> {
  const { network } = await readModel(file);
  const { document, assumedSize } = network;
  await writeBytes(output, new TextEncoder().encode(serializeProject(document)).buffer);
  const { params, leaves } = createAnalyser().analyse(document).totals;
  session.out(`${output}  ${formatInteger(leaves)} layers, ${formatInteger(params)} parameters\n`);
  if (assumedSize)
    session.out(`The file leaves the size of its images open: ${assumedSize.join("×")} was assumed.\n`);
  if (weights === undefined) return;
  const read = [...network.weights].map(
    ([name, stored]) => [name, { shape: stored.shape, data: stored.read() }] as const,
  );
  const bytes = writeSafetensors(new Map(read));
  await writeBytes(weights, bytes);
  session.out(`${weights}  ${formatInteger(read.length)} weights\n`);
}
