// The score and the argument for it: how sure, what speaks for and against, what would change it, what to check in the report.
import type { Assessment, Rating, Report, Warning } from "../api/types";
import { agreement, distances, likelyScores } from "../core/argument";
import { baseName, percent, plural, signed } from "../core/words";
import type { Workbench } from "../model/workbench";
import { Badge } from "../ui/badge";
import { Empty, Failure, Loading } from "../ui/states";
import { Carries, Change, Silenced } from "./assessment-change";
import { Sides } from "./assessment-sides";

/** Shows a sentence in the report by its first byte. */
export type ShowSentence = (start: number) => void;

export function AssessmentTab({ workbench, showSentence }: { workbench: Workbench; showSentence: ShowSentence }) {
  const { reading } = workbench;
  const report = reading.report.value;
  if (reading.failure.value && !report) return <Failure error={reading.failure.value} again={() => void reading.refresh()} />;
  if (!reading.id.value) return <Empty title="No report is open">Drop a file, or choose a report above.</Empty>;
  if (!report) return <Loading what="Scoring the report" />;
  if (report.assessments.length === 0)
    return <Empty title="Nothing was scored">{[...report.errors, ...report.warnings].map((one, index) => <p key={index}>{one.message}</p>)}</Empty>;
  return (
    <div class="pad">
      <div class="head-row">
        <p class="kicker"><span title={report.source.path}>{report.authority ?? baseName(report.source.path)}</span>{report.published_on ? `, ${report.published_on}` : ""}</p>
        <p class="kicker"><a href={workbench.pack.pageOf(reading.id.value)} target="_blank" rel="noopener">Open as a page</a> · <a href={`${workbench.pack.pageOf(reading.id.value)}?download=1`} download>Save as one file</a></p>
      </div>
      <Worth warnings={report.warnings} report={report} showSentence={showSentence} />
      {report.assessments.map((one) => <OneAssessment key={one.statement} assessment={one} report={report} showSentence={showSentence} />)}
      <Overall overall={report.framework_overall} />
    </div>
  );
}

function OneAssessment({ assessment: a, report, showSentence }: { assessment: Assessment; report: Report; showSentence: ShowSentence }) {
  const likely = likelyScores(a.prediction_set);
  return (
    <article class="verdict">
      <h3>{a.title}</h3>
      <dl class="scores">
        <div><dt>Predicted</dt><dd><Badge score={a.predicted_score} /> {a.abstained ? "no score" : a.descriptor}{!a.calibrated && !a.abstained && <span class="quiet"> (uncalibrated)</span>}</dd></div>
        <div><dt>Published</dt><dd><Badge score={a.published_score} /> {a.published_score === null ? <span class="quiet">not in the report</span> : agreement(a)}</dd></div>
        <div><dt>Balance</dt><dd class="points">{signed(a.balance)} <span class="quiet">from {plural(a.findings.length, "finding")}</span></dd></div>
      </dl>
      {a.abstain_reasons.map((reason) => <p key={reason} class="note-line">No score, because {reason}.</p>)}
      {a.incomplete && a.failures.map((one) => <p key={one.rule} class="note-line bad">Incomplete: the script of {one.rule} failed, so its rule is missing from this score. {one.message}</p>)}
      {!a.abstained && (
        <>
          <Likely probabilities={a.probabilities} predicted={a.predicted_score} />
          <Ruler assessment={a} />
          <p>{likely && `The score is likely ${likely}. `}The balance is {distances(a)}.</p>
          {!a.calibrated && <p class="quiet">Uncalibrated: the cut points are the rule authors’ estimate; no published scores have been used to set them. The percentages say how clearly the balance lies between them, not how often such a score is right.</p>}
          <Change assessment={a} showSentence={showSentence} />
          <Carries assessment={a} showSentence={showSentence} />
        </>
      )}
      <Worth warnings={a.warnings} report={report} showSentence={showSentence} />
      <Sides assessment={a} showSentence={showSentence} />
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

/** What an inspector would want to look at in the text: figures that do not add up, and the like. */
function Worth({ warnings, report, showSentence }: { warnings: readonly Warning[]; report: Report; showSentence: ShowSentence }) {
  if (warnings.length === 0) return null;
  const sentenceAt = (byte: number) =>
    report.text_sections.flatMap((section) => section.paragraphs.flatMap((one) => one.sentences)).find((one) => one.start <= byte && byte < one.end);
  return (
    <section class="worth">
      <h4>Worth checking in this report</h4>
      <ul class="plain">
        {warnings.map((one, index) => {
          const sentence = one.start === null ? undefined : sentenceAt(one.start);
          return <li key={index}>{one.message} {sentence && <button type="button" class="link" onClick={() => showSentence(sentence.start)}>line {one.line ?? sentence.line}</button>}</li>;
        })}
      </ul>
    </section>
  );
}

function Overall({ overall }: { overall: Report["framework_overall"] }) {
  if (!overall || (!overall.predicted.title && !overall.published.title)) return null;
  const words = (rating: Rating) => (rating.title ? `${rating.title}${rating.percentage === null ? "" : ` (${rating.percentage}%)`}` : "not all statements have a score");
  return (
    <article class="verdict">
      <h3>Overall rating</h3>
      <dl class="scores">
        <div><dt>Predicted</dt><dd>{words(overall.predicted)}</dd></div>
        <div><dt>Published</dt><dd>{words(overall.published)}</dd></div>
      </dl>
      {overall.note && <p class="quiet">{overall.note}</p>}
    </article>
  );
}
