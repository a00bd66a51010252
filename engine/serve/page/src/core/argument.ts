// The argument for a score as the command line words it: sides by sentence, the distance to other scores, what softened a finding.
import type { Assessment, Finding, Report, SilencedHit, Span } from "../api/types";
import { plural } from "./words";

/** A sentence and what the rules made of it, the heaviest finding first. */
export interface Citation {
  sentence: Finding["sentence"];
  points: number;
  findings: Finding[];
}

export interface Side {
  total: number;
  findings: number;
  citations: Citation[];
}

const heavier = (a: number, b: number) => Math.abs(b) - Math.abs(a);

function sideOf(findings: readonly Finding[]): Side {
  const places = new Map<number, Citation>();
  let total = 0;
  for (const finding of findings) {
    total += finding.contribution;
    const known = places.get(finding.sentence.start);
    if (known) {
      known.points += finding.contribution;
      known.findings.push(finding);
    } else {
      places.set(finding.sentence.start, { sentence: finding.sentence, points: finding.contribution, findings: [finding] });
    }
  }
  const citations = [...places.values()].sort((a, b) => heavier(a.points, b.points) || a.sentence.start - b.sentence.start);
  for (const citation of citations) citation.findings.sort((a, b) => heavier(a.contribution, b.contribution));
  return { total, findings: findings.length, citations };
}

export function sidesOf(findings: readonly Finding[]): { strengths: Side; shortfalls: Side } {
  return { strengths: sideOf(findings.filter((one) => one.contribution >= 0)), shortfalls: sideOf(findings.filter((one) => one.contribution < 0)) };
}

/** "1 point", "16.3 points" */
const points = (value: number) => `${value.toFixed(1)} ${value.toFixed(1) === "1.0" ? "point" : "points"}`;

/** How far the balance is from the next scores; empty where there are no cut points. */
export function distances({ balance, cut_points: cuts }: Pick<Assessment, "balance" | "cut_points">): string {
  if (cuts.length !== 3) return "";
  const passed = cuts.filter((cut) => cut <= balance).length;
  const said = [];
  if (passed > 0) said.push(`${points(balance - cuts[passed - 1]!)} above a ${passed}`);
  if (passed < 3) said.push(`${points(cuts[passed]! - balance)} below a ${passed + 2}`);
  return said.join(", ");
}

/** "2 or 3"; empty where only one score is likely. */
export function likelyScores(set: readonly number[]): string {
  return set.length < 2 ? "" : `${set.slice(0, -1).join(", ")} or ${set.at(-1)}`;
}

/** "agrees", "predicted 2 higher"; empty where one of the scores is missing. */
export function agreement({ predicted_score: predicted, published_score: published }: Pick<Assessment, "predicted_score" | "published_score">): string {
  if (predicted === null || published === null) return "";
  const by = predicted - published;
  return by === 0 ? "agrees" : `predicted ${Math.abs(by)} ${by > 0 ? "higher" : "lower"}`;
}

/** Why a finding weighs less or more than its rule's points. */
export function softeners({ context, flipped, capped }: Pick<Finding, "context" | "flipped" | "capped">): string {
  const said = context.map(({ kind, cue, factor }) => {
    const effect = factor > 1 ? "raised by " : factor < 1 ? "softened by " : "";
    return `${effect}${kind} \u201c${cue}\u201d \u00d7${factor.toFixed(2).replace(/0$/, "")}`;
  });
  if (flipped) said.push("counts for the other side");
  if (capped) said.push("limited by its group\u2019s cap");
  return said.join(", ");
}

export function placeOf({ line, page }: { line: number; page?: number | undefined }): string {
  return page ? `page ${page}` : `line ${line}`;
}

/** The sentences of `places` that findings cite, each once. */
export function quotedAt(places: readonly Span[], findings: readonly Finding[]): Finding["sentence"][] {
  return places.flatMap((place) => findings.find((one) => one.sentence.start >= place.start && one.sentence.start < place.end)?.sentence ?? []);
}

/** What the reader is told about removal: "If this sentence did not count …", or why nothing changes. */
export function changeWords(a: Pick<Assessment, "flip" | "flip_proved">): string {
  if (!a.flip)
    return a.flip_proved === false
      ? "The search came to its limit and found no sentences without which the score would change."
      : "Nothing by removal: whatever sentences are left out, the score stays.";
  const count = a.flip.remove.length;
  return `If ${count === 1 ? "this sentence" : `these ${plural(count, "sentence")}`} did not count, the score would be`;
}

/**
 * Matches that came to nothing, by sentence, each reason of a rule once; and conditions that no sentence could meet. A rule that looks in
 * another part of the report matched all over it: that says nothing about this score.
 */
export function silencedBySentence(silenced: readonly SilencedHit[]): { sentences: SilencedHit[][]; needs: SilencedHit[]; matches: number } {
  const places = new Map<number, SilencedHit[]>();
  for (const one of silenced) {
    if (one.stage === "where" || one.stage === "need") continue;
    const all = places.get(one.sentence.start) ?? [];
    if (!all.some((known) => known.rule === one.rule && known.reason === one.reason)) all.push(one);
    places.set(one.sentence.start, all);
  }
  const sentences = [...places.values()];
  return { sentences, needs: silenced.filter((one) => one.stage === "need"), matches: sentences.reduce((sum, all) => sum + all.length, 0) };
}

/** A rule in a sentence. Where it counts for several statements, `finding` is of the one that the sentence stands under. */
export interface Note {
  finding: Finding;
  elsewhere: { title: string; contribution: number }[];
}

/** What the margin says, by the first byte of the sentence. */
export function notesOf({ assessments, text_sections }: Pick<Report, "assessments" | "text_sections">): Map<number, Note[]> {
  const home = new Map<number, string | null>();
  for (const section of text_sections)
    for (const sentence of section.paragraphs.flatMap((one) => one.sentences)) home.set(sentence.start, section.statement);
  const rules = new Map<number, Map<string, { statement: string; title: string; finding: Finding }[]>>();
  for (const { statement, title, findings } of assessments) {
    for (const finding of findings) {
      const here = rules.get(finding.sentence.start) ?? new Map();
      rules.set(finding.sentence.start, here.set(finding.rule, [...(here.get(finding.rule) ?? []), { statement, title, finding }]));
    }
  }
  const notes = new Map<number, Note[]>();
  for (const [start, here] of rules) {
    notes.set(start, [...here.values()].map((all) => {
      const main = all.find((one) => one.statement === home.get(start)) ?? all.reduce((a, b) => (Math.abs(b.finding.contribution) > Math.abs(a.finding.contribution) ? b : a));
      return { finding: main.finding, elsewhere: all.filter((one) => one !== main).map(({ title, finding }) => ({ title, contribution: finding.contribution })) };
    }));
  }
  return notes;
}

/** The statement that a place of the text stands under; none where it stands under none. */
export function statementAt({ text_sections }: Pick<Report, "text_sections">, byte: number): string | null {
  const within = (one: { start: number; end: number }) => one.start <= byte && byte < one.end;
  return text_sections.find((section) => section.paragraphs.some(within))?.statement ?? null;
}

/** The scores of a report with several statements in few words, and each of them in full. */
export function scoresInShort(assessments: readonly Assessment[]): { short: string; full: string } {
  const both = assessments.filter((one) => one.published_score !== null && one.predicted_score !== null);
  const full = assessments.map((one) => `${one.title}: predicted ${one.predicted_score ?? "none"}, published ${one.published_score ?? "none"}`).join("\n");
  return { short: both.length ? `${both.filter((one) => one.agrees).length} of ${both.length} scores agree` : plural(assessments.length, "statement"), full };
}
