// Colours the elements of phrases (~word, @list, *2, {percent}) where they stand below `|` or in quotes.
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";

const kMarks: Record<string, Decoration> = {
  "~": Decoration.mark({ class: "cm-phrase-word" }),
  "@": Decoration.mark({ class: "cm-phrase-list" }),
  "*": Decoration.mark({ class: "cm-phrase-gap" }),
  "{": Decoration.mark({ class: "cm-phrase-gap" }),
};

const decorator = new MatchDecorator({
  regexp: /~[\p{L}][\p{L}'-]*|@[a-z][a-z0-9-]*|\*\d+(?=\s|$)|\{(?:percent|count|ratio|duration|rate|money)(?: as [a-z]+)?\}/gu,
  decoration: (match) => kMarks[match[0][0]!]!,
});

export const phraseColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorator.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = decorator.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
