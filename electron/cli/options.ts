import { type Command, InvalidArgumentError, Option } from "commander";
import { knownModels } from "./model-file";

/** What every command that opens a network can change about it. */
export interface NetworkOptions {
  readonly input?: ImageSize;
  readonly classes?: number;
}

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export const TARGET = "ID|FILE";
export const TARGET_HELP = `a network of the catalogue (see \`networks\`), a project, or a model of another program: ${knownModels()}`;

export function inputOption(): Option {
  return new Option("--input <HxW>", "height and width of the images, such as 320x256").argParser(imageSize);
}

export function classesOption(): Option {
  return new Option("--classes <N>", "outputs of the classifier").argParser(wholeNumber);
}

export function jsonOption(): Option {
  return new Option("--json", "for machines: JSON instead of a table");
}

/** Adds the options that change a network as it is opened. */
export function withNetworkOptions(command: Command): Command {
  return command.addOption(inputOption()).addOption(classesOption());
}

function imageSize(text: string): ImageSize {
  const match = /^(\d{1,6})[x×](\d{1,6})$/i.exec(text);
  if (!match) throw new InvalidArgumentError("Expected height and width, such as 320x256.");
  return { height: Number(match[1]), width: Number(match[2]) };
}

/** For options that count something. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
