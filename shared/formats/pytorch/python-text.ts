import type { TorchValue } from "../../layers/torch";
import type { SlottedArgument, SlottedConstruction } from "./unify";

const LINE = 100;

export function literal(value: TorchValue): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  return `(${value.join(", ")}${value.length === 1 ? "," : ""})`;
}

/** A constructor call; broken into lines of their own for its arguments where one line is too short. */
export function constructionText({ callee, args }: SlottedConstruction, indent: number, before = ""): string {
  return callText(`${before}${callee}`, args.filter(({ isDefault }) => !isDefault).map(argumentText), indent);
}

export function callText(callee: string, args: readonly string[], indent: number, after = ""): string {
  const line = `${callee}(${args.join(", ")})${after}`;
  if (indent + line.length <= LINE) return line;
  const inner = " ".repeat(indent + 4);
  const together = `${inner}${args.join(", ")}`;
  const body = together.length <= LINE ? together : args.map((each) => `${inner}${each},`).join("\n");
  return `${callee}(\n${body}\n${" ".repeat(indent)})${after}`;
}

function argumentText({ name, slot, positional }: SlottedArgument): string {
  const value = slot.kind === "parameter" ? slot.name : literal(slot.value);
  return positional ? value : `${name}=${value}`;
}

/** The annotation that covers all values that a parameter takes. */
export function typeOf(values: readonly TorchValue[]): string {
  const kinds = values.map((value) => {
    if (typeof value === "boolean") return "bool";
    if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
    return `tuple[${value.map(() => "int").join(", ")}]`;
  });
  const distinct = new Set(kinds);
  // To Python, a whole number is a float as well.
  if (distinct.has("float")) distinct.delete("int");
  return [...distinct].sort().join(" | ");
}
