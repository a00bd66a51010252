// What the drafts change over the whole corpus, against the saved rules.
import { signal } from "@preact/signals";
import { ApiError, isSuperseded, type PackApi } from "../api/client";
import type { Impact } from "../api/types";

export class ImpactRun {
  readonly impact = signal<Impact | null>(null);
  readonly busy = signal(false);
  readonly failure = signal<Error | null>(null);
  /** The drafts have mistakes: what is shown belongs to the last draft without. */
  readonly stale = signal(false);
  private asking: AbortController | null = null;

  constructor(private readonly pack: PackApi) {}

  async run(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.busy.value = true;
    try {
      const impact = await this.pack.impact(asking.signal);
      if (this.asking !== asking) return;
      this.impact.value = impact;
      this.failure.value = null;
      this.stale.value = false;
    } catch (error) {
      if (this.asking !== asking || isSuperseded(error)) return;
      if (error instanceof ApiError && error.status === 422) this.stale.value = true;
      else this.failure.value = error as Error;
    }
    this.busy.value = false;
  }

  cancel(): void {
    this.asking?.abort();
    this.asking = null;
    this.busy.value = false;
  }
}
