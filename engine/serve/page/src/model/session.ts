// What the server serves: its packs, and how far it has read the corpus.
import { computed, signal } from "@preact/signals";
import { getState } from "../api/client";
import type { State } from "../api/types";
import { sleep } from "../core/timing";

export class Session {
  readonly state = signal<State | null>(null);
  readonly failure = signal<Error | null>(null);
  readonly corpusReady = computed(() => this.state.value?.corpus.state === "ready");

  /** Asks, and goes on asking while the corpus is being read. */
  async load(): Promise<void> {
    for (;;) {
      try {
        this.state.value = await getState();
        this.failure.value = null;
      } catch (error) {
        this.failure.value = error as Error;
        return;
      }
      if (this.state.value.corpus.state !== "loading") return;
      await sleep(500);
    }
  }
}
