import { type Command, Option } from "commander";
import { UserError } from "../../shared/base/assert";
import type { AnyExportFormat } from "../../shared/formats/define";
import { exportFormats } from "../../shared/formats/registry";
import type { ParamValue } from "../../shared/graph/document";
import {
  checkParams,
  defaultsOf,
  type ParamSpec,
  type ParamSpecs,
  type ParamsOf,
} from "../../shared/layers/params";

/** Adds an option for every parameter that one of the formats declares; those of one name are one option. */
export function addFormatOptions(command: Command, of = exportFormats.all): Command {
  for (const [name, formats] of declaring(of)) {
    const [first] = formats;
    if (first) command.addOption(optionOf(name, first.params[name] as ParamSpec, formats));
  }
  return command;
}

/** The parameters of one format out of everything given. Refuses what only others have. */
export function formatParams(
  format: AnyExportFormat,
  given: Readonly<Record<string, unknown>>,
): ParamsOf<ParamSpecs> {
  for (const [name, formats] of declaring(exportFormats.all)) {
    if (formats.includes(format) || !isGiven(given[name], formats[0]?.params[name])) continue;
    const others = formats.map(({ title }) => title).join(", ");
    throw new UserError(`--${flagOf(name)} means nothing for ${format.title}. It belongs to ${others}.`);
  }
  const own = Object.keys(format.params).filter((name) => given[name] !== undefined);
  const params = {
    ...defaultsOf(format.params),
    ...Object.fromEntries(own.map((name) => [name, given[name] as ParamValue])),
  };
  const [fault] = checkParams(format.params, params);
  if (fault) throw new UserError(`${fault.message} Expected ${fault.expected}, received ${fault.received}.`);
  return params as ParamsOf<ParamSpecs>;
}

/** A switch that `--no-` turns off stands on when nobody touched it. */
function isGiven(value: unknown, spec: ParamSpec | undefined): boolean {
  return value !== undefined && !(spec?.kind === "boolean" && value === spec.default);
}

function declaring(among: readonly AnyExportFormat[]): ReadonlyMap<string, readonly AnyExportFormat[]> {
  const byName = new Map<string, AnyExportFormat[]>();
  for (const format of among) {
    for (const name of Object.keys(format.params)) byName.set(name, [...(byName.get(name) ?? []), format]);
  }
  return byName;
}

function optionOf(name: string, spec: ParamSpec, formats: readonly AnyExportFormat[]): Option {
  const titles = formats.map(({ title }) => title).join(", ");
  const help = `${titles}: ${spec.help.charAt(0).toLowerCase()}${spec.help.slice(1).replace(/\.$/, "")}`;
  const flag = `--${flagOf(name)}`;
  if (spec.kind === "boolean") {
    return spec.default ? new Option(`--no-${flagOf(name)}`, `without: ${help}`) : new Option(flag, help);
  }
  if (spec.kind === "choice") {
    const option = new Option(`${flag} <name>`, `${help} (${spec.default})`);
    return option.choices(spec.options.map(({ value }) => value));
  }
  if (spec.kind === "text") return new Option(`${flag} <text>`, help);
  // What is no number is refused by the parameter's own check, in words that name its range.
  return new Option(`${flag} <N>`, `${help} (${spec.default})`).argParser(Number);
}

function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
