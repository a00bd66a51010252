// A modal dialog: the browser's own, which keeps the focus inside and gives it back. One at a time.
import { signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

const shown = signal<VNode | null>(null);
let closed: (() => void) | null = null;

/** Shows a dialog until `closeDialog`; the promise ends with it. */
export function openDialog(content: VNode): Promise<void> {
  closeDialog();
  shown.value = content;
  return new Promise((done) => (closed = done));
}

export function closeDialog(): void {
  shown.value = null;
  const done = closed;
  closed = null;
  done?.();
}

export function isDialogOpen(): boolean {
  return shown.peek() !== null;
}

export function DialogPlace() {
  return shown.value;
}

export function Dialog({ title, children, wide = false }: { title: string; children: ComponentChildren; wide?: boolean }) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const dialog = element.current!;
    dialog.showModal();
    return () => {
      if (dialog.open) dialog.close();
      if (before?.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog ref={element} class={wide ? "wide" : ""} aria-labelledby={heading} onCancel={(event) => { event.preventDefault(); closeDialog(); }}>
      <header class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" class="plain" aria-label="Close" onClick={closeDialog}>✕</button>
      </header>
      {children}
    </dialog>
  );
}

/** Asks; answers with the chosen action's key, or null when the dialog was closed. */
export async function ask(title: string, words: ComponentChildren, actions: { key: string; label: string; strong?: boolean }[]): Promise<string | null> {
  let answer: string | null = null;
  const choose = (key: string) => {
    answer = key;
    closeDialog();
  };
  await openDialog(
    <Dialog title={title}>
      <div class="dialog-body">{words}</div>
      <footer class="dialog-foot">
        {actions.map(({ key, label, strong }) => (
          <button type="button" key={key} class={strong ? "strong" : ""} onClick={() => choose(key)}>{label}</button>
        ))}
        <button type="button" onClick={closeDialog}>Cancel</button>
      </footer>
    </Dialog>,
  );
  return answer;
}
