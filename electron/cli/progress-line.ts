import { formatBytes } from "../../shared/base/format";
import type { Session } from "./session";

/** What takes less than this is over before anyone wonders. */
const PATIENCE_MS = 1000;

/** Tells on standard error how far along a file is, once a second, and nothing if it is quick. */
export function progressLine(session: Session, what: string, total: number | undefined) {
  let told = Date.now();
  let done = 0;
  return {
    advance(bytes: number): void {
      done += bytes;
      if (Date.now() - told < PATIENCE_MS) return;
      told = Date.now();
      const share = total ? ` of ${formatBytes(total)}, ${Math.floor((100 * done) / total)} %` : "";
      session.err(`${what}: ${formatBytes(done)}${share}\n`);
    },
  };
}
