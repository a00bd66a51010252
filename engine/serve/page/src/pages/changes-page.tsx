// What differs from version control, as `git diff` tells it, and the drafts that are not saved yet.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { GitState } from "../api/types";
import { addressOf, go, route } from "../core/route";
import type { Workbench } from "../model/workbench";
import { Empty, Failure, Loading } from "../ui/states";

export function ChangesPage({ workbench }: { workbench: Workbench }) {
  const diff = useSignal<GitState | null>(null);
  const failure = useSignal<Error | null>(null);
  const load = () => {
    failure.value = null;
    workbench.pack.gitDiff().then((answer) => (diff.value = answer), (error: Error) => (failure.value = error));
    void workbench.loadLists();
  };
  useEffect(load, []);
  const drafts = workbench.files.value?.filter((one) => one.draft) ?? [];
  return (
    <main class="page-body" id="main">
      <h1>Changes</h1>
      <section>
        <h2>Drafts</h2>
        {drafts.length === 0 ? <p class="quiet">No draft waits to be saved.</p> : (
          <ul class="plain">{drafts.map((one) => (
            <li key={one.path}><FileLink workbench={workbench} path={one.path} />{one.errors > 0 && <span class="tag bad">{one.errors} errors</span>}</li>
          ))}</ul>
        )}
      </section>
      <section>
        <div class="head-row"><h2>Saved, not committed {diff.value?.git && diff.value.branch && <span class="quiet">on {diff.value.branch}</span>}</h2><button type="button" onClick={load}>Look again</button></div>
        {failure.value ? <Failure error={failure.value} again={load} /> : !diff.value ? <Loading what="Asking git" /> : !diff.value.git ? (
          <Empty title="The pack is not in a git checkout">Put its folder under version control and its changes show here.</Empty>
        ) : diff.value.diff.trim() === "" ? <Empty title={diff.value.untracked.length ? "No file that git knows has changed" : "Nothing differs from the last commit"} /> : <Diff text={diff.value.diff} label="git diff" />}
        {diff.value && diff.value.untracked.length > 0 && (
          <>
            <h3>New files that git does not know yet</h3>
            <ul class="plain">{diff.value.untracked.map((path) => <li key={path}>{workbench.files.value?.some((one) => one.path === path) ? <FileLink workbench={workbench} path={path} /> : <code>{path}</code>}</li>)}</ul>
            {diff.value.new_files !== "" && <Diff text={diff.value.new_files} label="New files" />}
          </>
        )}
      </section>
    </main>
  );
}

function FileLink({ workbench, path }: { workbench: Workbench; path: string }) {
  return <a href={addressOf({ ...route.value, page: "workbench", file: path, line: "" })} onClick={(event) => { event.preventDefault(); void workbench.open(path).then(() => go({ page: "workbench" })); }}>{path}</a>;
}

function Diff({ text, label }: { text: string; label: string }) {
  const kind = (line: string) =>
    /^(diff --git|index |new file|Binary |Not shown)/.test(line) || line.startsWith("---") || line.startsWith("+++") ? "meta" : line.startsWith("@@") ? "hunk" : line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "same";
  return (
    <pre class="diff" tabIndex={0} aria-label={label}>
      {text.replace(/\n$/, "").split("\n").map((line, index) => <span key={index} class={`diff-line ${kind(line)}`}>{`${line}\n`}</span>)}
    </pre>
  );
}
