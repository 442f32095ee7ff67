const PARTS = /[ _-]/;

interface CutTextProps {
  readonly words: string;
  /** As many letters at the end are never cut off, if they begin with a part of the whole. */
  readonly tail: number;
  readonly className: string;
}

/** Words on one line. What is cut off comes from the middle: the end of "inception_3a" tells it from its neighbours. */
export function CutText({ words, tail, className }: CutTextProps) {
  const cut = tailStart(words, tail);
  return (
    <span className={`bw-cut ${className}`}>
      <span>{words.slice(0, cut)}</span>
      {cut < words.length && <span>{words.slice(cut)}</span>}
    </span>
  );
}

/** Where the last part or two begin; the end if there are no parts. */
function tailStart(words: string, tail: number): number {
  const from = Math.max(1, words.length - tail);
  const gap = words.slice(from).search(PARTS);
  return gap < 0 ? words.length : from + gap;
}
