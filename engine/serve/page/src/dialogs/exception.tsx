// "This hit is wrong": an exception for the rule, with the sentence as an example that must not match.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Finding, Suggestion } from "../api/types";
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
  const result = useSignal<{ path: string; before: string; text: string; line: number } | null>(null);
  const failure = useSignal<Error | null>(null);

  useEffect(() => {
    pack.phraseFrom({ report, start: hit.sentence.start, end: hit.sentence.end, text: hit.sentence.text }).then((answer) => (suggestions.value = answer.suggestions), () => undefined);
  }, []);

  // The draft that it would become is worked out by the server and shown before anything is kept.
  useEffect(() => {
    let current = true;
    const later = debounced(phrase.value ? 250 : 0, () => {
      const wanted = phrase.value.trim();
      pack.exception({ rule: hit.rule, report, start: hit.sentence.start, end: hit.sentence.end, text: hit.sentence.text, ...(wanted ? { phrase: wanted } : {}) })
        .then(async (answer) => {
          const now = await pack.file(answer.path);
          if (current) { result.value = { ...answer, before: now.draft?.text ?? now.text }; failure.value = null; }
        })
        .catch((error: unknown) => { if (current) { failure.value = error as Error; result.value = null; } });
    });
    later();
    return () => { current = false; later.cancel(); };
  }, [phrase.value, wrong.value]);

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
          <input class="code" autofocus list="exception-suggestions" value={phrase.value} onInput={(event) => (phrase.value = event.currentTarget.value)} spellcheck={false} placeholder="empty: a phrase is suggested from this sentence" />
          <datalist id="exception-suggestions">{suggestions.value.map((one) => <option key={one.phrase} value={one.phrase}>{one.why}</option>)}</datalist>
          <small class="quiet">A phrase; where it overlaps the match, the rule does not fire. The sentence becomes an example that must not match.</small>
        </label>
        <div class="preview-place">
          {failure.value ? <Failure error={failure.value} /> : result.value ? <Preview before={result.value.before} after={result.value.text} label={`Change in ${result.value.path}`} /> : <p class="quiet loading">Working out the change…</p>}
        </div>
        <footer class="dialog-foot">
          <button type="submit" class="strong" disabled={!result.value}>Add as a draft</button>
          <button type="button" onClick={closeDialog}>Cancel</button>
        </footer>
      </form>
    </Dialog>
  );
}
