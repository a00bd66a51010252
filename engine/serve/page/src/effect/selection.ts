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
  const near = before.toString().length;
  const at = nearestAt(words, text, near);
  if (at < 0) return whole;
  const start = whole.start + byteLength(words.slice(0, at));
  return { report, start, end: start + byteLength(text), text };
}

function nearestAt(words: string, text: string, near: number): number {
  let best = -1;
  for (let at = words.indexOf(text); at >= 0; at = words.indexOf(text, at + 1)) if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  return best;
}
