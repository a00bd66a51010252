// The editor's looks, from the page's custom properties, which reach into its shadow root: light and dark for free.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags as t } from "@lezer/highlight";

const kLook = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--page)", color: "var(--ink)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.4rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--select)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--quiet)", border: "none", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--active)", color: "var(--ink)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--track)", border: "none", color: "var(--ink)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--track)", outline: "1px solid var(--quiet)" },
  ".cm-searchMatch": { backgroundColor: "var(--s2)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--link)" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel input, .cm-panel button": { font: "inherit" },
  ".cm-panel .cm-textfield": { backgroundColor: "var(--page)", color: "var(--ink)", border: "1px solid var(--quiet)", borderRadius: ".3rem" },
  ".cm-panel .cm-button": { backgroundImage: "none", backgroundColor: "var(--page)", color: "var(--ink)", border: "1px solid var(--quiet)", borderRadius: ".3rem" },
  ".cm-panel.cm-panel-lint ul": { maxHeight: "8rem" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: ".4rem", boxShadow: "0 4px 16px var(--shadow)", fontFamily: "var(--sans)", maxWidth: "34rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--page)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.85" },
  ".cm-completionInfo": { maxWidth: "22rem" },
  ".cm-diagnostic": { padding: ".3rem .6rem", borderLeft: "4px solid", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--s1-line)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--s2-line)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--link)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--s1-line)", textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--s2-line)", textUnderlineOffset: "3px", textDecorationSkipInk: "none" },
  ".cm-lintRange-info": { backgroundImage: "none", textDecoration: "underline dotted var(--link)" },
  ".cm-phrase-word": { color: "var(--code-3)" },
  ".cm-phrase-list": { color: "var(--code-1)", fontWeight: "600" },
  ".cm-phrase-gap": { color: "var(--code-4)", fontWeight: "600" },
  ".cm-changedLine": { backgroundColor: "var(--added) !important" },
  "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--removed) !important" },
  ".cm-collapsedLines": { background: "var(--panel)", color: "var(--quiet)" },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"\\2026"' },
  ".cm-deletedChunk": { backgroundColor: "var(--removed)" },
});

const kInk = HighlightStyle.define([
  { tag: [t.comment, t.lineComment, t.meta], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [t.definition(t.propertyName), t.propertyName], color: "var(--code-1)" },
  { tag: [t.keyword, t.controlKeyword, t.operatorKeyword], color: "var(--code-2)", fontWeight: "600" },
  { tag: [t.string, t.special(t.string), t.regexp], color: "var(--code-3)" },
  { tag: [t.number, t.bool, t.atom, t.null], color: "var(--code-4)" },
  { tag: [t.function(t.variableName), t.standard(t.variableName)], color: "var(--code-1)" },
  { tag: [t.labelName, t.typeName], color: "var(--code-4)" },
]);

export const look = [kLook, syntaxHighlighting(kInk)];
