import { type Command, InvalidArgumentError, Option } from "commander";
import type { EpochReport, TrainEvent, TrainReport } from "../../shared/contracts/run";
import { runLogCsv, runLogJsonl } from "../../shared/formats/run-record/log";
import { writeBytes } from "./files";

export interface RunLogOptions {
  readonly log?: string;
}

/** By the ending of the file. */
const WRITERS = { ".csv": runLogCsv, ".jsonl": runLogJsonl } as const;
type Ending = keyof typeof WRITERS;

export function addLogOption(command: Command): Command {
  return command.addOption(
    new Option("--log <file>", "write the curves here, as .csv or .jsonl").argParser(logFile),
  );
}

export interface RunLogWriter {
  onEvent(event: TrainEvent): void;
  /** Also of a run that failed: how it came to that is of interest. */
  write(): Promise<void>;
}

/** `before` is what a run that is taken up had reported. */
export function createRunLog({ log }: RunLogOptions, before: readonly TrainEvent[] = []): RunLogWriter {
  const points: TrainReport[] = [];
  const epochs: EpochReport[] = [];
  const onEvent = (event: TrainEvent): void => {
    if (event.kind === "report") points.push(event);
    if (event.kind === "epoch") epochs.push(event);
  };
  for (const event of before) onEvent(event);
  return {
    onEvent,
    async write() {
      if (log === undefined) return;
      const text = WRITERS[endingOf(log) ?? ".csv"]({
        points,
        epochs: epochs.map(({ kind: _, ...epoch }) => epoch),
      });
      await writeBytes(log, new TextEncoder().encode(text).buffer as ArrayBuffer);
    },
  };
}

function endingOf(file: string): Ending | undefined {
  return (Object.keys(WRITERS) as Ending[]).find((ending) => file.toLowerCase().endsWith(ending));
}

function logFile(file: string): string {
  if (endingOf(file)) return file;
  throw new InvalidArgumentError("Expected a file that ends in .csv or .jsonl.");
}
