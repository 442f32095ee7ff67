import type { z } from "zod";

/** What is wrong at one place of a file, in plain words. */
export interface ProjectFault {
  /** `graph.nodes[3].params`, or "line 4, column 2" where the text is not JSON at all. */
  readonly path: string;
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** "graph.nodes[3].id: is missing. Expected text, received nothing. Add it." */
export function faultText({ path, message, expected, received, remedy }: ProjectFault): string {
  const place = path === "" ? "" : `${path}: `;
  return `${place}${message} Expected ${expected}, received ${received}. ${remedy}`;
}

/** A fault of the structure, from what zod found and the data it looked at. */
export function faultOf(issue: z.core.$ZodIssue, data: unknown): ProjectFault {
  const value = valueAt(data, issue.path);
  const place = { path: pathText(issue.path), received: describe(value) };
  if (value === undefined && issue.code !== "unrecognized_keys") {
    return { ...place, message: "This is missing.", expected: expectedBy(issue), remedy: "Add it." };
  }
  switch (issue.code) {
    case "unrecognized_keys":
      return {
        path: place.path,
        message: `There is no such thing as ${issue.keys.map((key) => `"${shorten(key)}"`).join(", ")} here.`,
        expected: "only what the format knows",
        received: issue.keys.map(shorten).join(", "),
        remedy: "Remove it.",
      };
    case "invalid_union": {
      const [first] = issue.errors.flat();
      return {
        ...place,
        message: "This has a wrong form.",
        expected: issue.discriminator
          ? `a known "${issue.discriminator}"`
          : issue.errors.map(([each]) => (each ? expectedBy(each) : "")).join(" or "),
        remedy: first ? "Correct it, or export the project again." : "Export the project again.",
      };
    }
    case "custom":
      return {
        ...place,
        message: `This ${issue.message}.`,
        expected: "another name",
        remedy: "Rename it everywhere in the file.",
      };
    default:
      return {
        ...place,
        message: "This has a wrong value.",
        expected: expectedBy(issue),
        remedy: "Correct it.",
      };
  }
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "invalid_format":
      return issue.format === "regex" ? "1 to 64 letters, digits, underscores or hyphens" : issue.format;
    case "too_small":
      return `${sizeOf(issue.origin)}at least ${issue.minimum}`;
    case "too_big":
      return `${sizeOf(issue.origin)}at most ${issue.maximum}`;
    case "invalid_union":
      if (issue.errors.length === 0) return `a "${issue.discriminator ?? "kind"}" that the format knows`;
      return issue.errors.map(([each]) => (each ? expectedBy(each) : "")).join(" or ");
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a finite number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

function sizeOf(origin: string): string {
  if (origin === "string") return "a text of a length of ";
  return origin === "array" ? "a list with a number of entries of " : "a number of ";
}

/** Plain words, short, and never into the depth of a value: it may be nested without end. */
function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return `"${shorten(value)}"`;
  return String(value);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? shorten(String(key)) : `${text}.${shorten(String(key))}`;
  }, "");
}
