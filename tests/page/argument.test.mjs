import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { agreement, changeWords, distances, likelyScores, notesOf, quotedAt, scoresInShort, sidesOf, silencedBySentence, softeners, statementAt } = await load("core/argument.ts");

const finding = (rule, start, contribution, more = {}) => ({
  rule, title: `Title of ${rule}`, level: 3, points: 1, contribution, strength: 1, flipped: false, capped: false,
  sentence: { start, end: start + 10, text: `sentence ${start}`, line: 1, section: null }, matches: [], context: [], ...more,
});

test("sides are by sentence, the heaviest first, and their sums are the balance", () => {
  const findings = [finding("a", 0, 1), finding("b", 50, 2), finding("c", 0, 1.5), finding("d", 0, -4), finding("e", 90, -1)];
  const { strengths, shortfalls } = sidesOf(findings);
  assert.deepEqual(strengths.citations.map((one) => [one.sentence.start, one.points]), [[0, 2.5], [50, 2]]);
  assert.deepEqual(strengths.citations[0].findings.map((one) => one.rule), ["c", "a"]);
  assert.deepEqual(shortfalls.citations.map((one) => one.sentence.start), [0, 90]);
  assert.equal(strengths.findings, 3);
  assert.equal(strengths.total + shortfalls.total, findings.reduce((sum, one) => sum + one.contribution, 0));
});

test("distances are told to both neighbours, and to one at the ends", () => {
  const cut_points = [-42, -4, 44];
  assert.equal(distances({ balance: -20.3, cut_points }), "21.7 points above a 1, 16.3 points below a 3");
  assert.equal(distances({ balance: -50, cut_points }), "8.0 points below a 2");
  assert.equal(distances({ balance: 45, cut_points }), "1.0 point above a 3");
  assert.equal(distances({ balance: -4, cut_points }), "0.0 points above a 2, 48.0 points below a 4", "a cut point belongs to the score above it");
  assert.equal(distances({ balance: 0, cut_points: [] }), "");
});

test("words for likely scores, agreement and what would change the score", () => {
  assert.equal(likelyScores([2]), "");
  assert.equal(likelyScores([2, 3]), "2 or 3");
  assert.equal(likelyScores([1, 2, 3]), "1, 2 or 3");
  assert.equal(agreement({ predicted_score: 3, published_score: 3 }), "agrees");
  assert.equal(agreement({ predicted_score: 1, published_score: 3 }), "predicted 2 lower");
  assert.equal(agreement({ predicted_score: null, published_score: 3 }), "");
  assert.match(changeWords({ flip: null, flip_proved: true }), /^Nothing by removal/);
  assert.match(changeWords({ flip: null, flip_proved: false }), /came to its limit/);
  assert.equal(changeWords({ flip: { to: 2, remove: [{ start: 0, end: 1 }] } }), "If this sentence did not count, the score would be");
  assert.equal(changeWords({ flip: { to: 2, remove: [{ start: 0, end: 1 }, { start: 2, end: 3 }] } }), "If these 2 sentences did not count, the score would be");
});

test("what softened a finding is told with its factor", () => {
  const context = [{ kind: "intention", cue: "plans to", factor: 0.4 }, { kind: "emphasis", cue: "very", factor: 1.25 }];
  assert.equal(softeners({ context, flipped: false, capped: true }), "softened by intention “plans to” ×0.4, raised by emphasis “very” ×1.25, limited by its group’s cap");
  assert.equal(softeners({ context: [], flipped: true, capped: false }), "counts for the other side");
});

test("places are quoted from the findings, each once", () => {
  const findings = [finding("a", 0, 1), finding("b", 0, 1), finding("c", 50, 1)];
  assert.deepEqual(quotedAt([{ start: 50, end: 60 }, { start: 0, end: 10 }, { start: 200, end: 210 }], findings).map((one) => one.start), [50, 0]);
});

test("matches that came to nothing stand by sentence, each reason of a rule once; conditions apart", () => {
  const hit = (rule, start, stage, reason) => ({ rule, title: rule, level: 2, stage, reason, sentence: { start }, matches: [] });
  const { sentences, needs, matches } = silencedBySentence([
    hit("a", 9, "negation", "not"), hit("a", 9, "negation", "not"), hit("b", 9, "except", "x"), hit("c", 3, "where", "elsewhere"), hit("d", 0, "need", "share is 0.1"), hit("e", 4, "limit", "2"),
  ]);
  assert.deepEqual(sentences.map((all) => all.map((one) => one.rule)), [["a", "b"], ["e"]]);
  assert.deepEqual(needs.map((one) => one.rule), ["d"]);
  assert.equal(matches, 3);
});

test("a rule in a sentence is one note, with the points of the statement it stands under", () => {
  const sentence = (start) => ({ start, end: start + 10, text: "", line: 1 });
  const text_sections = [
    { heading: "A", statement: "a", kind: "evidence", paragraphs: [{ start: 0, end: 40, sentences: [sentence(0), sentence(20)] }] },
    { heading: "B", statement: "b", kind: "evidence", paragraphs: [{ start: 50, end: 90, sentences: [sentence(50)] }] },
  ];
  const assessments = [
    { statement: "a", title: "Statement a", findings: [finding("r", 0, 1), finding("r", 50, 0.1), finding("q", 50, 0.4)] },
    { statement: "b", title: "Statement b", findings: [finding("r", 0, 5), finding("r", 50, 2)] },
  ];
  const notes = notesOf({ assessments, text_sections });
  assert.deepEqual([...notes.keys()], [0, 50]);
  assert.deepEqual(notes.get(0).map((one) => [one.finding.contribution, one.elsewhere]), [[1, [{ title: "Statement b", contribution: 5 }]]]);
  assert.deepEqual(notes.get(50).map((one) => [one.finding.rule, one.finding.contribution]), [["r", 2], ["q", 0.4]]);
  assert.equal(statementAt({ text_sections }, 25), "a");
  assert.equal(statementAt({ text_sections }, 45), null);
});

test("the scores of many statements are told in short and in full", () => {
  const one = (predicted_score, published_score) => ({ title: "T", predicted_score, published_score, agrees: predicted_score === published_score });
  assert.deepEqual(scoresInShort([one(2, 2), one(3, 2), one(null, 2)]), { short: "1 of 2 scores agree", full: "T: predicted 2, published 2\nT: predicted 3, published 2\nT: predicted none, published 2" });
  assert.equal(scoresInShort([one(2, null), one(3, null)]).short, "2 statements");
});
