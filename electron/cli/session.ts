import type { Command } from "commander";

/** Where a command's words go, and what it ends with. Tests hand in their own. */
export interface Session {
  /** Standard output: the result alone. */
  out(text: string): void;
  /** Standard error: what went wrong, or how far along a long command is. */
  err(text: string): void;
  /** Ends the program with this code once the command is through. */
  end(code: number): void;
}

/** A file in `commands/`: adds its command to the program. */
export type CommandModule = (program: Command, session: Session) => void;
