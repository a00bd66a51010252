// Two texts side by side, read only. Loaded when it is wanted.
import { yaml } from "@codemirror/lang-yaml";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { look } from "./theme";

export function showBoth(host: HTMLElement, path: string, theirs: string, mine: string): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const side = (doc: string, label: string) => ({
    doc,
    extensions: [
      lineNumbers(), look, EditorState.readOnly.of(true), EditorView.lineWrapping,
      path.endsWith(".lua") ? [] : yaml(), EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label }),
    ],
  });
  const view = new MergeView({ a: side(theirs, `${path}, their version`), b: side(mine, `${path}, my version`), parent: root, root, collapseUnchanged: { margin: 3 } });
  return () => view.destroy();
}
