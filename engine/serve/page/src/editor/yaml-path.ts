// Where in a YAML file the caret stands, told from indentation alone: it must work while the text is half written.

/** Keys from the file's top to the mapping that the line belongs to; "[]" for an item of a list. */
export function keysAbove(lines: readonly string[], line: number, column: number): string[] {
  const path: string[] = [];
  let limit = indentOf(lines[line] ?? "", column);
  for (let at = line; at >= 0 && limit > 0; at -= 1) {
    const text = lines[at]!;
    if (/^\s*(#|$)/.test(text)) continue;
    // "- key:" opens the item two columns to the left of its keys.
    for (let item = /^(\s*)(-\s+)/.exec(text); item; item = null) {
      const keysAt = item[1]!.length + item[2]!.length;
      if (keysAt <= limit && item[1]!.length < limit) {
        if (keysAt < limit) {
          const key = /^\s*-\s+([\w-]+):/.exec(text);
          if (key && at < line) path.unshift(key[1]!);
        }
        path.unshift("[]");
        limit = item[1]!.length;
        // A list may stand at the same indentation as its key.
        const owner = ownerOfList(lines, at, limit);
        if (owner) {
          path.unshift(owner.key);
          limit = owner.indent;
          at = owner.line;
        }
      }
    }
    const own = /^(\s*)([\w.-]+):/.exec(text);
    if (own && own[1]!.length < limit && at < line) {
      path.unshift(own[2]!);
      limit = own[1]!.length;
    }
  }
  return path;
}

function indentOf(text: string, column: number): number {
  const item = /^\s*-\s+/.exec(text);
  const before = Math.min(column, text.length);
  if (item && before >= item[0].length) return item[0].length;
  return Math.min(/^\s*/.exec(text)![0].length, before);
}

function ownerOfList(lines: readonly string[], from: number, indent: number): { key: string; indent: number; line: number } | null {
  for (let at = from - 1; at >= 0; at -= 1) {
    const found = /^(\s*)([\w.-]+):\s*(#.*)?$/.exec(lines[at]!);
    if (found && found[1]!.length <= indent) return { key: found[2]!, indent: found[1]!.length, line: at };
    const text = lines[at]!;
    if (!/^\s*(#|$)/.test(text) && /^\s*/.exec(text)![0].length < indent) return null;
  }
  return null;
}
