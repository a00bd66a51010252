// A sentence with some of its words marked.
import type { Match } from "../api/types";
import { rangesIn, type Range } from "../core/marks";

export function Marked({ text, ranges, class: name }: { text: string; ranges: readonly Range[]; class?: string }) {
  const parts = [];
  let at = 0;
  for (const range of ranges) {
    if (range.from > at) parts.push(text.slice(at, range.from));
    parts.push(<b class={name}>{text.slice(range.from, range.to)}</b>);
    at = range.to;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

export function Quote({ sentence, matches }: { sentence: Match; matches: readonly Match[] }) {
  return (
    <q>
      <Marked text={sentence.text} ranges={rangesIn(sentence, matches)} class="hit" />
    </q>
  );
}
