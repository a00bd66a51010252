// The lines that differ between two texts, for previews of a small change.

export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
  /** Line in the new text, from 1; of a removed line, where it stood. */
  line: number;
}

/** Longest common subsequence of the lines between the common head and tail, with `context` lines around. */
export function lineDiff(before: string, after: string, context = 2): DiffLine[] {
  const a = before.split("\n");
  const b = after.split("\n");
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const rows = middleA.length;
  const columns = middleB.length;
  const out: DiffLine[] = [];
  const push = (kind: DiffLine["kind"], text: string, line: number) => out.push({ kind, text, line });
  for (let i = Math.max(0, head - context); i < head; i += 1) push("same", b[i]!, i + 1);
  if (rows * columns <= 4_000_000) {
    const common = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    for (let i = rows - 1; i >= 0; i -= 1)
      for (let j = columns - 1; j >= 0; j -= 1)
        common[i]![j] = middleA[i] === middleB[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    let i = 0;
    let j = 0;
    while (i < rows || j < columns) {
      if (i < rows && j < columns && middleA[i] === middleB[j]) {
        push("same", middleB[j]!, head + j + 1);
        i += 1;
        j += 1;
      } else if (j < columns && (i === rows || common[i]![j + 1]! >= common[i + 1]![j]!)) {
        push("added", middleB[j]!, head + j + 1);
        j += 1;
      } else {
        push("removed", middleA[i]!, head + j + 1);
        i += 1;
      }
    }
  } else {
    middleA.forEach((text) => push("removed", text, head + 1));
    middleB.forEach((text, j) => push("added", text, head + j + 1));
  }
  for (let k = 0; k < Math.min(context, tail); k += 1) {
    const line = b.length - tail + k;
    push("same", b[line]!, line + 1);
  }
  return out;
}
