// Which rule stands at a line of a file.
import type { RuleEntry } from "../api/types";

/** In YAML by the text as it is being typed; in Lua by the server's list of rules, which knows where each begins. */
export function ruleAt(path: string, text: string, line: number, rules: readonly RuleEntry[]): string | null {
  if (path.endsWith(".yaml") || path.endsWith(".yml")) {
    const lines = text.split("\n");
    for (let at = Math.min(line, lines.length) - 1; at >= 0; at -= 1) {
      const found = /^\s*-?\s*id:\s*["']?([A-Za-z0-9._-]+)/.exec(lines[at]!);
      if (found) return found[1]!;
      // Above a rule's `id` its other keys may stand; a new list item without one belongs to nobody yet.
      if (/^\S/.test(lines[at]!) && !/^(rules:|#|-|\s)/.test(lines[at]!)) return null;
    }
    return null;
  }
  let best: RuleEntry | null = null;
  for (const rule of rules) {
    if (rule.file === path && rule.line <= line && (!best || rule.line >= best.line)) best = rule;
  }
  return best?.id ?? null;
}
