import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { branchOf, byFile, byStatement, rowsOf, suits } = await load("rules/tree.ts");
const { ruleAt } = await load("editor/rule-at.ts");
const { keysAbove } = await load("editor/yaml-path.ts");
const { reliability } = await load("calibration/curves.ts");

const rule = (id, more = {}) => ({ id, title: `About ${id}`, statements: ["learning"], level: 3, points: 1, status: "active", kind: "phrase", group: null, rationale: "why not", file: "rules/a.yaml", line: 1, fires: null, ...more });
const pack = { statements: [{ id: "equity", title: "Equity" }, { id: "learning", title: "Learning" }] };

test("rules are found by words anywhere, status and level", () => {
  const one = rule("learning.gardens", { title: "Gardens teach", status: "draft", level: 2, group: "outdoors" });
  for (const words of ["gardens", "TEACH", "why outdoors", ""]) assert.ok(suits(one, { words, status: "", level: "" }), words);
  assert.ok(!suits(one, { words: "gardens sea", status: "", level: "" }));
  assert.ok(!suits(one, { words: "", status: "active", level: "" }));
  assert.ok(suits(one, { words: "", status: "draft", level: "2" }));
});

test("the tree by statement keeps the framework's order, has each rule under each of its statements, and topics within", () => {
  const rules = [rule("b", { group: "two" }), rule("a", { group: "one", level: 2 }), rule("c", { statements: ["learning", "equity"] }), rule("d", { statements: [] })];
  const nodes = byStatement(rules, pack);
  assert.deepEqual(nodes.map((one) => one.label), ["Equity", "Learning", "Every statement"]);
  assert.deepEqual(nodes[0].below.map((one) => one.rule?.id), ["c"], "one topic needs no branch");
  assert.deepEqual(nodes[1].below.map((one) => one.label), ["one", "two", "No topic"]);
  assert.deepEqual(branchOf(nodes, "a"), ["statement:learning", "statement:learning/one"]);
  assert.deepEqual(rowsOf(nodes, new Set(["statement:learning"]), false).map((row) => [row.depth, row.label, row.count]), [
    [0, "Equity", 1], [0, "Learning", 3], [1, "one", 1], [1, "two", 1], [1, "No topic", 1], [0, "Every statement", 1],
  ]);
  assert.equal(rowsOf(nodes, new Set(), true).filter((row) => row.rule).length, 5, "everything is open while one searches");
});

test("advice that names a terminal command names the lists in the page", async () => {
  const { inThePage } = await load("editor/problems.ts");
  const advice = { suggestion: "Define it under `lists:`, or write the words out; `assay check --lists` shows the lists there are." };
  const lists = (...names) => ({ lists: names.map((name) => ({ name })) });
  assert.equal(inThePage({ suggestion: "Did you mean `leaders`?" }, lists("a")), "Did you mean `leaders`?");
  assert.match(inThePage(advice, lists("leaders", "staff")), /there are `@leaders`, `@staff`: type @ in a phrase/);
  assert.match(inThePage(advice, lists(..."abcdefgh")), /`@f` and 2 more/);
  for (const known of [lists(), lists("leaders"), null]) assert.doesNotMatch(inThePage(advice, known), /assay check/);
});

test("the tree by file has every file, own ones first, and only fitting ones while one searches", () => {
  const file = (path, kind, inherited = false) => ({ path, kind, inherited });
  const files = [file("../english/lists/x.yaml", "lists", true), file("rules/b.yaml", "rules"), file("rules/a.yaml", "rules")];
  const nodes = byFile([rule("z", { line: 9 }), rule("y", { line: 2 })], files, false);
  assert.deepEqual(nodes.map((one) => one.label), ["Rules", "Inherited \u00b7 Word lists"]);
  assert.deepEqual(nodes[0].below.map((one) => [one.label, one.below.map((leaf) => leaf.rule.id)]), [["a.yaml", ["y", "z"]], ["b.yaml", []]]);
  assert.deepEqual(byFile([rule("z")], files, true).map((one) => one.below.map((two) => two.label)), [["a.yaml"]]);
});

test("the rule at the caret, in YAML also while it is being typed", () => {
  const text = "# note\nrules:\n  - id: one.rule\n    title: One\n    match: |\n      words\n\n  - id: \"two.rule\"\n    points: 2\ngroups:\n  x: {}\n";
  assert.equal(ruleAt("rules/a.yaml", text, 1, []), null);
  assert.equal(ruleAt("rules/a.yaml", text, 6, []), "one.rule");
  assert.equal(ruleAt("rules/a.yaml", text, 9, []), "two.rule");
  assert.equal(ruleAt("rules/a.yaml", text, 11, []), null, "another key of the file's top");
  const listed = [rule("first", { file: "lua/a.lua", line: 3 }), rule("second", { file: "lua/a.lua", line: 20 })];
  assert.equal(ruleAt("lua/a.lua", "", 2, listed), null);
  assert.equal(ruleAt("lua/a.lua", "", 19, listed), "first");
});

test("the path of keys above the caret", () => {
  const lines = "rules:\n  - id: a.b\n    about:\n      author: me\n    examples:\n      match:\n        - words\n    ".split("\n");
  assert.deepEqual(keysAbove(lines, 0, 0), []);
  assert.deepEqual(keysAbove(lines, 3, 6), ["rules", "[]", "about"]);
  assert.deepEqual(keysAbove(lines, 6, 10), ["rules", "[]", "examples", "match", "[]"]);
  assert.deepEqual(keysAbove(lines, 7, 4), ["rules", "[]"]);
});

test("curves set predicted against observed shares, bins of fewer than three left out", () => {
  const one = (p, published) => ({ probabilities: [1 - p, 0, 0, p], published });
  const points = reliability([one(0.95, 4), one(0.95, 4), one(0.95, 4), one(0.95, 1), one(0.1, 1)], 4);
  assert.deepEqual(points.map(({ n, observed }) => [n, observed]), [[4, 0.75]]);
  assert.ok(Math.abs(points[0].predicted - 0.95) < 1e-12);
});
