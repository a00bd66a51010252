// The server's diagnostics as the editor shows them.
import type { Diagnostic as Shown } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Diagnostic } from "../api/types";
import { indexOfColumn } from "../core/bytes";

/** Those of `path`, at their places; a line that is no longer there is the last line. */
export function shownIn(doc: Text, path: string, found: readonly Diagnostic[]): Shown[] {
  return found
    .filter((one) => one.file === path)
    .map((one) => {
      const line = doc.line(Math.max(1, Math.min(one.line || 1, doc.lines)));
      const from = line.from + (one.column ? indexOfColumn(line.text, one.column) : /^\s*/.exec(line.text)![0].length);
      const length = one.column ? indexOfColumn(line.text.slice(from - line.from), (one.length ?? 1) + 1) : line.to - from;
      return {
        from,
        to: Math.min(line.to, Math.max(from + length, from + 1)),
        severity: one.severity === "note" ? "info" : one.severity,
        source: one.code,
        message: one.suggestion ? `${one.message}\n${one.suggestion}` : one.message,
      } as Shown;
    })
    .sort((a, b) => a.from - b.from);
}
