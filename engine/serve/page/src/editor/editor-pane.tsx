// The middle pane: which file, how it stands, the editor, its problems, and what to do when somebody else wrote.
import { useSignal } from "@preact/signals";
import { ApiError } from "../api/client";
import type { Diagnostic } from "../api/types";
import { openBoth } from "../dialogs/both";
import { remembered } from "../core/remembered";
import { plural } from "../core/words";
import type { FileStatus, OpenFile } from "../model/open-file";
import type { Workbench } from "../model/workbench";
import { announce, announceError } from "../ui/announce";
import { ask } from "../ui/dialog";
import { Empty, Failure, Loading } from "../ui/states";
import { Editor, type EditorHandle } from "./editor";
import { inThePage } from "./problems";

const formatOnSave = remembered("format-on-save", true);

const kStatus: Record<FileStatus, string> = { saved: "saved", editing: "draft…", draft: "draft", saving: "saving…", failed: "not kept" };

export async function saveFile(workbench: Workbench): Promise<void> {
  const file = workbench.file.value;
  if (!file || file.inherited) return;
  if (file.conflict.value) {
    announce("Somebody else changed this file: take theirs or keep yours first.", true);
    return;
  }
  try {
    await file.flush();
    if (file.status.value === "saved") {
      announce("Nothing to save.");
      return;
    }
    if (file.failure.value) throw file.failure.value;
    if (formatOnSave.value && workbench.errors.value === 0) await formatFile(workbench, file);
    if (await file.save()) announce(`${file.path} is saved.`);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 422) {
      announceError(error);
      return;
    }
    const answer = await ask("The draft has mistakes", <Mistakes message={error.message} found={workbench.diagnostics.value} />, [{ key: "anyway", label: "Save anyway" }]);
    if (answer !== "anyway") return;
    try {
      if (await file.save(true)) announce(`${file.path} is saved with its mistakes.`);
    } catch (again) {
      announceError(again);
      return;
    }
  }
  await workbench.saved();
}

/** What a save is warned of: each mistake with its file and line. */
function Mistakes({ message, found }: { message: string; found: readonly Diagnostic[] }) {
  const errors = found.filter((one) => one.severity === "error");
  return (
    <>
      <p>{message}</p>
      <ul class="plain">{errors.slice(0, 12).map((one, index) => <li key={index}><code>{one.file}:{one.line}</code> <Ticked text={one.message} /></li>)}</ul>
      {errors.length > 12 && <p>And {plural(errors.length - 12, "more", "more")}.</p>}
      <p>The pack cannot score until they are mended.</p>
    </>
  );
}

async function formatFile(workbench: Workbench, file: OpenFile): Promise<void> {
  const before = file.text;
  const answer = await workbench.pack.format(file.path, before).catch((error: unknown) => {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500) return null; // what cannot be formatted is saved as it is
    throw error;
  });
  if (!answer?.changed || file.text !== before) return;
  file.replace(answer.text);
  await file.flush();
}

async function discardFile(workbench: Workbench, file: OpenFile): Promise<void> {
  const answer = await ask("Discard the draft?", file.isNew ? <p><code>{file.path}</code> was never saved, so nothing of it stays. Undo brings the draft back.</p> : <p>The editor goes back to the saved text of <code>{file.path}</code>. Undo brings the draft back.</p>, [{ key: "yes", label: "Discard the draft", strong: true }]);
  if (answer !== "yes") return;
  await file.discard().then(() => announce(`The draft of ${file.path} is discarded. Undo brings it back.`), announceError);
  await workbench.loadLists();
}

export function EditorPane({ workbench, handle }: { workbench: Workbench; handle: { current: EditorHandle | null } }) {
  const file = workbench.file.value;
  if (workbench.fileFailure.value && !file) return <Failure error={workbench.fileFailure.value} />;
  if (!file) return workbench.files.value?.length === 0 ? <Empty title="The pack has no files" /> : <Loading what="Opening" />;
  const status = file.status.value;
  const said = file.inherited ? "read only" : file.isNew && status === "saved" ? "no file" : file.isNew && status === "draft" ? "new, draft" : kStatus[status];
  return (
    <div class="editing">
      <div class="file-bar">
        <h2 class="file-name" title={file.path}>{file.path}</h2>
        <span class={`status ${file.inherited ? "saved" : status}`} role="status" aria-label={`File is ${said}`}>{said}</span>
        <span class="file-actions">
          <button type="button" aria-label="Undo" title="Undo (Ctrl+Z)" onClick={() => handle.current?.undo()} disabled={file.inherited}>↶</button>
          <button type="button" aria-label="Redo" title="Redo (Ctrl+Y)" onClick={() => handle.current?.redo()} disabled={file.inherited}>↷</button>
          <button type="button" onClick={() => void discardFile(workbench, file)} disabled={!file.isDraft || file.inherited}>Discard</button>
          <button type="button" class="strong" onClick={() => void saveFile(workbench)} disabled={!file.isDraft || file.inherited} title="Ctrl+S">Save</button>
        </span>
      </div>
      <Editor workbench={workbench} handle={handle} />
      <Problems workbench={workbench} file={file} handle={handle} />
      {file.conflict.value && <ConflictBar file={file} workbench={workbench} />}
      {file.failure.value && !file.conflict.value && (
        <div class="offer bad" role="alert"><p>Not kept: {file.failure.value.message} {file.failure.value instanceof ApiError && file.failure.value.remedy}</p><button type="button" onClick={() => void file.flush()}>Try again</button></div>
      )}
    </div>
  );
}

function ConflictBar({ file, workbench }: { file: OpenFile; workbench: Workbench }) {
  const conflict = file.conflict.value!;
  const settle = (choice: Promise<void>) => void choice.then(() => workbench.loadLists(), announceError);
  return (
    <div class="offer" role="alert">
      <p>{conflict.kind === "disk" ? (conflict.sha256 === "" ? "Another program removed this file." : "Another program changed this file on disk.") : "This draft was changed in another tab."}{file.isDraft ? "" : " Nothing here is edited."}</p>
      <span class="actions">
        <button type="button" class="strong" onClick={() => settle(file.takeTheirs())}>Take theirs</button>
        <button type="button" onClick={() => settle(file.keepMine())}>Keep mine</button>
        <button type="button" onClick={() => openBoth(file)}>Show both</button>
      </span>
    </div>
  );
}

function problemCount(own: readonly Diagnostic[], elsewhere: number): string {
  const counts = (["error", "warning", "note"] as const)
    .map((severity) => ({ severity, n: own.filter((one) => one.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => plural(n, severity));
  const here = counts.length ? `${counts.join(", ")} here` : elsewhere ? "No problem here" : "No problems";
  return elsewhere ? `${here}, ${elsewhere} elsewhere` : here;
}

/** `words` of a message in the typewriter face. */
function Ticked({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>;
}

/** The pack's problems, this file's first, and the examples of this file that do not hold. */
function Problems({ workbench, file, handle }: { workbench: Workbench; file: OpenFile; handle: { current: EditorHandle | null } }) {
  const examples = useSignal<{ text: string; failures: { line: number; message: string; rule: string }[] } | null>(null);
  const busy = useSignal(false);
  const found = [...workbench.diagnostics.value].sort((a, b) => Number(b.file === file.path) - Number(a.file === file.path));
  const own = found.filter((one) => one.file === file.path);
  const jump = async (one: Diagnostic) => {
    if (one.file !== file.path) await workbench.open(one.file, one.line);
    handle.current?.goTo(one.line, one.column);
  };
  const run = async () => {
    busy.value = true;
    try {
      await file.flush();
      const answer = await workbench.pack.examples(file.path);
      examples.value = {
        text: answer.failed === 0 ? `${plural(answer.run, "example")}, all as the file says.` : `${answer.failed} of ${plural(answer.run, "example")} ${answer.failed === 1 ? "does" : "do"} not hold.`,
        failures: answer.failures,
      };
    } catch (error) {
      announceError(error);
    }
    busy.value = false;
  };
  return (
    <section class="problems" aria-label="Problems">
      <div class="problems-head">
        <span role="status">{problemCount(own, found.length - own.length)}</span>
        <label class="check"><input type="checkbox" checked={formatOnSave.value} onChange={(event) => (formatOnSave.value = event.currentTarget.checked)} /> format on save</label>
        <button type="button" class="small" onClick={() => void run()} disabled={busy.value}>{busy.value ? "Running…" : "Run examples"}</button>
      </div>
      <ul class="problem-list" tabIndex={0} aria-label="List of problems">
        {examples.value && <li class="quiet">{examples.value.text}</li>}
        {examples.value?.failures.map((one, index) => (
          <li key={`e${index}`}><button type="button" class="problem warning" onClick={() => handle.current?.goTo(one.line)}><span class="number">{one.line}</span> <span>{one.rule}: {one.message}</span></button></li>
        ))}
        {found.slice(0, 100).map((one, index) => (
          <li key={index}>
            <button type="button" class={`problem ${one.severity}`} onClick={() => void jump(one)}>
              <span class="number">{one.file === file.path ? one.line : ""}</span>
              <span>
                <span class="unseen">{one.severity} </span><Ticked text={one.message} /> {one.suggestion && <span class="quiet"><Ticked text={inThePage(one, workbench.completion.value)} /></span>} <small>{one.file === file.path ? "" : `${one.file}:${one.line}, `}{one.code}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
