// Lines that wrap go on below their own beginning, a little further in, so that the shape of the YAML stays to be seen.
import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

const kDeepest = 24;
const kFurther = 2;

const marks = Array.from({ length: kDeepest + 1 }, (_, indent) => Decoration.line({ class: `cm-hang-${indent}` }));

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const indent = /^\s*(?:- )?/.exec(line.text)![0].length;
      builder.add(line.from, line.from, marks[Math.min(indent, kDeepest)]!);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const plugin = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorate(update.view);
    }
  },
  { decorations: (own) => own.decorations },
);

const look = EditorView.theme(
  Object.fromEntries(marks.map((_, indent) => [`.cm-line.cm-hang-${indent}`, { paddingLeft: `calc(6px + ${indent + kFurther}ch)`, textIndent: `-${indent + kFurther}ch` }])),
);

export const hangingLines = [EditorView.lineWrapping, plugin, look];
