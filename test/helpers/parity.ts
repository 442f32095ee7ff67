import { formatTable } from "../../electron/cli/table";
import { LARGEST_DIFFERENCE } from "../../shared/contracts/export";

/** What one test found out about one network, written by somebody else's software. Tests leave it in their `meta`. */
export interface Parity {
  /** By its id, with the parameters that are not its usual ones. */
  readonly network: string;
  /** Whose software: the head of the column. */
  readonly against: string;
  /** The largest difference, over the largest number there is; or words where nothing was computed. */
  readonly found: number | string;
  /** What was compared, by the head of its column: the same for all software. */
  readonly what?: Readonly<Record<string, string>>;
}

declare module "vitest" {
  interface TaskMeta {
    parity?: Parity;
  }
}

/** One row for each network in the order in which they came, one column for each software, and the worst below. */
export function parityTable(found: readonly Parity[]): string {
  const names = [...new Set(found.map(({ network }) => network))];
  const heads = [...new Set(found.flatMap(({ what = {} }) => Object.keys(what)))];
  const judges = [...new Set(found.map(({ against }) => against))];
  const rows = names.map((name) => {
    const own = found.filter(({ network }) => network === name);
    const what = Object.assign({}, ...own.map((each) => each.what)) as Record<string, string>;
    const verdicts = judges.map((judge) => own.find(({ against }) => against === judge)?.found);
    return [name, ...heads.map((head) => what[head] ?? ""), ...verdicts.map(verdictText)];
  });
  const columns = [
    { title: "Network", align: "left" },
    ...[...heads, ...judges].map((title) => ({ title, align: "right" }) as const),
  ] as const;
  return [formatTable(columns, rows), ...judges.map((judge) => summary(judge, found))].join("");
}

function verdictText(found: number | string | undefined): string {
  return typeof found === "number" ? found.toExponential(1) : (found ?? "");
}

function summary(judge: string, found: readonly Parity[]): string {
  const numbers = found
    .filter(({ against }) => against === judge)
    .flatMap(({ network, found: difference }) =>
      typeof difference === "number" ? [{ network, difference }] : [],
    )
    .sort((a, b) => b.difference - a.difference);
  const [worst] = numbers;
  if (!worst) return "";
  const middle = numbers[Math.floor(numbers.length / 2)] ?? worst;
  return (
    `${judge}: ${numbers.length} networks, the largest difference ${verdictText(worst.difference)} ` +
    `(${worst.network}), the median ${verdictText(middle.difference)}; at most ${LARGEST_DIFFERENCE} is rounding.\n`
  );
}
