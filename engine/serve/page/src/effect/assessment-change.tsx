// What the score hangs on: the sentences without which it would change, those that carry it alone, and matches that came to nothing.
import type { Assessment, Finding } from "../api/types";
import { changeWords, placeOf, quotedAt } from "../core/argument";
import { plural } from "../core/words";
import { Badge } from "../ui/badge";
import { Quote } from "../ui/quote";
import type { ShowSentence } from "./assessment-tab";

/** So many sentences are shown without being asked for. */
const kFew = 3;

export function Change({ assessment: a, showSentence }: { assessment: Assessment; showSentence: ShowSentence }) {
  return (
    <section class="change">
      <h4>What would change the score</h4>
      {a.flip ? (
        <details open={a.flip.remove.length <= kFew}>
          <summary>{changeWords(a)} <Badge score={a.flip.to} />{a.flip_proved === false && " (fewer may do; the search came to its limit)"}</summary>
          <Quotes sentences={quotedAt(a.flip.remove, a.findings)} showSentence={showSentence} />
        </details>
      ) : <p>{changeWords(a)}</p>}
    </section>
  );
}

export function Carries({ assessment: a, showSentence }: { assessment: Assessment; showSentence: ShowSentence }) {
  if (!a.sufficient || a.predicted_score === null) return null;
  const { keep, proved } = a.sufficient;
  return (
    <section class="change">
      <h4>What alone gives the score</h4>
      {keep.length === 0 ? <p>Nothing is needed: without any finding the score would be {a.predicted_score}.</p> : (
        <details open={keep.length <= kFew}>
          <summary>{plural(keep.length, "sentence")}, all others left out{!proved && " (fewer may do; the search came to its limit)"}</summary>
          <Quotes sentences={quotedAt(keep, a.findings)} showSentence={showSentence} />
        </details>
      )}
    </section>
  );
}

function Quotes({ sentences, showSentence }: { sentences: readonly Finding["sentence"][]; showSentence: ShowSentence }) {
  return <ol>{sentences.map((one) => <li key={one.start}><q>{one.text}</q> <button type="button" class="link" onClick={() => showSentence(one.start)}>{placeOf(one)}</button></li>)}</ol>;
}

/** What matched and came to nothing: a softening word, an exception, a limit. */
export function Silenced({ assessment: { silenced = [] }, showSentence }: { assessment: Assessment; showSentence: ShowSentence }) {
  // A rule that looks elsewhere matched all over the report; that says nothing about this score.
  const shown = silenced.filter((one) => one.stage !== "where");
  if (shown.length === 0) return null;
  return (
    <details>
      <summary>{plural(shown.length, "match", "matches")} came to nothing, and why</summary>
      <ol class="side">
        {shown.map((one, index) => (
          <li key={index}>
            <Badge score={one.level} label={`level ${one.level}`} />
            <div>
              {one.title}: {one.stage}{one.reason && `, ${one.reason}`}
              <small><Quote sentence={one.sentence} matches={one.matches} /> <button type="button" class="link" onClick={() => showSentence(one.sentence.start)}>show</button></small>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
