// One pack on the workbench: its files and rules, the open file, and the effect of the drafts.
import { batch, computed, signal } from "@preact/signals";
import { PackApi } from "../api/client";
import type { Completion, Diagnostic, FileInfo, RuleEntry } from "../api/types";
import { go, route } from "../core/route";
import { debounced } from "../core/timing";
import { ruleAt } from "../editor/rule-at";
import { ImpactRun } from "./impact-run";
import { OpenFile } from "./open-file";
import { Reading } from "./reading";

const kPollChanges = 2000;

const alike = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export class Workbench {
  readonly pack: PackApi;
  readonly reading: Reading;
  readonly impact: ImpactRun;
  readonly files = signal<FileInfo[] | null>(null);
  readonly rules = signal<RuleEntry[] | null>(null);
  readonly diagnostics = signal<Diagnostic[]>([]);
  readonly completion = signal<Completion | null>(null);
  readonly failure = signal<Error | null>(null);
  readonly file = signal<OpenFile | null>(null);
  readonly fileFailure = signal<Error | null>(null);
  /** The caret's line in the open file, from 1, and the rule it stands in. */
  readonly line = signal(1);
  readonly rule = signal<string | null>(null);
  /** The caret has been somewhere: `rule` is known, or known to be none. */
  readonly placed = signal(false);
  readonly errors = computed(() => this.diagnostics.value.filter((one) => one.severity === "error").length);
  readonly draftCount = computed(() => {
    const open = this.file.value;
    const others = this.files.value?.filter((one) => one.draft && one.path !== open?.path).length ?? 0;
    return others + (open?.isDraft ? 1 : 0);
  });

  /** A rule that was opened from elsewhere, for the list of rules to show; null when it has. */
  readonly reveal = signal<string | null>(null);

  /** Puts the caret into the editor; set by the page that shows it. */
  focusEditor: () => void = () => undefined;

  private readonly opened = new Map<string, Promise<OpenFile>>();
  /** Counts what the reader asked to open: an answer that comes after a later wish is not shown. */
  private wishes = 0;
  private stamp = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly listLater = debounced(400, () => void this.loadLists());
  private readonly effectLater = debounced(40, () => void this.refreshEffect());

  constructor(readonly id: string) {
    this.pack = new PackApi(id);
    this.reading = new Reading(this.pack);
    this.impact = new ImpactRun(this.pack);
  }

  async start(): Promise<void> {
    await Promise.all([this.loadLists(), this.loadDiagnostics(), this.loadCompletion()]);
    await Promise.all([this.openFirst(), this.reading.loadList()]);
    this.effectLater();
    this.timer = setInterval(() => void this.poll(), kPollChanges);
    addEventListener("focus", this.onFocus);
  }

  /** What the address names, else the first rule that may be edited and fires in the corpus, else any file. */
  private async openFirst(): Promise<void> {
    const { file, line } = route.value;
    if (file && this.files.value?.some((one) => one.path === file)) return this.open(file, Number(line) || undefined);
    const own = this.files.value?.filter((one) => !one.inherited) ?? [];
    const rules = this.rules.value?.filter((one) => own.some(({ path, kind }) => kind === "rules" && path === one.file)) ?? [];
    const rule = rules.find((one) => one.fires) ?? rules[0];
    if (rule) return this.open(rule.file, rule.line);
    if (own[0]) return this.open(own[0].path);
  }

  stop(): void {
    clearInterval(this.timer);
    removeEventListener("focus", this.onFocus);
    this.impact.cancel();
  }

  async open(path: string, line?: number): Promise<void> {
    const wish = (this.wishes += 1);
    const known = this.opened.get(path);
    const opening = known ?? this.pack.file(path).then((from) => new OpenFile(this.pack, from, (found) => this.onStored(found)));
    this.opened.set(path, opening);
    try {
      const file = await opening;
      if (known && file !== this.file.value) await file.refresh();
      if (wish !== this.wishes) return;
      batch(() => {
        this.fileFailure.value = null;
        if (line) file.replacement.value = { text: file.text, line };
        this.file.value = file;
      });
      go({ file: path, line: line ? String(line) : "" });
    } catch (error) {
      this.opened.delete(path);
      if (wish === this.wishes) this.fileFailure.value = error as Error;
    }
  }

  async openRule(id: string): Promise<void> {
    const rule = this.rules.value?.find((one) => one.id === id);
    if (!rule) return;
    await this.open(rule.file, rule.line);
    this.reveal.value = id;
  }

  /** The caret moved. */
  caretAt(line: number): void {
    const file = this.file.value;
    this.line.value = line;
    if (!file) return;
    const rule = ruleAt(file.path, file.text, line, this.rules.value ?? []);
    this.placed.value = true;
    this.rule.value = rule;
  }

  /** Shows a text as the draft of `path`, with the caret in `line`. */
  async showDraft(path: string, text: string, line: number): Promise<void> {
    await this.keepDraft(path, text, line);
    this.focusEditor();
  }

  private async keepDraft(path: string, text: string, line: number): Promise<void> {
    if (!this.files.value?.some((one) => one.path === path)) {
      // A file that is not there yet begins as a draft.
      const answer = await this.pack.putDraft(path, { text, revision: 0, base_sha256: "" });
      await this.loadLists();
      await this.open(path, line);
      this.onStored(answer.diagnostics);
      return;
    }
    await this.open(path);
    const file = this.file.value;
    if (file?.path !== path) return;
    file.replace(text, line);
    await file.flush();
  }

  async saved(): Promise<void> {
    await this.loadLists();
    await this.loadDiagnostics();
    this.effectLater();
  }

  async loadLists(): Promise<void> {
    try {
      const [files, rules] = await Promise.all([this.pack.files(), this.pack.rules()]);
      batch(() => {
        // The same lists draw nothing anew.
        if (!alike(files, this.files.peek())) this.files.value = files;
        if (!alike(rules, this.rules.peek())) this.rules.value = rules;
        this.failure.value = null;
      });
    } catch (error) {
      if (!this.files.value) this.failure.value = error as Error;
    }
  }

  private async loadCompletion(): Promise<void> {
    // The editor works without its completions.
    this.completion.value = await this.pack.completion().catch(() => null);
  }

  private async loadDiagnostics(): Promise<void> {
    const found = await this.pack.diagnostics().catch(() => null);
    if (found) this.diagnostics.value = found;
  }

  private onStored(found: Diagnostic[] | null): void {
    if (found) this.diagnostics.value = found;
    else void this.loadDiagnostics();
    this.effectLater();
    this.listLater();
  }

  /** Drafts with mistakes score nothing: what is shown stays, and says so. */
  private async refreshEffect(): Promise<void> {
    if (this.errors.value > 0) {
      this.impact.stale.value = true;
      return;
    }
    await Promise.all([this.reading.refresh(), this.impact.run()]);
    // How often each rule fires is known once the corpus was scored by these rules.
    if (this.impact.impact.value && this.rules.value?.some((one) => one.fires === null)) await this.loadLists();
  }

  private readonly onFocus = () => void this.file.value?.refresh().catch(() => undefined);

  private async poll(): Promise<void> {
    if (document.hidden) return;
    try {
      const found = await this.pack.changes(this.stamp);
      this.stamp = found.stamp;
      if (found.files.length === 0) return;
      for (const { path } of found.files) {
        if (path !== this.file.value?.path) this.opened.delete(path);
      }
      await this.file.value?.refresh();
      await this.saved();
    } catch {
      // Told where it matters: the next draft or save fails with the server's words.
    }
  }
}
