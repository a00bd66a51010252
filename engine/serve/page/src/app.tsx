// The frame of every page: the bar above, the page below, dialogs and announcements over it.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { addressOf, go, route, type PageName } from "./core/route";
import { plural } from "./core/words";
import { openShortcuts } from "./dialogs/shortcuts";
import { Session } from "./model/session";
import { Workbench } from "./model/workbench";
import { ChangesPage } from "./pages/changes-page";
import { LazyCalibration } from "./pages/lazy-calibration";
import { WorkbenchPage } from "./pages/workbench-page";
import { Announcements } from "./ui/announce";
import { DialogPlace, isDialogOpen } from "./ui/dialog";
import { Empty, Failure, Loading } from "./ui/states";

const session = new Session();
const workbench = signal<Workbench | null>(null);

const kPages: { page: PageName; name: string }[] = [
  { page: "workbench", name: "Workbench" },
  { page: "calibration", name: "Calibration" },
  { page: "changes", name: "Changes" },
];

function choosePack(id: string): void {
  if (workbench.value?.id === id) return;
  workbench.value?.stop();
  const next = new Workbench(id);
  workbench.value = next;
  void next.start();
}

// A link may lead to another pack.
route.subscribe(({ pack }) => {
  if (pack && workbench.value && session.state.value?.packs.some((one) => one.id === pack)) choosePack(pack);
});

async function start(): Promise<void> {
  const loading = session.load();
  // The packs are known with the first answer; the corpus may take longer.
  const stop = session.state.subscribe((state) => {
    if (!state || workbench.value) return;
    const wanted = state.packs.find((one) => one.id === route.value.pack) ?? state.packs[0];
    if (wanted) {
      go({ pack: wanted.id });
      choosePack(wanted.id);
    }
  });
  await loading;
  stop();
  const corpus = session.state.value?.corpus;
  if (corpus?.state !== "ready" || !workbench.value) return;
  await Promise.all([workbench.value.loadLists(), workbench.value.reading.loadList()]);
  void workbench.value.impact.run();
}

export function App() {
  useEffect(() => {
    void start();
    const key = (event: KeyboardEvent) => {
      const target = event.composedPath()[0] as HTMLElement;
      if (event.key !== "?" || isDialogOpen() || target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName ?? "")) return;
      event.preventDefault();
      openShortcuts();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return (
    <>
      <Bar />
      <Page />
      <Announcements />
      <DialogPlace />
    </>
  );
}

function Bar() {
  const state = session.state.value;
  const bench = workbench.value;
  const here = route.value.page;
  const corpus = state?.corpus;
  const errors = bench?.errors.value ?? 0;
  return (
    <header class="topbar">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>("#main, .panes")?.querySelector<HTMLElement>("button, input, [tabindex='0']")?.focus(); }}>Skip to the page</a>
      <strong class="brand">assay</strong>
      {state && state.packs.length > 0 && (
        <label><span class="unseen">Pack</span>
          <select value={bench?.id ?? ""} onChange={(event) => { go({ pack: event.currentTarget.value, file: "", line: "", report: "" }); choosePack(event.currentTarget.value); }}>
            {state.packs.map((one) => <option key={one.id} value={one.id}>{one.title || one.id}</option>)}
          </select>
        </label>
      )}
      <nav aria-label="Pages">
        {kPages.map(({ page, name }) => (
          <a key={page} href={addressOf({ ...route.value, page })} aria-current={page === here ? "page" : undefined} onClick={(event) => { event.preventDefault(); go({ page }); }}>{name}</a>
        ))}
      </nav>
      <span class="bar-end">
        <span class={`pack-state${errors > 0 ? " bad" : ""}`} role="status">
          {bench ? (errors > 0 ? plural(errors, "error") : bench.draftCount.value > 0 ? plural(bench.draftCount.value, "draft") : "all saved") : ""}
        </span>
        <span class="quiet corpus-state">
          {corpus?.state === "loading" ? `reading corpus, ${corpus.done} of ${corpus.total}` : corpus?.state === "ready" ? plural(corpus.documents, "report") : corpus?.state === "failed" ? "corpus failed" : corpus ? "no corpus" : ""}
        </span>
        <button type="button" onClick={openShortcuts} aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">?</button>
      </span>
    </header>
  );
}

function Page() {
  const state = session.state.value;
  const bench = workbench.value;
  if (session.failure.value && !state) return <main class="alone" id="main"><Failure error={session.failure.value} again={() => void start()} /></main>;
  if (!state) return <main class="alone" id="main"><Loading what="Loading the workbench" /></main>;
  if (!bench) return <main class="alone" id="main"><Empty title="No pack is served">Start <code>assay serve --pack FOLDER</code>.</Empty></main>;
  switch (route.value.page) {
    case "calibration": return <LazyCalibration key={bench.id} workbench={bench} session={session} />;
    case "changes": return <ChangesPage key={bench.id} workbench={bench} />;
    default: return <main class="whole" id="main"><h1 class="unseen">Workbench</h1><WorkbenchPage key={bench.id} workbench={bench} session={session} /></main>;
  }
}
