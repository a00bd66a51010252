// The report in the effect pane, scored with the drafts in effect, and what one rule does in it.
import { computed, signal } from "@preact/signals";
import { isSuperseded, type PackApi } from "../api/client";
import type { Report, ReportEntry, Why } from "../api/types";
import { notesOf, type Note } from "../core/argument";
import { go, route } from "../core/route";

export class Reading {
  readonly list = signal<ReportEntry[] | null>(null);
  readonly id = signal<string | null>(null);
  readonly report = signal<Report | null>(null);
  readonly busy = signal(false);
  readonly failure = signal<Error | null>(null);
  readonly why = signal<Why | null>(null);
  readonly whyFailure = signal<Error | null>(null);
  /** The sentence that the reader chose, by its first byte. */
  readonly chosen = signal<number | null>(null);
  /** How far the text is scrolled, and whose: for the way back from another page or tab. */
  scrolled: { id: string; top: number } | null = null;
  readonly entry = computed(() => this.list.value?.find((one) => one.id === this.id.value) ?? null);
  /** What the margin of the text says. */
  readonly notes = computed(() => (this.report.value ? notesOf(this.report.value) : new Map<number, Note[]>()));

  private asking: AbortController | null = null;
  private askingWhy: AbortController | null = null;

  constructor(private readonly pack: PackApi) {}

  async loadList(): Promise<void> {
    try {
      this.list.value = await this.pack.reports();
    } catch (error) {
      this.failure.value = error as Error;
      return;
    }
    if (this.id.value && this.list.value.some((one) => one.id === this.id.value)) return;
    const wanted = this.list.value.find((one) => one.id === route.value.report) ?? this.list.value[0];
    if (wanted) await this.open(wanted.id);
  }

  async open(id: string, sentence: number | null = null): Promise<void> {
    if (sentence !== null) this.scrolled = null;
    if (id === this.id.value && this.report.value) {
      this.chosen.value = sentence;
      return;
    }
    this.id.value = id;
    this.report.value = null;
    this.chosen.value = null;
    this.why.value = null;
    go({ report: id });
    await this.refresh();
    this.chosen.value = sentence;
  }

  /** Scores again; an older request still under way is dropped. The old answer stays on screen meanwhile. */
  async refresh(): Promise<void> {
    const id = this.id.value;
    if (!id) return;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.busy.value = true;
    try {
      const report = await this.pack.report(id, asking.signal);
      if (this.asking !== asking) return;
      this.report.value = report;
      this.failure.value = null;
    } catch (error) {
      if (isSuperseded(error) || this.asking !== asking) return;
      this.failure.value = error as Error;
    }
    this.busy.value = false;
  }

  async explain(rule: string | null): Promise<void> {
    this.askingWhy?.abort();
    const id = this.id.value;
    if (!id || !rule) {
      this.why.value = null;
      return;
    }
    const asking = (this.askingWhy = new AbortController());
    try {
      const why = await this.pack.why(id, rule, asking.signal);
      if (this.askingWhy !== asking) return;
      this.why.value = why;
      this.whyFailure.value = null;
    } catch (error) {
      if (isSuperseded(error) || this.askingWhy !== asking) return;
      this.why.value = null;
      this.whyFailure.value = error as Error;
    }
  }

  /** Scores a file that the reader brought, and shows it. */
  async bring(name: string, bytes: Blob): Promise<void> {
    const report = await this.pack.score(name, bytes);
    this.list.value = await this.pack.reports();
    if (!report.id) return;
    this.id.value = report.id;
    this.chosen.value = null;
    this.report.value = report;
    this.failure.value = null;
    go({ report: report.id });
    // With all that the assessment tells.
    await this.refresh();
  }

  async forget(id: string): Promise<void> {
    await this.pack.forget(id);
    this.id.value = null;
    this.report.value = null;
    await this.loadList();
  }
}
