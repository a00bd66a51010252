import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./support/load.mjs";

const { byteLength, indexOfByte, indexOfColumn } = await load("core/bytes.ts");
const { rangesIn } = await load("core/marks.ts");
const { lineDiff } = await load("core/line-diff.ts");
const { percent, plural, shorten, signed } = await load("core/words.ts");

test("bytes, columns and indices agree on letters of every width", () => {
  const text = "a\u00e9\u2013\u{1f333}z"; // 1, 2, 3 and 4 bytes; 1, 1, 1 and 2 units
  assert.equal(byteLength(text), 11);
  for (const [byte, index] of [[0, 0], [1, 1], [3, 2], [6, 3], [10, 5], [11, 6], [99, 6]]) assert.equal(indexOfByte(text, byte), index, `byte ${byte}`);
  for (const [column, index] of [[1, 0], [2, 1], [4, 3], [5, 5], [99, 6]]) assert.equal(indexOfColumn(text, column), index, `column ${column}`);
});

test("matches are marked by bytes where the quotation has them all", () => {
  const sentence = { start: 100, end: 100 + byteLength("Caf\u00e9s were praised."), text: "Caf\u00e9s were praised." };
  const from = 100 + byteLength("Caf\u00e9s were ");
  assert.deepEqual(rangesIn(sentence, [{ start: from, end: from + 7, text: "praised" }]), [{ from: 11, to: 18 }]);
});

test("matches are found by their words, nearest to their bytes, where white space was normalised", () => {
  const sentence = { start: 0, end: 60, text: "praised and again praised by all" }; // 60 bytes in the report
  assert.deepEqual(rangesIn(sentence, [{ start: 30, end: 37, text: "praised" }]), [{ from: 18, to: 25 }]);
  assert.deepEqual(rangesIn(sentence, [{ start: 0, end: 9, text: "not there" }]), []);
});

test("marks that overlap become one", () => {
  const sentence = { start: 0, end: 10, text: "abcdefghij" };
  assert.deepEqual(rangesIn(sentence, [{ start: 4, end: 8, text: "efgh" }, { start: 0, end: 2, text: "ab" }, { start: 2, end: 5, text: "cde" }]), [{ from: 0, to: 8 }]);
});

test("a diff read back gives the new text", () => {
  const before = "one\ntwo\nthree\nfour\nfive\nsix\n";
  for (const after of [before, "one\ntwo\nthree\nfour and more\nfive\nsix\n", "one\nfive\nsix\n", "zero\none\ntwo\n", "", "six\nfive\nfour\n"]) {
    const diff = lineDiff(before, after, 99);
    assert.equal(diff.filter((one) => one.kind !== "removed").map((one) => one.text).join("\n"), after);
    assert.equal(diff.filter((one) => one.kind !== "added").map((one) => one.text).join("\n"), before);
    for (const one of diff) if (one.kind !== "removed") assert.equal(after.split("\n")[one.line - 1], one.text);
  }
  assert.deepEqual(lineDiff("a\nb\nc\nd\ne", "a\nb\nX\nd\ne", 1).map((one) => `${one.kind} ${one.text}`), ["same b", "added X", "removed c", "same d"]);
});

test("numbers read as people write them", () => {
  assert.deepEqual([signed(1.26), signed(-2), signed(0.04), signed(-0.04), signed(3, 0)], ["+1.3", "\u22122.0", "0.0", "0.0", "+3"]);
  assert.deepEqual([percent(0), percent(0.004), percent(0.007), percent(0.5), percent(0.996), percent(1)], ["0%", "<1%", "1%", "50%", ">99%", "100%"]);
  assert.equal(plural(1, "match", "matches"), "1 match");
  assert.equal(plural(1200, "finding"), "1,200 findings");
  assert.equal(shorten("abcdef", 4), "abc\u2026");
});
