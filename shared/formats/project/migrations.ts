import { err, ok, type Result } from "../../base/result";
import type { ProjectFault } from "./faults";

type Data = Readonly<Record<string, unknown>>;

/**
 * Lifts the data of a file from version `to - 1` to version `to`. Never edited once released: a file written then
 * must mean now what it meant then.
 */
export interface Migration {
  readonly to: number;
  /** What changed in the shape of the data. */
  readonly name: string;
  migrate(data: Data): Data;
}

/** In order of `to`, from 2 on. */
export const MIGRATIONS: readonly Migration[] = [
  { to: 2, name: "parts can be frozen", migrate: (data) => ({ ...data, frozen: [] }) },
];

/** Lifts data of any older version to `current`, one migration after another. */
export function upgrade(
  data: Data,
  current: number,
  migrations: readonly Migration[] = MIGRATIONS,
): Result<Data, ProjectFault> {
  const { version } = data;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return err({
      path: "version",
      message: "The file does not say which version of the format it is.",
      expected: `a whole number from 1 to ${current}`,
      received: typeof version === "number" ? `${version}` : typeof version,
      remedy: `Put "version": ${current} beside "format" if the file was written by hand.`,
    });
  }
  if (version > current) {
    return err({
      path: "version",
      message: "The file was made by a newer Blockwise.",
      expected: `version ${current} or older`,
      received: `version ${version}`,
      remedy: "Update Blockwise to open it.",
    });
  }
  let lifted = data;
  for (let next = version + 1; next <= current; next++) {
    const migration = migrations.find(({ to }) => to === next);
    if (!migration) throw new Error(`No migration leads to version ${next}`);
    lifted = { ...migration.migrate(lifted), version: next };
  }
  return ok(lifted);
}
