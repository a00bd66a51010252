// "New rule from this": phrases suggested from the chosen words, how often each is found at each score, and then the draft.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, isSuperseded, type Example } from "../api/client";
import type { Count, Suggestion } from "../api/types";
import { statementAt } from "../core/argument";
import { byteLength } from "../core/bytes";
import { debounced } from "../core/timing";
import { baseName, fixed, plural, shorten } from "../core/words";
import type { Session } from "../model/session";
import type { Workbench } from "../model/workbench";
import { shownPane } from "../core/shown-pane";
import { announce } from "../ui/announce";
import { Badge } from "../ui/badge";
import { Dialog, closeDialog, openDialog } from "../ui/dialog";
import { Failure } from "../ui/states";

export function openNewRule(workbench: Workbench, session: Session, from: Example): void {
  void openDialog(<NewRuleDialog workbench={workbench} session={session} from={from} />);
}

/** In the choice of a file: none of those that are there. */
const kNewFile = "";
const kNewFilePattern = "rules/([A-Za-z0-9_\\-]+/)*[A-Za-z0-9_\\-]+\\.yaml";

const slug = (text: string) =>
  text.toLowerCase().replace(/\*\d+|[~@*{}[\]|"]/g, " ").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").split("-").slice(0, 5).join("-");

function NewRuleDialog({ workbench, session, from }: { workbench: Workbench; session: Session; from: Example }) {
  const { pack, reading } = workbench;
  const info = session.state.value?.packs.find((one) => one.id === workbench.id);
  const files = (workbench.files.value ?? []).filter((one) => one.kind === "rules" && !one.inherited);
  const open = workbench.file.value?.path;
  const report = reading.report.value;
  const home = report ? statementAt(report, from.start) : null;
  const assessment = report?.assessments.find((one) => one.statement === home) ?? report?.assessments[0];
  const published = assessment?.published_score ?? 3;

  const words = useSignal(from);
  const sentence = useSignal("");
  const suggestions = useSignal<Suggestion[] | null>(null);
  const phrase = useSignal("");
  const count = useSignal<Count | null>(null);
  const failure = useSignal<Error | null>(null);
  const exampleText = useSignal("");
  const title = useSignal("");
  const id = useSignal("");
  const idTouched = useSignal(false);
  const level = useSignal(published);
  const points = useSignal(1);
  const statement = useSignal(assessment?.statement ?? info?.statements[0]?.id ?? "");
  const chosen = useSignal(files.some((one) => one.path === open) ? open! : (files[0]?.path ?? kNewFile));
  const newFile = useSignal("");
  const suggested = `rules/${(id.value || "my-rules").replaceAll(".", "-")}.yaml`;
  const path = chosen.value === kNewFile ? newFile.value || suggested : chosen.value;
  const taken = chosen.value === kNewFile && (workbench.files.value ?? []).some((one) => one.path === path);
  const busy = useSignal(false);

  const suggest = async (example: Example) => {
    suggestions.value = null;
    try {
      const answer = await pack.phraseFrom(example);
      sentence.value ||= answer.example;
      suggestions.value = answer.suggestions;
      setPhrase(answer.suggestions[0]?.phrase ?? example.text ?? "");
      failure.value = null;
    } catch (error) {
      failure.value = error as Error;
      suggestions.value = [];
    }
  };
  const setPhrase = (value: string) => {
    phrase.value = value;
    if (!idTouched.value) id.value = `${statement.value || "rule"}.${slug(value) || "new"}`;
  };
  useEffect(() => void suggest(from), []);

  useEffect(() => {
    const asking = new AbortController();
    const later = debounced(200, () => {
      if (!phrase.value.trim()) return;
      pack.count(phrase.value, asking.signal).then(
        (answer) => { count.value = answer; failure.value = null; },
        (error: unknown) => { if (!isSuperseded(error)) { count.value = null; failure.value = error as Error; } },
      );
    });
    if (phrase.value.trim()) later();
    else count.value = null;
    return () => { later.cancel(); asking.abort(); };
  }, [phrase.value]);

  // By keyboard: the words are chosen in the sentence below as in any text field.
  const narrow = (field: HTMLTextAreaElement) => {
    const text = field.value.slice(field.selectionStart, field.selectionEnd).trim();
    if (!text) return;
    const start = words.value.start + (byteLength(field.value) === words.value.end - words.value.start ? byteLength(field.value.slice(0, field.value.indexOf(text, field.selectionStart))) : 0);
    void suggest({ report: from.report, start, end: start + byteLength(text), text });
  };

  const add = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    try {
      const whole = reading.report.value?.text_sections.flatMap((one) => one.paragraphs.flatMap((p) => p.sentences)).find((one) => one.start <= from.start && from.start < one.end);
      const example = whole ? { report: from.report, start: whole.start, end: whole.end, text: whole.text } : from;
      const own = exampleText.value.trim();
      const answer = await pack.newRule({
        path, id: id.value, title: title.value || shorten(phrase.value, 60), level: level.value, points: points.value,
        statements: statement.value ? [statement.value] : [], phrase: phrase.value, example, ...(own ? { example_text: own } : {}),
      });
      const name = id.value;
      closeDialog();
      shownPane.value = "editor";
      await workbench.showDraft(path, answer.text, answer.line);
      const failing = answer.failures[0];
      if (failing) announce(`${name} is a draft in ${path}, but its example does not hold: ${failing.message}.`, true);
      else announce(`${name} is a draft in ${path}. Save it when it is right.`);
    } catch (error) {
      failure.value = error as Error;
    }
    busy.value = false;
  };

  return (
    <Dialog title="New rule from this" wide>
      <form class="dialog-body form" onSubmit={add}>
        <label class="row-label">Words
          <textarea readOnly autofocus rows={2} value={sentence.value || from.text} onSelect={(event) => { if (event.currentTarget.selectionStart !== event.currentTarget.selectionEnd) narrow(event.currentTarget); }} />
          <small class="quiet">Select other words here to begin from them.</small>
        </label>
        <fieldset class="suggestions">
          <legend>Suggested phrases</legend>
          {suggestions.value === null ? <p class="quiet loading">Looking…</p> : suggestions.value.length === 0 ? <p class="quiet">None; write your own below.</p> : suggestions.value.map((one) => (
            <label key={one.phrase}>
              <input type="radio" name="suggestion" checked={one.phrase === phrase.value} onChange={() => setPhrase(one.phrase)} />
              <code>{one.phrase}</code> <span class="quiet">{one.why}</span>
            </label>
          ))}
        </fieldset>
        <label class="row-label">Phrase
          <textarea class="code" rows={2} required value={phrase.value} onInput={(event) => setPhrase(event.currentTarget.value)} spellcheck={false} />
        </label>
        <label class="row-label">Example that must match
          <textarea rows={2} value={exampleText.value} onInput={(event) => (exampleText.value = event.currentTarget.value)} placeholder={sentence.value || from.text} />
          <small class="quiet">Left empty, the report's sentence is written. Better in words of your own: the file may be published.</small>
        </label>
        <Counts count={count.value} phrase={phrase.value} failure={failure.value} />
        <div class="fields">
          <label class="row-label">Title<input required value={title.value} onInput={(event) => (title.value = event.currentTarget.value)} placeholder="One line for readers of a score" /></label>
          <label class="row-label">Id<input required pattern="[a-z0-9\-][a-z0-9.\-]*" value={id.value} onInput={(event) => { idTouched.value = true; id.value = event.currentTarget.value; }} class="code" /></label>
          <label class="row-label">Statement
            <select value={statement.value} onChange={(event) => (statement.value = event.currentTarget.value)}>
              {info?.statements.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
              <option value="">every statement</option>
            </select>
          </label>
          <label class="row-label">File
            <select value={chosen.value} onChange={(event) => (chosen.value = event.currentTarget.value)}>
              {files.map((one) => <option key={one.path} value={one.path}>{one.path}</option>)}
              <option value={kNewFile}>a new file…</option>
            </select>
          </label>
          {chosen.value === kNewFile && (
            <label class="row-label">Name of the new file
              <input class="code" value={newFile.value} placeholder={suggested} pattern={kNewFilePattern} title="rules/, then letters, digits, hyphens and underscores, then .yaml" onInput={(event) => (newFile.value = event.currentTarget.value)} spellcheck={false} />
              {taken && <small class="note-line bad" role="alert">There is such a file already: choose it in the list, or another name.</small>}
            </label>
          )}
          <label class="row-label">Level
            <select value={String(level.value)} onChange={(event) => (level.value = Number(event.currentTarget.value))}>
              {[4, 3, 2, 1].map((each) => <option key={each} value={String(each)}>{`${each}, ${each > 2 ? "a strength" : "a shortfall"}`}</option>)}
            </select>
          </label>
          <label class="row-label">Points<input type="number" min="0.1" max="100" step="0.1" value={points.value} onInput={(event) => (points.value = Number(event.currentTarget.value))} /></label>
        </div>
        <footer class="dialog-foot">
          <button type="submit" class="strong" disabled={busy.value || taken || !phrase.value.trim()}>Add as a draft</button>
          <button type="button" onClick={closeDialog}>Cancel</button>
        </footer>
      </form>
    </Dialog>
  );
}

function Counts({ count, phrase, failure }: { count: Count | null; phrase: string; failure: Error | null }) {
  if (failure) {
    const found = failure instanceof ApiError ? (failure.body.diagnostics as { message: string; suggestion?: string }[] | undefined) : undefined;
    return <div class="counts">{found?.length ? found.map((one) => <p class="note-line bad" key={one.message}>{one.message} {one.suggestion}</p>) : <Failure error={failure} />}</div>;
  }
  if (!phrase.trim()) return <div class="counts"><p class="quiet">How often the phrase is found appears here.</p></div>;
  if (!count) return <div class="counts"><p class="quiet loading">Counting…</p></div>;
  const most = Math.max(...count.by_score.map((one) => one.per_1000_words ?? 0), 1e-9);
  return (
    <div class="counts" role="status">
      <p><strong>{plural(count.hits, "hit")}</strong> in {plural(count.documents, "report")} of the corpus{count.rules.length > 0 && <span class="quiet">; rules that match there: {count.rules.slice(0, 3).join(", ")}{count.rules.length > 3 && ` and ${count.rules.length - 3} more`}</span>}</p>
      <table class="likely">
        <caption>Hits in 1,000 words, by published score</caption>
        <tbody>
          {[...count.by_score].sort((a, b) => (b.score ?? 0) - (a.score ?? 0)).map((one) => (
            <tr key={one.score}>
              <th scope="row">{one.score === null ? "none" : <Badge score={one.score} />}</th>
              <td class="bar"><svg width="100%" height="12" aria-hidden="true"><rect class="track" width="100%" height="12" rx="3" /><rect class={one.score === null ? "track" : `s${one.score}`} width={`${(100 * (one.per_1000_words ?? 0)) / most}%`} height="12" rx="3" /></svg></td>
              <td class="number">{one.per_1000_words !== null && one.per_1000_words > 0 && one.per_1000_words < 0.005 ? "<0.01" : fixed(one.per_1000_words, 2)}</td>
              <td class="number quiet">{plural(one.hits, "hit")} in {plural(one.assessments, "assessment")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {count.samples.length > 0 && (
        <details><summary>Sentences it finds</summary>
          <ul class="found">{count.samples.slice(0, 12).map((one) => <li key={`${one.report}${one.start}`}><q>{one.text}</q><small title={one.document}>{baseName(one.document)}, line {one.line} <Badge score={one.score} label="published" /></small></li>)}</ul>
        </details>
      )}
    </div>
  );
}
