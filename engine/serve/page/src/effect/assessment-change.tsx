// What the score hangs on: the sentences without which it would change, those that carry it alone, and matches that came to nothing.
import type { Assessment, Finding } from "../api/types";
import { changeWords, placeOf, quotedAt, silencedBySentence } from "../core/argument";
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

/** What matched and came to nothing, by sentence, and the conditions of rules that count or compare, which belong to no sentence. */
export function Silenced({ assessment: { silenced = [] }, showSentence }: { assessment: Assessment; showSentence: ShowSentence }) {
  const { sentences, needs, matches } = silencedBySentence(silenced);
  return (
    <>
      {matches > 0 && (
        <details>
          <summary>{plural(matches, "match", "matches")} came to nothing, and why</summary>
          <ol class="plain">
            {sentences.map((all) => (
              <li key={all[0]!.sentence.start}>
                <Quote sentence={all[0]!.sentence} matches={all.flatMap((one) => one.matches)} /> <button type="button" class="link" onClick={() => showSentence(all[0]!.sentence.start)}>{placeOf(all[0]!.sentence)}</button>
                {all.map((one, index) => <small key={index}><Badge score={one.level} label={`level ${one.level}`} /> {one.title}: {one.reason || one.stage}</small>)}
              </li>
            ))}
          </ol>
        </details>
      )}
      {needs.length > 0 && (
        <details>
          <summary>{plural(needs.length, "condition")} of rules that count or compare {needs.length === 1 ? "is" : "are"} not met</summary>
          <ul class="plain">{needs.map((one, index) => <li key={index}>{one.reason} <small class="quiet">{one.title}</small></li>)}</ul>
        </details>
      )}
    </>
  );
}
