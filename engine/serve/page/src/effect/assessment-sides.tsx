// What speaks for the score and what against it: sentences, what each brings, and the rules that say so.
import type { Assessment } from "../api/types";
import { placeOf, sidesOf, softeners, type Citation, type Side } from "../core/argument";
import { plural, signed } from "../core/words";
import { Quote } from "../ui/quote";
import type { ShowSentence } from "./assessment-tab";

const kMost = 8;

export function Sides({ assessment, showSentence }: { assessment: Assessment; showSentence: ShowSentence }) {
  const { strengths, shortfalls } = sidesOf(assessment.findings);
  const low = assessment.predicted_score !== null && assessment.predicted_score <= 2;
  const sides = [
    { title: "Strengths", side: strengths },
    { title: "Shortfalls", side: shortfalls },
  ];
  if (low) sides.reverse();
  return (
    <div class="sides">
      {sides.map(({ title, side }, index) => (
        <OneSide key={title} title={title} side={side} against={index === 1 && assessment.predicted_score !== null} showSentence={showSentence} />
      ))}
    </div>
  );
}

function OneSide({ title, side, against, showSentence }: { title: string; side: Side; against: boolean; showSentence: ShowSentence }) {
  if (side.citations.length === 0) return <section><h4>{title}</h4><p class="quiet">None found.</p></section>;
  return (
    <section>
      <h4>{title} <span class="points">{signed(side.total)}</span></h4>
      <p class="quiet">{plural(side.findings, "finding")} in {plural(side.citations.length, "sentence")}{against && ": the evidence against this score"}</p>
      <SideList citations={side.citations.slice(0, kMost)} showSentence={showSentence} />
      {side.citations.length > kMost && (
        <details><summary>{plural(side.citations.length - kMost, "more sentence")}</summary><SideList citations={side.citations.slice(kMost)} showSentence={showSentence} /></details>
      )}
    </section>
  );
}

function SideList({ citations, showSentence }: { citations: readonly Citation[]; showSentence: ShowSentence }) {
  return (
    <ol class="side">
      {citations.map(({ sentence, points, findings }) => (
        <li key={sentence.start}>
          <span class="points">{signed(points)}</span>
          <div>
            <Quote sentence={sentence} matches={findings.flatMap((one) => one.matches)} />
            <small><button type="button" class="link" onClick={() => showSentence(sentence.start)}>{placeOf(sentence)}</button></small>
            {findings.map((one) => {
              const why = softeners(one);
              return <small key={one.rule}>{one.title}{findings.length > 1 && ` ${signed(one.contribution)}`}{why && ` (${why})`}</small>;
            })}
          </div>
        </li>
      ))}
    </ol>
  );
}
