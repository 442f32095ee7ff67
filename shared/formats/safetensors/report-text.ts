import { isWhole, type MatchReport } from "../../contracts/weight-match";
import { axesText } from "./match";

/** Names in one line before the rest is only counted. */
const SHOWN = 6;

/** What a file gave to a network, for the command line: one line, and one more for all that differs. */
export function reportText(file: string, report: MatchReport): string {
  const { strategy, matched, missing, mismatched, unexpected } = report;
  const count = matched.length + missing.length + mismatched.length;
  const how = strategy === "strict" ? "by name, and nothing is left over" : `by ${strategy}`;
  const lines = [`${file}: ${matched.length} of ${count} weights matched ${how}.`];
  if (!isWhole(report)) {
    const own = missing.map(({ name, shape }) => `${name} ${axesText(shape)}`);
    const other = mismatched.map(
      ({ name, shape, found }) => `${name} ${axesText(shape)}, in the file ${axesText(found)}`,
    );
    const left = unexpected.map(({ name, shape }) => `${name} ${axesText(shape)}`);
    lines.push(
      ...lineOf("Missing in the file, so drawn from the seed", own),
      ...lineOf("Of another shape, so drawn from the seed", other),
      ...lineOf("In the file and not used", left),
    );
  }
  return `${lines.join("\n")}\n`;
}

function lineOf(title: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length - SHOWN;
  return [`  ${title}: ${names.slice(0, SHOWN).join("; ")}${more > 0 ? `; and ${more} more` : ""}.`];
}
