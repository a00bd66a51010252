// One file in the editor: its text, its draft on the server, and what to do when somebody else changed it.
import { signal } from "@preact/signals";
import { ApiError, type PackApi } from "../api/client";
import type { Diagnostic, Draft, FileText } from "../api/types";
import { debounced } from "../core/timing";

/** `editing`: keys not yet sent. `draft`: the server keeps what is on the screen. `saved`: so does the file. */
export type FileStatus = "saved" | "editing" | "draft" | "saving" | "failed";

/** The other side of a conflict: another program wrote the file, or another tab the draft. */
export interface Conflict {
  kind: "disk" | "tab";
  text: string;
  /** Of the file on disk, for `disk`. */
  sha256: string;
  /** Of the other tab's draft, for `tab`; 0 where it discarded its draft. */
  revision: number;
}

export interface Replacement {
  text: string;
  /** Put the caret in this line (from 1) and show it. */
  line?: number;
}

/** The key is drawn first. More would be waited for: while a draft is on its way, keys gather anyway. */
const kDraftDelay = 0;

/** The server counts lines by "\n" and so does this page: CodeMirror's own line breaks are the same. */
export class OpenFile {
  readonly status = signal<FileStatus>("saved");
  readonly conflict = signal<Conflict | null>(null);
  readonly failure = signal<Error | null>(null);
  /** A text that the editor must show in place of its own; it is undoable there. */
  readonly replacement = signal<Replacement | null>(null);
  /** What the editor remembers of this file while another is shown: undo history, selection, scroll. */
  editorState: unknown = null;
  /** And where it was scrolled to. */
  editorScroll: unknown = null;

  text: string;
  savedText: string;
  readonly path: string;
  readonly inherited: boolean;
  private savedSha: string; // empty: there is no such file
  private revision = 0;
  private storing: Promise<void> | null = null;
  private readonly later = debounced(kDraftDelay, () => void this.store());

  constructor(
    private readonly pack: PackApi,
    from: FileText,
    /** Called when the server has taken a draft, with what it found in the pack. */
    private readonly stored: (diagnostics: Diagnostic[] | null) => void,
  ) {
    this.path = from.path;
    this.inherited = from.inherited;
    this.savedText = from.text;
    this.savedSha = from.sha256;
    this.text = from.draft?.text ?? from.text;
    this.adopt(from.draft);
    if (from.draft && from.changed_on_disk) this.conflict.value = { kind: "disk", text: from.text, sha256: from.sha256, revision: 0 };
  }

  /** No such file on disk: it begins with the first save. */
  get isNew(): boolean {
    return this.savedSha === "";
  }

  get isDraft(): boolean {
    return this.status.value !== "saved";
  }

  /** The editor's text changed. */
  edit(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.status.value = "editing";
    this.later();
  }

  /** Puts another text into the editor and keeps it as a draft. */
  replace(text: string, line?: number): void {
    this.replacement.value = { text, ...(line ? { line } : {}) };
    this.edit(text);
  }

  /** Sends what is not sent yet and waits for the answer. */
  async flush(): Promise<void> {
    this.later.cancel();
    if (this.status.value === "editing" || this.status.value === "failed") await this.store();
    else await this.storing;
  }

  /** Throws ApiError: 422 when the draft has mistakes and `anyway` is not said. A change on disk becomes a conflict. */
  async save(anyway = false): Promise<boolean> {
    await this.flush();
    if (this.conflict.value || this.status.value !== "draft") return false;
    const text = this.text;
    this.status.value = "saving";
    try {
      const saving = this.pack.save(this.path, { revision: this.revision, base_sha256: this.savedSha, ...(anyway ? { anyway } : {}) });
      // Keys pressed meanwhile wait: their draft begins from the saved file.
      this.storing = saving.then(() => undefined, () => undefined).finally(() => (this.storing = null));
      const answer = await saving;
      this.savedText = text;
      this.savedSha = answer.sha256;
      this.revision = 0;
      this.status.value = this.text === text ? "saved" : "editing";
      if (this.text !== text) this.later();
      return true;
    } catch (error) {
      this.status.value = "draft";
      if (error instanceof ApiError && error.code === "changed_on_disk") {
        const disk = error.body.disk as { text: string; sha256: string | null };
        this.conflict.value = { kind: "disk", text: disk.text, sha256: disk.sha256 ?? "", revision: 0 };
        return false;
      }
      if (error instanceof ApiError && error.status === 409) {
        await this.refresh();
        return false;
      }
      throw error;
    }
  }

  /** Back to the text on disk. The editor can undo it. */
  async discard(): Promise<void> {
    this.later.cancel();
    await this.storing;
    await this.pack.dropDraft(this.path);
    this.settle(this.isNew ? this.nothing() : await this.now());
    this.stored(null);
  }

  /** Asks the server how the file stands: another tab or program may have changed it. */
  async refresh(): Promise<void> {
    await this.storing;
    if (this.conflict.value || this.status.value === "saving") return;
    if (this.isNew && this.revision === 0) return; // nothing is there that could have changed
    const { text, revision } = this;
    const now = await this.now();
    // Typed on meanwhile: the answer is older than the text, and the next draft asks the server anyway.
    if (this.text !== text || this.revision !== revision || this.storing || this.conflict.value) return;
    const theirs = now.draft;
    const untouched = this.status.value === "saved" || this.status.value === "draft";
    if ((theirs?.revision ?? 0) !== this.revision) {
      const other = theirs?.text ?? now.text;
      if (other === this.text) this.settle(now);
      else if (untouched && this.status.value === "saved" && now.sha256 === this.savedSha) this.settle(now);
      else this.conflict.value = { kind: "tab", text: other, sha256: now.sha256, revision: theirs?.revision ?? 0 };
    } else if (now.sha256 !== this.savedSha) {
      if (now.text === this.text) this.settle(now);
      else this.conflict.value = { kind: "disk", text: now.text, sha256: now.sha256, revision: 0 };
    }
  }

  /** Settles a conflict in favour of this page's text; it stays a draft, on top of what is there now. */
  async keepMine(): Promise<void> {
    const other = this.conflict.value;
    if (!other) return;
    if (other.kind === "disk") {
      this.savedText = other.text;
      this.savedSha = other.sha256;
    } else {
      this.revision = other.revision;
    }
    this.conflict.value = null;
    this.status.value = "editing";
    await this.store();
  }

  /** Settles a conflict in favour of the other side. The editor can undo it. */
  async takeTheirs(): Promise<void> {
    const other = this.conflict.value;
    if (!other) return;
    this.later.cancel();
    await this.storing;
    this.conflict.value = null;
    if (other.kind === "disk") await this.pack.dropDraft(this.path);
    this.settle(await this.now());
    this.stored(null);
  }

  /** How the file stands on the server. One that is not there, or not yet, is empty. */
  private async now(): Promise<FileText> {
    try {
      return await this.pack.file(this.path);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      return this.nothing();
    }
  }

  private nothing(): FileText {
    return { path: this.path, text: "", sha256: "", inherited: this.inherited, draft: null, changed_on_disk: false };
  }

  private adopt(draft: Draft | null): void {
    this.revision = draft?.revision ?? 0;
    this.status.value = draft ? "draft" : "saved";
  }

  /** Shows what the server has. */
  private settle(now: FileText): void {
    this.savedText = now.text;
    this.savedSha = now.sha256;
    const text = now.draft?.text ?? now.text;
    if (text !== this.text) {
      this.text = text;
      this.replacement.value = { text };
    }
    this.adopt(now.draft);
    this.failure.value = null;
  }

  /** One request at a time; keys pressed meanwhile go with the next. */
  private async store(): Promise<void> {
    const waits = this.storing !== null;
    // Several may wait for the same request: the first of them goes on, the others wait for it in turn.
    while (this.storing) await this.storing;
    if (waits && this.status.value !== "editing") return;
    if (this.conflict.value) return;
    this.storing = this.storeNow().finally(() => (this.storing = null));
    await this.storing;
  }

  private async storeNow(): Promise<void> {
    const text = this.text;
    try {
      if (text === this.savedText) {
        await this.pack.dropDraft(this.path);
        this.revision = 0;
        this.done(text, "saved", null);
      } else {
        const answer = await this.pack.putDraft(this.path, { text, revision: this.revision, base_sha256: this.savedSha });
        this.revision = answer.revision;
        this.done(text, "draft", answer.diagnostics);
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) {
        const theirs = error.body.draft as Draft | null;
        const now = theirs ? null : await this.now();
        this.conflict.value = {
          kind: "tab",
          text: theirs?.text ?? now?.draft?.text ?? now?.text ?? "",
          sha256: this.savedSha,
          revision: theirs?.revision ?? now?.draft?.revision ?? 0,
        };
        this.status.value = "editing";
        return;
      }
      this.failure.value = error as Error;
      this.status.value = "failed";
    }
  }

  private done(sent: string, status: FileStatus, diagnostics: Diagnostic[] | null): void {
    this.failure.value = null;
    if (this.text === sent) this.status.value = status;
    else this.later();
    this.stored(diagnostics);
  }
}
