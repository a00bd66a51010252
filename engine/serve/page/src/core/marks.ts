// Where a sentence's matches stand in its quoted text.
import { indexOfByte } from "./bytes";
import type { Match } from "../api/types";

export interface Range {
  from: number;
  to: number;
}

/**
 * The quotation has its white space normalised and its furniture cut out, so byte ranges of the file fit it only nearly: each match
 * is looked for by its words, nearest to where its bytes say. Ranges come sorted and never overlap.
 */
export function rangesIn(sentence: Match, matches: readonly Match[]): Range[] {
  const found: Range[] = [];
  for (const match of matches) {
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
