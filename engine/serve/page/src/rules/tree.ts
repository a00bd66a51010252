// The rules as rows of a tree, by statement and topic or by file, narrowed by what the reader looks for.
import type { FileInfo, PackInfo, RuleEntry } from "../api/types";

export interface Filter {
  words: string;
  status: string;
  level: string;
}

export interface Row {
  key: string;
  depth: number;
  label: string;
  /** Rules below; undefined for a leaf. */
  count?: number | undefined;
  expanded?: boolean;
  rule?: RuleEntry;
  file?: FileInfo;
}

interface Node {
  key: string;
  label: string;
  file?: FileInfo;
  rule?: RuleEntry;
  below: Node[];
}

export function suits(rule: RuleEntry, { words, status, level }: Filter): boolean {
  if (status && rule.status !== status) return false;
  if (level && String(rule.level) !== level) return false;
  if (!words) return true;
  const text = `${rule.id} ${rule.title} ${rule.rationale} ${rule.group ?? ""}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

const leaf = (rule: RuleEntry, above: string): Node => ({ key: `${above}/${rule.id}`, label: rule.title, rule, below: [] });
const byLevel = (a: RuleEntry, b: RuleEntry) => b.level - a.level || a.title.localeCompare(b.title);

export function byStatement(rules: readonly RuleEntry[], pack: PackInfo | null): Node[] {
  const titles = new Map(pack?.statements.map((one) => [one.id, one.title]));
  const statements = new Map<string, RuleEntry[]>();
  for (const id of titles.keys()) statements.set(id, []);
  for (const rule of rules)
    for (const id of rule.statements.length ? rule.statements : [""]) statements.set(id, [...(statements.get(id) ?? []), rule]);
  return [...statements].filter(([, list]) => list.length).map(([id, list]) => {
    const key = `statement:${id}`;
    const topics = new Map<string, RuleEntry[]>();
    for (const rule of list) topics.set(rule.group ?? "", [...(topics.get(rule.group ?? "") ?? []), rule]);
    const below = [...topics].sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b))).map(([topic, some]) => ({
      key: `${key}/${topic}`, label: topic || "No topic", below: some.sort(byLevel).map((rule) => leaf(rule, `${key}/${topic}`)),
    }));
    const label = id === "" ? "Every statement" : (titles.get(id) ?? id);
    return { key, label, below: below.length === 1 ? below[0]!.below : below };
  });
}

const kKinds: Record<string, string> = { rules: "Rules", lua: "Rules that compute", lists: "Word lists", cues: "Cues", pack: "The pack", framework: "The pack", model: "The pack" };

export function byFile(rules: readonly RuleEntry[], files: readonly FileInfo[], narrowed: boolean): Node[] {
  const kinds = new Map<string, Node>();
  for (const file of [...files].sort((a, b) => Number(a.inherited) - Number(b.inherited) || a.path.localeCompare(b.path))) {
    const own = rules.filter((rule) => rule.file === file.path).sort((a, b) => a.line - b.line);
    if (narrowed && own.length === 0) continue;
    const label = (file.inherited ? "Inherited \u00b7 " : "") + (kKinds[file.kind] ?? file.kind);
    const kind = kinds.get(label) ?? { key: `kind:${label}`, label, below: [] };
    kinds.set(label, kind);
    kind.below.push({ key: `file:${file.path}`, label: file.path.replace(/^(\.\.\/)?(rules|lists|cues|lua)\//, ""), file, below: own.map((rule) => leaf(rule, `file:${file.path}`)) });
  }
  return [...kinds.values()];
}

const leaves = (node: Node): number => (node.rule ? 1 : node.below.reduce((sum, one) => sum + leaves(one), 0));

/** The keys of the nodes above a rule; of the first branch where the rule is nowhere. */
export function branchOf(nodes: readonly Node[], rule: string | null): string[] {
  const above = (list: readonly Node[]): string[] | null => {
    for (const node of list) {
      if (node.rule) {
        if (rule === null || node.rule.id === rule) return [];
        continue;
      }
      const below = above(node.below);
      if (below) return [node.key, ...below];
    }
    return null;
  };
  return above(nodes) ?? (rule === null ? [] : branchOf(nodes, null));
}

/** Visible rows; everything is open while the reader searches. */
export function rowsOf(nodes: readonly Node[], open: ReadonlySet<string>, all: boolean, depth = 0): Row[] {
  return nodes.flatMap((node) => {
    const inner = node.below.length > 0;
    const expanded = inner && (all || open.has(node.key));
    const row: Row = { key: node.key, depth, label: node.label, ...(node.rule ? { rule: node.rule } : {}), ...(node.file ? { file: node.file } : {}), ...(inner ? { count: leaves(node) || undefined, expanded } : {}) };
    return [row, ...(expanded ? rowsOf(node.below, open, all, depth + 1) : [])];
  });
}
