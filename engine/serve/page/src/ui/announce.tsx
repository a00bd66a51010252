// One line for what just happened: seen for a while at the foot of the page, and read out.
import { signal } from "@preact/signals";

const said = signal<{ text: string; bad: boolean } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string, bad = false): void {
  said.value = { text, bad };
  clearTimeout(timer);
  timer = setTimeout(() => (said.value = null), bad ? 12_000 : 5_000);
}

export function announceError(error: unknown): void {
  const { message, remedy } = error as Error & { remedy?: string };
  announce(remedy ? `${message} ${remedy}` : message, true);
}

export function Announcements() {
  return (
    <div class="announce" role="status" aria-live="polite">
      {said.value && <p class={said.value.bad ? "bad" : ""}>{said.value.text}</p>}
    </div>
  );
}
