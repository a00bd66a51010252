// What may be written at the caret: keys and values from the schema, lists after @, figures after {, ids of rules and statements.
import type { Completion as Option, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Completion, FileKind } from "../api/types";
import { keysAt, schemasAt, valuesAt, type Schema } from "./schema";
import { keysAbove } from "./yaml-path";

export interface Known {
  schema: Schema | null;
  words: Completion | null;
}

const kFigures = ["percent", "count", "ratio", "duration", "rate", "money"];

export function schemaOf(kind: FileKind): "pack" | "framework" | "rules" | "model" {
  return kind === "pack" || kind === "framework" || kind === "model" ? kind : "rules";
}

export function completeYaml(known: () => Known) {
  return (context: CompletionContext): CompletionResult | null => {
    const { schema, words } = known();
    const list = context.matchBefore(/@[\w-]*/);
    if (list) return { from: list.from + 1, options: (words?.lists ?? []).map(listOption), validFor: /^[\w-]*$/ };
    const figure = context.matchBefore(/\{\w*/);
    if (figure) return { from: figure.from + 1, options: (words?.units ?? kFigures).map((label) => ({ label, type: "constant" })), validFor: /^\w*$/ };

    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const lines = context.state.doc.toString().split("\n");
    const row = line.number - 1;
    const path = keysAbove(lines, row, before.length);

    const key = /^\s*(?:-\s+)?([\w-]*)$/.exec(before);
    if (key && schema && !inBlockText(lines, row)) {
      if (!context.explicit && key[1] === "") return null;
      const options = keysAt(schema, path).map(({ key: label, description }) => keyOption(schema, path, label, description));
      return options.length ? { from: context.pos - key[1]!.length, options, validFor: /^[\w-]*$/ } : null;
    }
    const value = /^\s*(?:-\s+)?([\w.-]+):\s+(?:.*[[,]\s*)?([\w.-]*)$/.exec(before) ?? /^\s*-\s+()([\w.-]*)$/.exec(before);
    if (!value) return null;
    const name = value[1] || (path.at(-1) === "[]" ? (path.at(-2) ?? "") : (path.at(-1) ?? ""));
    const options = valueOptions(name, value[1] ? [...path, name] : path, schema, words);
    if (!options.length || (!context.explicit && value[2] === "" && !/:\s$/.test(before))) return null;
    return { from: context.pos - value[2]!.length, options, validFor: /^[\w.-]*$/ };
  };
}

function valueOptions(name: string, path: string[], schema: Schema | null, words: Completion | null): Option[] {
  if (name === "statement" || name === "not_for")
    return enums(words?.statements);
  if (name === "section" || name === "not_section") return enums(words?.sections);
  const inCombine = path.includes("combine");
  if (name === "extends" || (inCombine && ["all", "any", "none"].includes(name)))
    return (words?.rules ?? []).map(({ id, title }) => ({ label: id, detail: title, type: "variable" }));
  if (name === "group") return enums(words?.groups);
  if (name === "level") return enums(["4", "3", "2", "1"]);
  return enums(schema ? valuesAt(schema, path) : []);
}

const enums = (labels: readonly string[] = []): Option[] => labels.map((label) => ({ label, type: "enum" }));

function listOption({ name, words }: { name: string; words: string[] }): Option {
  return { label: name, type: "variable", info: words.join(", ") };
}

function keyOption(schema: Schema, path: string[], label: string, description: string): Option {
  const shapes = schemasAt(schema, [...path, label]);
  const block = ["match", "regex", "phrases", "words"].includes(label);
  const nested = shapes.length > 0 && shapes.every((one) => one.properties || one.items);
  return { label, type: "property", info: description || undefined, apply: `${label}:${block ? " |\n" : nested ? "" : " "}` } as Option;
}

/** Inside the text below `key: |`, where phrases stand and no keys. */
function inBlockText(lines: readonly string[], row: number): boolean {
  const indent = /^\s*/.exec(lines[row] ?? "")![0].length;
  for (let at = row - 1; at >= 0; at -= 1) {
    const text = lines[at]!;
    if (text.trim() === "") continue;
    const own = /^\s*/.exec(text)![0].length;
    if (own < indent) return /[|>][+-]?\s*(#.*)?$/.test(text);
  }
  return false;
}

/** Lua: the words of the sandbox, and those of the file. */
const kLua = ["rule", "phrase", "document", "sentence", "section", "vote", "cite", "find", "find_all", "value", "local", "function", "return", "end", "then", "ipairs", "pairs", "string", "table", "math"];
export function completeLua(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/\w+/);
  if (!word && !context.explicit) return null;
  const own = new Set(context.state.doc.toString().match(/[A-Za-z_]\w{2,}/g) ?? []);
  if (word) own.delete(word.text);
  for (const each of kLua) own.add(each);
  return { from: word?.from ?? context.pos, options: [...own].map((label) => ({ label })), validFor: /^\w*$/ };
}
