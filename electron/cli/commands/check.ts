import { createAnalyser } from "../../../shared/analysis/analyse";
import type { Problem } from "../../../shared/analysis/types";
import { unrunnable } from "../../../shared/analysis/unrunnable";
import { formatInteger } from "../../../shared/base/format";
import { EXIT_FAILURE } from "../exit-codes";
import { loadDocument } from "../load-document";
import { jsonOption, type NetworkOptions, TARGET, TARGET_HELP, withNetworkOptions } from "../options";
import type { CommandModule } from "../session";

/** `check`: what is wrong with a network, where, and what would mend it. */
const register: CommandModule = (program, session) => {
  withNetworkOptions(program.command("check"))
    .description("list the problems of a network; exit code 1 if there are any")
    .argument(`<${TARGET}>`, TARGET_HELP)
    .addOption(jsonOption())
    .action(async (target: string, { json, ...options }: NetworkOptions & { json?: boolean }) => {
      const { id, document } = await loadDocument(target, options);
      const analysis = createAnalyser().analyse(document);
      const { problems, totals } = analysis;
      // These can be drawn and exported, so they are no problems of the network.
      const stopping = unrunnable(analysis);
      if (json) {
        const found = {
          ...{ id, problems: problems.map(plain) },
          ...(stopping.length > 0 ? { unrunnable: stopping.map(({ path }) => path) } : {}),
        };
        session.out(`${JSON.stringify(found, null, 2)}\n`);
      } else if (problems.length === 0) {
        session.out(`No problems in ${formatInteger(totals.leaves)} layers.\n${stopping.map(text).join("")}`);
      } else {
        session.out(problems.map(text).join(""));
      }
      if (problems.length > 0) session.end(EXIT_FAILURE);
    });
};

export default register;

function plain({ path, message, expected, received, fixes }: Problem) {
  return { path, message, expected, received, fixes: fixes.map(({ label }) => label) };
}

function text({ path, message, expected, received, fixes }: Problem): string {
  const remedies = fixes.map(({ label }) => `  → ${label}\n`);
  return `${path}: ${message} Expected ${expected}, received ${received}.\n${remedies.join("")}`;
}
