// Words that the reader selected in the report's text, as the server wants them.
import type { Example } from "../api/client";
import { byteLength } from "../core/bytes";

/** What a selection in `root` says, or null where it is empty or elsewhere. */
export function selectedIn(root: HTMLElement, report: string): Example | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const text = selection.toString().replace(/\s+/g, " ").trim();
  if (!text) return null;
  const sentences = [...root.querySelectorAll<HTMLElement>("[data-start]")].filter((one) => range.intersectsNode(one));
  const first = sentences[0];
  const last = sentences.at(-1);
  if (!first || !last) return null;
  const whole = { report, start: Number(first.dataset.start), end: Number(last.dataset.end), text };
  if (first !== last) return whole;
  const words = first.dataset.text ?? "";
  // Only where the quotation has as many bytes as its range do its bytes tell places in the file.
  if (byteLength(words) !== whole.end - whole.start) return whole;
  const before = document.createRange();
  before.selectNodeContents(first);
  if (first.contains(range.startContainer)) before.setEnd(range.startContainer, range.startOffset);
  else before.collapse(true);
  const inside = document.createRange();
  inside.selectNodeContents(first);
  if (first.contains(range.startContainer)) inside.setStart(range.startContainer, range.startOffset);
  if (first.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset);
  const raw = inside.toString();
  const from = before.toString().length + (raw.length - raw.trimStart().length);
  const start = whole.start + byteLength(words.slice(0, from));
  return { report, start, end: start + byteLength(raw.trim()), text };
}
