import { runCommand } from "../commands/registry";
import { reportError } from "./errors";

/** Runs a command for a key, a button or a menu; what goes wrong is told. */
export function executeCommand(id: string): void {
  runCommand(id).catch(reportError);
}
