// The editor of one file at a time, in a shadow root: there CodeMirror may use adopted style sheets, which the strict policy
// of the page allows, where style elements would be refused.
import { setDiagnostics } from "@codemirror/lint";
import { redo, undo } from "@codemirror/commands";
import type { EditorState, StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { effect, untracked } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { getSchema } from "../api/client";
import type { OpenFile } from "../model/open-file";
import type { Workbench } from "../model/workbench";
import { schemaOf } from "./completion";
import { shownIn } from "./problems";
import type { Schema } from "./schema";
import { newState, replaceText } from "./setup";

export interface EditorHandle {
  focus(): void;
  goTo(line: number, column?: number): void;
  undo(): void;
  redo(): void;
}

const schemas = new Map<string, Schema | null>();

async function schemaFor(kind: ReturnType<typeof schemaOf>): Promise<void> {
  if (schemas.has(kind)) return;
  schemas.set(kind, null);
  schemas.set(kind, (await getSchema(kind).catch(() => null)) as Schema | null);
}

export function Editor({ workbench, handle }: { workbench: Workbench; handle: { current: EditorHandle | null } }) {
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const view = new EditorView({ root, parent: root });
    let shown: OpenFile | null = null;

    const stateOf = (file: OpenFile): EditorState => {
      const kind = workbench.files.peek()?.find((one) => one.path === file.path)?.kind ?? "rules";
      void schemaFor(schemaOf(kind));
      return newState(file.path, file.text, file.inherited, {
        known: () => ({ schema: schemas.get(schemaOf(kind)) ?? null, words: workbench.completion.peek() }),
        changed: (text) => file.edit(text),
        caret: (line) => workbench.caretAt(line),
      });
    };
    const goTo = (line: number, column = 0) => {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      const anchor = column ? Math.min(at.to, at.from + column - 1) : at.from + /^\s*/.exec(at.text)![0].length;
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "start", yMargin: 44 }) });
    };
    const remember = () => {
      if (shown) shown.editorState = view.state;
    };
    // As it happens: when the page is left, what was scrolled is no longer laid out.
    view.scrollDOM.addEventListener("scroll", () => {
      if (shown && view.scrollDOM.isConnected) shown.editorScroll = view.scrollSnapshot();
    });
    const show = (file: OpenFile | null) => {
      remember();
      shown = file;
      if (!file) return;
      const scroll = file.editorScroll;
      view.setState((file.editorState as EditorState | null) ?? stateOf(file));
      if (view.state.sliceDoc() !== file.text) replaceText(view, file.text);
      else if (scroll) view.dispatch({ effects: scroll as StateEffect<unknown> });
      workbench.caretAt(view.state.doc.lineAt(view.state.selection.main.head).number);
    };

    const stop = [
      effect(() => {
        const file = workbench.file.value;
        const wanted = file?.replacement.value;
        untracked(() => {
          if (file !== shown) show(file);
          if (!file || !wanted) return;
          replaceText(view, wanted.text);
          if (wanted.line) goTo(wanted.line);
          file.replacement.value = null;
        });
      }),
      effect(() => {
        const found = workbench.diagnostics.value;
        const file = workbench.file.value;
        if (file && file === shown) view.dispatch(setDiagnostics(view.state, shownIn(view.state.doc, file.path, found, workbench.completion.peek())));
      }),
    ];
    handle.current = { focus: () => view.focus(), goTo: (line, column) => { goTo(line, column); view.focus(); }, undo: () => void undo(view), redo: () => void redo(view) };
    return () => {
      for (const each of stop) each();
      remember();
      handle.current = null;
      view.destroy();
    };
  }, [workbench]);

  return <div class="editor-host" ref={host} />;
}
