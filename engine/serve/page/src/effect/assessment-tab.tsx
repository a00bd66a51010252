// The score and the argument for it: how sure, what speaks for and against, what would change it.
import type { Assessment, Finding } from "../api/types";
import { percent, plural, signed } from "../core/words";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Quote } from "../ui/quote";
import { Empty, Failure, Loading } from "../ui/states";

export function AssessmentTab({ workbench, showSentence }: { workbench: Workbench; showSentence: (start: number) => void }) {
  const { reading } = workbench;
  const report = reading.report.value;
  if (reading.failure.value && !report) return <Failure error={reading.failure.value} again={() => void reading.refresh()} />;
  if (!reading.id.value) return <Empty title="No report is open">Drop a file, or choose a report above.</Empty>;
  if (!report) return <Loading what="Scoring the report" />;
  if (report.assessments.length === 0)
    return <Empty title="Nothing was scored">{[...report.errors, ...report.warnings].map((one) => <p key={one.code}>{one.message}</p>)}</Empty>;
  return (
    <div class="pad">
      <div class="head-row">
        <p class="kicker">{report.authority ?? report.source.path}{report.published_on ? `, ${report.published_on}` : ""}</p>
        <p class="kicker"><a href={workbench.pack.pageOf(reading.id.value)} target="_blank" rel="noopener">Open as a page</a> · <a href={`${workbench.pack.pageOf(reading.id.value)}?download=1`} download>Save as one file</a></p>
      </div>
      {report.assessments.map((one) => <OneAssessment key={one.statement} assessment={one} showSentence={showSentence} />)}
    </div>
  );
}

function OneAssessment({ assessment: a, showSentence }: { assessment: Assessment; showSentence: (start: number) => void }) {
  const strengths = a.findings.filter((one) => one.contribution > 0).sort((x, y) => y.contribution - x.contribution);
  const shortfalls = a.findings.filter((one) => one.contribution < 0).sort((x, y) => x.contribution - y.contribution);
  return (
    <article class="verdict">
      <h3>{a.title}</h3>
      <dl class="scores">
        <div><dt>Predicted</dt><dd><Badge score={a.predicted_score} /> {a.abstained ? "no score" : a.descriptor}{!a.calibrated && <span class="quiet"> (uncalibrated)</span>}</dd></div>
        <div><dt>Published</dt><dd><Badge score={a.published_score} /> {a.published_score === null ? <span class="quiet">not in the report</span> : a.agrees ? "agrees" : a.agrees === false ? "differs" : ""}</dd></div>
        <div><dt>Balance</dt><dd class="points">{signed(a.balance)} <span class="quiet">from {plural(a.findings.length, "finding")}</span></dd></div>
      </dl>
      {a.abstained && a.abstain_reasons.map((reason) => <p key={reason} class="note-line">{reason}</p>)}
      {a.incomplete && a.failures.map((one) => <p key={one.rule} class="note-line bad">{one.rule}: {one.message}</p>)}
      <Likely probabilities={a.probabilities} predicted={a.predicted_score} />
      <Ruler assessment={a} />
      <Change assessment={a} showSentence={showSentence} />
      <div class="sides">
        <Side title="Strengths" findings={strengths} showSentence={showSentence} />
        <Side title="Shortfalls" findings={shortfalls} showSentence={showSentence} />
      </div>
      <Silenced assessment={a} showSentence={showSentence} />
    </article>
  );
}

function Likely({ probabilities, predicted }: { probabilities: number[]; predicted: number | null }) {
  return (
    <table class="likely">
      <caption>How likely each score is</caption>
      <tbody>
        {[4, 3, 2, 1].map((score) => {
          const p = probabilities[score - 1] ?? 0;
          return (
            <tr key={score} class={score === predicted ? "chosen" : ""}>
              <th scope="row">{score}</th>
              <td class="bar"><svg width="100%" height="14" aria-hidden="true"><rect class="track" width="100%" height="14" rx="3" /><rect class={`s${score}`} width={`${100 * p}%`} height="14" rx="3" /></svg></td>
              <td class="number">{percent(p)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Where the balance stands among the cut points. */
function Ruler({ assessment: { balance, cut_points: cuts } }: { assessment: Assessment }) {
  if (cuts.length !== 3) return null;
  const low = Math.min(balance, cuts[0]! - (cuts[2]! - cuts[0]!) / 3);
  const high = Math.max(balance, cuts[2]! + (cuts[2]! - cuts[0]!) / 3);
  const x = (value: number) => `${(2 + (96 * (value - low)) / (high - low)).toFixed(2)}%`;
  const edges = [low, ...cuts, high];
  return (
    <figure class="ruler">
      <svg width="100%" height="44" role="img" aria-label={`Balance ${signed(balance)}; cut points ${cuts.map((cut) => signed(cut)).join(", ")}`}>
        {[1, 2, 3, 4].map((score) => <rect key={score} class={`s${score}`} x={x(edges[score - 1]!)} width={`${((96 * (edges[score]! - edges[score - 1]!)) / (high - low)).toFixed(2)}%`} y="14" height="12" />)}
        <line class="pointer" x1={x(balance)} x2={x(balance)} y1="8" y2="32" />
        {cuts.map((cut, index) => <text key={index} class="cut" x={x(cut)} y="42">{signed(cut, 0)}</text>)}
        <text x={x(balance)} y="7" class="at">{signed(balance)}</text>
      </svg>
    </figure>
  );
}

function Change({ assessment: a, showSentence }: { assessment: Assessment; showSentence: (start: number) => void }) {
  if (a.abstained) return null;
  if (!a.flip) return <p class="quiet">No removal of sentences would change the score.</p>;
  const remove = a.flip.remove;
  const quotes = remove.map((span) => a.findings.find((one) => one.sentence.start >= span.start && one.sentence.start < span.end)?.sentence).filter((one) => one !== undefined);
  return (
    <details class="change">
      <summary>Without {remove.length === 1 ? "one sentence" : `${remove.length} sentences`} the score would be <Badge score={a.flip.to} /></summary>
      <ol>{quotes.map((sentence) => <li key={sentence.start}><button type="button" class="link" onClick={() => showSentence(sentence.start)}><q>{sentence.text}</q></button></li>)}</ol>
    </details>
  );
}

/** What matched and came to nothing: a softening word, an exception, a limit. */
function Silenced({ assessment: { silenced = [] }, showSentence }: { assessment: Assessment; showSentence: (start: number) => void }) {
  if (silenced.length === 0) return null;
  return (
    <details>
      <summary>{plural(silenced.length, "match", "matches")} came to nothing</summary>
      <ol class="side">
        {silenced.map((one) => (
          <li key={`${one.rule}${one.sentence.start}`}>
            <Badge score={one.level} label={`level ${one.level}`} />
            <div>
              <button type="button" class="link" onClick={() => showSentence(one.sentence.start)}>{one.title}</button>
              <Quote sentence={one.sentence} matches={one.matches} />
              <small>{one.stage}{one.reason && `: ${one.reason}`}</small>
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

const kMost = 8;

function Side({ title, findings, showSentence }: { title: string; findings: Finding[]; showSentence: (start: number) => void }) {
  const sum = findings.reduce((total, one) => total + one.contribution, 0);
  return (
    <section>
      <h4>{title} <span class="points">{signed(sum)}</span></h4>
      {findings.length === 0 ? <p class="quiet">None.</p> : <SideList findings={findings.slice(0, kMost)} showSentence={showSentence} />}
      {findings.length > kMost && (
        <details><summary>{findings.length - kMost} more</summary><SideList findings={findings.slice(kMost)} showSentence={showSentence} /></details>
      )}
    </section>
  );
}

function SideList({ findings, showSentence }: { findings: Finding[]; showSentence: (start: number) => void }) {
  return (
    <ol class="side">
      {findings.map((one) => (
        <li key={`${one.rule}${one.sentence.start}`}>
          <span class="points">{signed(one.contribution)}</span>
          <div>
            <button type="button" class="link" onClick={() => showSentence(one.sentence.start)}>{one.title}</button>
            <Quote sentence={one.sentence} matches={one.matches} />
          </div>
        </li>
      ))}
    </ol>
  );
}
