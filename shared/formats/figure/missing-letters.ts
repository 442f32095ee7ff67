import type { Document, Graph } from "../../graph/document";

/** Inter writes Latin, Greek and Cyrillic, with the digits and signs that all scripts share. */
const UNWRITTEN =
  /(?=[\p{L}\p{N}\p{Extended_Pictographic}])[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\u00a0-\u00ff]/gu;
/** Signs that count as pictures, too, and are in the font. */
const WRITTEN = new Set("™↔↕");
const SHOWN = 6;

/** Says which letters of a network's names are not in the font that goes into the file; null if all are. */
export function missingLetters(document: Document): string | null {
  const graphs = [document.graph, ...Object.values(document.definitions).map(({ graph }) => graph)];
  const texts = [document.name, ...graphs.flatMap(namesIn)];
  const found = new Set(
    texts.flatMap((text) => text.match(UNWRITTEN) ?? []).filter((letter) => !WRITTEN.has(letter)),
  );
  if (found.size === 0) return null;
  const letters = [...found].slice(0, SHOWN).join(" ");
  const more = found.size > SHOWN ? " …" : "";
  return `The font of this file has no letters like ${letters}${more}, they will be missing. SVG keeps them as text, for whatever font the reader has.`;
}

function namesIn({ nodes }: Graph): readonly string[] {
  return Object.values(nodes).map(({ name }) => name);
}
