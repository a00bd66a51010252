// Where a sentence's matches stand in its quoted text.
import { byteLength, indexOfByte } from "./bytes";
import type { Match } from "../api/types";

export interface Range {
  from: number;
  to: number;
}

/**
 * Where the quotation has as many bytes as its range, bytes tell the places. Else its white space was normalised or its furniture cut
 * out, and each match is looked for by its words, nearest to where its bytes say. Ranges come sorted and never overlap.
 */
export function rangesIn(sentence: Match, matches: readonly Match[]): Range[] {
  const found: Range[] = [];
  const exact = byteLength(sentence.text) === sentence.end - sentence.start;
  for (const match of matches) {
    if (exact && match.start >= sentence.start && match.end <= sentence.end) {
      found.push({ from: indexOfByte(sentence.text, match.start - sentence.start), to: indexOfByte(sentence.text, match.end - sentence.start) });
      continue;
    }
    if (!match.text) continue;
    const wanted = indexOfByte(sentence.text, match.start - sentence.start);
    let best = -1;
    for (let at = sentence.text.indexOf(match.text); at >= 0; at = sentence.text.indexOf(match.text, at + 1)) {
      if (best < 0 || Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
    }
    if (best >= 0) found.push({ from: best, to: best + match.text.length });
  }
  found.sort((a, b) => a.from - b.from);
  const merged: Range[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}
