// What a change does to a file, line by line.
import { lineDiff } from "../core/line-diff";

export function Preview({ before, after, label }: { before: string; after: string; label: string }) {
  const signs = { same: " ", added: "+", removed: "\u2212" };
  return (
    <pre class="diff" aria-label={label} tabIndex={0}>
      {lineDiff(before, after).map((line, index) => (
        <span key={index} class={`diff-line ${line.kind}`}><span class="diff-no">{line.line}</span>{`${signs[line.kind]} ${line.text}\n`}</span>
      ))}
    </pre>
  );
}
