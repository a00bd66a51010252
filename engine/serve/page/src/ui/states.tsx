// What a pane shows when it has nothing, waits, or failed.
import type { ComponentChildren } from "preact";
import { ApiError } from "../api/client";

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <p class="state-title">{title}</p>
      {children && <div class="quiet">{children}</div>}
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <div class="state" role="status">
      <p class="quiet loading">{what}…</p>
    </div>
  );
}

/** The server's words, and its remedy. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  return (
    <div class="state note-line bad" role="alert">
      <p class="state-title">{error.message}</p>
      {error instanceof ApiError && error.remedy && <p>{error.remedy}</p>}
      {again && <button type="button" onClick={again}>Try again</button>}
    </div>
  );
}

export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div class="progress-row">
      <progress max={Math.max(total, 1)} value={total > 0 ? done : undefined} aria-label={label} />
      <span class="quiet number">{total > 0 ? `${done} of ${total}` : ""}</span>
    </div>
  );
}
