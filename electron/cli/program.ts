import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { errorMessage } from "../../shared/base/assert";
import { EXIT_FAILURE, EXIT_USAGE } from "./exit-codes";
import type { CommandModule, Session } from "./session";

const commands = import.meta.glob<CommandModule>("./commands/*.ts", { eager: true, import: "default" });

/** Runs one command line and gives the exit code: 0, 1 for what failed, 2 for what was asked wrongly. */
export async function runCli(args: readonly string[], streams: Omit<Session, "end">): Promise<number> {
  let code = 0;
  const session: Session = {
    ...streams,
    end(given) {
      code = given;
    },
  };
  try {
    await createProgram(session).parseAsync(args, { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) {
      session.err(`${oneLine(errorMessage(thrown))}\n`);
      return EXIT_FAILURE;
    }
    return thrown.exitCode === 0 ? 0 : EXIT_USAGE;
  }
}

function createProgram(session: Session): Command {
  const program = new Command("blockwise")
    .description("Convolutional networks on the command line: their numbers, their faults, training and use.")
    .version(version)
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => session.out(text),
      writeErr: (text) => session.err(text),
      outputError: (text, write) => write(`${oneLine(text.replace(/^error: /, ""))}\n`),
    });
  for (const register of Object.values(commands)) register(program, session);
  return program;
}

/** Errors take one line, whatever their message holds. */
function oneLine(text: string): string {
  const line = text.trim().replace(/\s*\n\s*/g, " ");
  return line.charAt(0).toUpperCase() + line.slice(1);
}
