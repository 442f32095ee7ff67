/** What can be searched for. */
export interface Searchable {
  readonly title: string;
  readonly keywords: readonly string[];
  readonly summary?: string;
}

/** Sizes say which parameters are wanted, not which layer: "conv 3x3" is a convolution. */
const SIZE = /^\d+([x×]\d+)*$/;

/**
 * How well something answers a query: 0 is best, null not at all. Its title counts before its keywords and both before
 * its summary; a keyword met exactly ("fc", "linear") is as good as a title of which the query is the beginning of a word.
 */
export function searchRank({ title, keywords, summary = "" }: Searchable, query: string): number | null {
  const typed = spelled(query).trim();
  if (typed === "") return 0;
  const name = spelled(title);
  if (name === typed) return 0;
  const words = wantedWords(typed);
  const wanted = words.join(" ");
  const known = keywords.map(spelled);
  if (`${name} `.startsWith(`${wanted} `)) return 1;
  if (name.startsWith(wanted) || known.includes(wanted)) return 2;
  const named = `${name} ${known.join(" ")}`;
  if (words.every((word) => hasStart(name, word))) return 3;
  if (words.every((word) => name.includes(word))) return 4;
  if (words.every((word) => hasStart(named, word))) return 5;
  if (words.every((word) => named.includes(word))) return 6;
  return words.every((word) => `${named} ${spelled(summary)}`.includes(word)) ? 7 : null;
}

/** The entries that answer a query, best first; among equals the shortest title, in which the query is the most. */
export function searched<T extends Searchable>(entries: readonly T[], query: string): readonly T[] {
  const ranked = entries.flatMap((entry) => {
    const rank = searchRank(entry, query);
    return rank === null ? [] : [{ entry, rank }];
  });
  // Without a query the order is the caller's.
  if (query.trim() === "") return entries;
  const byRank = (a: (typeof ranked)[number], b: (typeof ranked)[number]): number =>
    a.rank - b.rank ||
    a.entry.title.length - b.entry.title.length ||
    a.entry.title.localeCompare(b.entry.title);
  return ranked.sort(byRank).map(({ entry }) => entry);
}

function wantedWords(typed: string): readonly string[] {
  const words = typed.split(/\s+/);
  const named = words.filter((word) => !SIZE.test(word));
  return named.length > 0 ? named : words;
}

function hasStart(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`) || text.includes(`-${word}`);
}

/** One spelling for both sides of the Atlantic. */
function spelled(text: string): string {
  return text.toLowerCase().replaceAll("ization", "isation");
}
