// CodeMirror as the workbench uses it.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { StreamLanguage, bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lua } from "@codemirror/legacy-modes/mode/lua";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { completeLua, completeYaml, type Known } from "./completion";
import { hangingLines } from "./hanging";
import { phraseColours } from "./phrases";
import { look } from "./theme";

export interface EditorHooks {
  known: () => Known;
  changed: (text: string) => void;
  caret: (line: number) => void;
}

/** Tab moves the focus on, as everywhere on the page; Ctrl+] and Ctrl+[ indent. */
export function newState(path: string, text: string, readOnly: boolean, hooks: EditorHooks): EditorState {
  const isLua = path.endsWith(".lua");
  const extensions: Extension[] = [
    ...(text.includes("\r\n") ? [EditorState.lineSeparator.of("\r\n")] : []),
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    hangingLines,
    history(),
    foldGutter({ markerDOM: foldMarker }),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    indentUnit.of("  "),
    isLua ? [StreamLanguage.define(lua)] : [yaml(), phraseColours],
    autocompletion({ override: [isLua ? completeLua : completeYaml(hooks.known)], icons: false, activateOnTyping: true }),
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    look,
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ tabindex: "0", "aria-label": `${path}${readOnly ? ", read only" : ""}`, spellcheck: "false" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) hooks.changed(update.state.sliceDoc());
      if (update.docChanged || update.selectionSet) hooks.caret(update.state.doc.lineAt(update.state.selection.main.head).number);
    }),
  ];
  return EditorState.create({ doc: text, extensions });
}

function foldMarker(open: boolean): HTMLElement {
  const mark = document.createElement("span");
  mark.textContent = open ? "\u25BE" : "\u25B8";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

/** Replaces only what differs, so that the caret, folds and undo history stay meaningful. */
export function replaceText(view: EditorView, text: string): void {
  const old = view.state.sliceDoc();
  if (old === text) return;
  const normal = text.replace(/\r\n/g, "\n");
  const now = view.state.doc.toString();
  let head = 0;
  const shorter = Math.min(now.length, normal.length);
  while (head < shorter && now.charCodeAt(head) === normal.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && now.charCodeAt(now.length - 1 - tail) === normal.charCodeAt(normal.length - 1 - tail)) tail += 1;
  view.dispatch({ changes: { from: head, to: now.length - tail, insert: normal.slice(head, normal.length - tail) } });
}
