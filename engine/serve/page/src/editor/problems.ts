// The server's diagnostics as the editor shows them.
import type { Diagnostic as Shown } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Completion, Diagnostic } from "../api/types";
import { indexOfColumn } from "../core/bytes";

const kListCommand = "`assay check --lists` shows the lists there are.";

/** Advice for readers of the page: where a terminal command is named, what it would show. */
export function inThePage({ suggestion = "" }: Pick<Diagnostic, "suggestion">, completion: Completion | null): string {
  if (!suggestion.includes(kListCommand)) return suggestion;
  const names = (completion?.lists ?? []).map((one) => one.name);
  const some = names.slice(0, 6).map((name) => `\`@${name}\``).join(", ");
  const lists = names.length === 0 ? "the pack has no lists yet." : `there ${names.length === 1 ? "is" : "are"} ${some}${names.length > 6 ? ` and ${names.length - 6} more` : ""}: type @ in a phrase, or order the rules by file and look under Word lists.`;
  return suggestion.replace(kListCommand, lists);
}

/** Those of `path`, at their places; a line that is no longer there is the last line. */
export function shownIn(doc: Text, path: string, found: readonly Diagnostic[], completion: Completion | null = null): Shown[] {
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
        message: one.suggestion ? `${one.message}\n${inThePage(one, completion)}` : one.message,
      } as Shown;
    })
    .sort((a, b) => a.from - b.from);
}
