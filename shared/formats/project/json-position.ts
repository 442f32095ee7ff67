const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy;

type Expecting = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "the end";

export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  /** What JSON allows there. */
  readonly expected: string;
  /** The character found, or "the end of the file". */
  readonly received: string;
}

/** Where a text stops being JSON. Engines word their errors differently, and some name no place. */
export function findJsonError(text: string): JsonPosition | null {
  const open: ("{" | "[")[] = [];
  let expecting: Expecting = "value";
  TOKEN.lastIndex = 0;
  for (;;) {
    const start = TOKEN.lastIndex;
    const match: RegExpExecArray | null = TOKEN.exec(text);
    const token = match?.[1] ?? (match?.[2] !== undefined ? "string" : match ? "literal" : null);
    const next: Expecting | null = token === null ? null : step(expecting, token, open);
    if (next === null)
      return expecting === "the end" && atEnd(text, start) ? null : place(text, start, expecting);
    expecting = next;
  }
}

/** What may follow, or null if the token may not stand here. */
function step(expecting: Expecting, token: string, open: ("{" | "[")[]): Expecting | null {
  const wantsValue = expecting === "value" || expecting === "value or ]";
  if (wantsValue && (token === "{" || token === "[")) {
    open.push(token);
    return token === "{" ? "key or }" : "value or ]";
  }
  if (wantsValue && (token === "string" || token === "literal")) return after(open);
  if ((expecting === "key" || expecting === "key or }") && token === "string") return ":";
  if (expecting === ":" && token === ":") return "value";
  if (expecting === ", or ]" && token === ",") return "value";
  if (expecting === ", or }" && token === ",") return "key";
  const closes = (expecting.endsWith("]") && token === "]") || (expecting.endsWith("}") && token === "}");
  if (!closes) return null;
  open.pop();
  return after(open);
}

function after(open: readonly ("{" | "[")[]): Expecting {
  const inner = open[open.length - 1];
  return inner === undefined ? "the end" : inner === "{" ? ", or }" : ", or ]";
}

const WORDS: Readonly<Record<Expecting, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  key: "a name in double quotes",
  "key or }": "a name in double quotes or }",
  ":": "a colon",
  ", or ]": "a comma or ]",
  ", or }": "a comma or }",
  "the end": "the end of the file",
};

function atEnd(text: string, from: number): boolean {
  return /^[ \t\r\n]*$/.test(text.slice(from));
}

function place(text: string, from: number, expecting: Expecting): JsonPosition {
  const offset = from + (/^[ \t\r\n]*/.exec(text.slice(from))?.[0].length ?? 0);
  const before = text.slice(0, offset).split("\n");
  const character = [...text.slice(offset, offset + 2)][0];
  return {
    line: before.length,
    column: (before[before.length - 1]?.length ?? 0) + 1,
    expected: WORDS[expecting],
    received: character === undefined ? "the end of the file" : JSON.stringify(character),
  };
}
