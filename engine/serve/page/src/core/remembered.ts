// Small preferences that outlive the page: pane sizes, the order of the tree. Nothing of a report is kept.
import { effect, signal, type Signal } from "@preact/signals";

/** A signal whose value is kept in this browser under `name`. */
export function remembered<T>(name: string, start: T): Signal<T> {
  const key = `assay.${name}`;
  let first = start;
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) first = JSON.parse(kept) as T;
  } catch {
    // Kept by an older page, or storage is off: begin anew.
  }
  const value = signal(first);
  effect(() => {
    const text = JSON.stringify(value.value);
    try {
      localStorage.setItem(key, text);
    } catch {
      // A page without storage works, it only forgets.
    }
  });
  return value;
}
