// "This hit is wrong": an exception for the rule, with the sentence as an example that must not match.
import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ExceptionEdit, Finding, Suggestion } from "../api/types";
import { debounced } from "../core/timing";
import type { Workbench } from "../model/workbench";
import { shownPane } from "../core/shown-pane";
import { announce } from "../ui/announce";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";
import { Quote } from "../ui/quote";
import { Failure } from "../ui/states";
import { Preview } from "./preview";

type Hit = Pick<Finding, "rule" | "sentence" | "matches">;

/** For hits in one sentence, of which the reader says which is wrong. */
export function openException(workbench: Workbench, hits: readonly Hit[]): void {
  if (hits[0]) void openDialog(<ExceptionDialog workbench={workbench} hits={hits} />);
}

function ExceptionDialog({ workbench, hits }: { workbench: Workbench; hits: readonly Hit[] }) {
  const wrong = useSignal(hits[0]!.rule);
  const hit = hits.find((one) => one.rule === wrong.value)!;
  const titleOf = (id: string) => workbench.rules.value?.find((one) => one.id === id)?.title ?? id;
  const { pack, reading } = workbench;
  const report = reading.id.value!;
  const suggestions = useSignal<Suggestion[]>([]);
  const phrase = useSignal("");
  const example = useSignal("");
  const result = useSignal<(ExceptionEdit & { before: string }) | null>(null);
  const failure = useSignal<Error | null>(null);

  useEffect(() => {
    pack.phraseFrom({ report, start: hit.sentence.start, end: hit.sentence.end, text: hit.sentence.text }).then((answer) => (suggestions.value = answer.suggestions), () => undefined);
  }, []);

  // The draft that it would become is worked out by the server and shown before anything is kept.
  useEffect(() => {
    let current = true;
    const later = debounced(phrase.value || example.value ? 250 : 0, () => {
      const wanted = phrase.value.trim();
      const own = example.value.trim();
      pack.exception({ rule: hit.rule, report, start: hit.sentence.start, end: hit.sentence.end, text: hit.sentence.text, ...(wanted ? { phrase: wanted } : {}), ...(own ? { example: own } : {}) })
        .then(async (answer) => {
          const now = await pack.file(answer.path);
          if (current) { result.value = { ...answer, before: now.draft?.text ?? now.text }; failure.value = null; }
        })
        .catch((error: unknown) => { if (current) { failure.value = error as Error; result.value = null; } });
    });
    later();
    return () => { current = false; later.cancel(); };
  }, [phrase.value, example.value, wrong.value]);

  // What was worked out belongs to the words before: it must not be kept under the new ones.
  const edit = (field: Signal<string>, value: string) => { result.value = null; field.value = value; };

  const add = async (event: Event) => {
    event.preventDefault();
    const change = result.value;
    if (!change) return;
    closeDialog();
    shownPane.value = "editor";
    await workbench.showDraft(change.path, change.text, change.line);
    announce(`The exception is a draft in ${change.path}. Save it when it is right.`);
  };
  return (
    <Dialog title="This hit is wrong" wide>
      <form class="dialog-body form" onSubmit={add}>
        {hits.length === 1 ? <p><strong>{titleOf(hit.rule)}</strong> <code class="quiet">{hit.rule}</code></p> : (
          <fieldset class="suggestions hits">
            <legend>Which rule is wrong here?</legend>
            {hits.map((one) => (
              <label key={one.rule}><input type="radio" name="hit" checked={one.rule === wrong.value} onChange={() => { result.value = null; wrong.value = one.rule; }} /> <span>{titleOf(one.rule)} <code class="quiet">{one.rule}</code></span></label>
            ))}
          </fieldset>
        )}
        <p><Quote sentence={hit.sentence} matches={hit.matches} /></p>
        <label class="row-label">Leave alone
          <textarea class="code" autofocus rows={2} value={phrase.value} onInput={(event) => edit(phrase, event.currentTarget.value)} spellcheck={false} placeholder={result.value && !phrase.value ? result.value.phrases.join("\n") : "empty: suggested from this sentence"} />
          <small class="quiet">One phrase a line; where one overlaps a match, this does not count. Left empty, each match gets the phrase shown.</small>
        </label>
        {suggestions.value.length > 0 && (
          <details class="more-phrases"><summary>Other phrases for these words</summary>
            <div class="choices">{suggestions.value.map((one) => <button type="button" key={one.phrase} onClick={() => edit(phrase, one.phrase)}><code>{one.phrase}</code> <span class="quiet">{one.why}</span></button>)}</div>
          </details>
        )}
        <label class="row-label">Example that must not match
          <textarea rows={2} value={example.value} onInput={(event) => edit(example, event.currentTarget.value)} placeholder={hit.sentence.text} />
          <small class="quiet">Left empty, the report's sentence is written. Better in words of your own: the file may be published.</small>
        </label>
        {result.value && <Verdict tried={result.value} />}
        <div class="preview-place">
          {failure.value ? <Failure error={failure.value} /> : result.value ? <Preview before={result.value.before} after={result.value.text} label={`Change in ${result.value.path}`} /> : <p class="quiet loading">Working out the change…</p>}
        </div>
        <footer class="dialog-foot">
          <button type="submit" class="strong" disabled={!result.value}>{result.value && !isClean(result.value) ? "Add as a draft all the same" : "Add as a draft"}</button>
          <button type="button" onClick={closeDialog}>Cancel</button>
        </footer>
      </form>
    </Dialog>
  );
}

const isClean = (tried: ExceptionEdit) => tried.judged && tried.still.length === 0 && tried.failures.length === 0;

/** What the exception does, found out by evaluating the draft that it would become. */
function Verdict({ tried }: { tried: ExceptionEdit }) {
  return (
    <div class="verdict-of-draft" role="status">
      {!tried.judged && <p class="note-line bad">The drafts have mistakes, so the exception could not be tried. Mend them first, or look at the examples afterwards.</p>}
      {tried.still.length > 0 && <p class="note-line bad">The rule still fires here because of {tried.still.map((words, index) => <span key={index}>{index > 0 && ", "}“{words}”</span>)}. Add a line for each.</p>}
      {tried.failures.map((one, index) => (
        <p key={index} class="note-line bad">{one.kind === "match" ? "This example must match" : "This example must not match"}, but with the exception: {one.message}. <q>{one.text}</q></p>
      ))}
      {isClean(tried) && <p class="note-line">Tried: the rule no longer fires in this sentence, and its examples hold.</p>}
    </div>
  );
}
