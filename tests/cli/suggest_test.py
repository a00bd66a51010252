#!/usr/bin/env python3
"""assay suggest, as an analyst uses it, on an invented corpus: from phrases to draft rules whose examples are references.

    suggest_test.py ASSAY"""
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ASSAY = os.path.abspath(sys.argv.pop(1))
ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "rule_errors" / "base"

REPORT = """{council} Council: local authority assessment

Learning, improvement and innovation

Score: {score}

Key findings

The market hall was open on most days. {sentence} Rain fell in the north of the town.
"""


class Suggest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.pack = self.folder / "pack"
        shutil.copytree(BASE, self.pack)
        self.reports = self.folder / "reports"
        self.reports.mkdir()
        for i in range(48):
            score = 1 + i % 4
            sentence = {1: "There was quiet neglect in the yard.", 4: "Gardens were lovingly kept by all."}.get(score, "")
            self.report(i, score, sentence)

    def report(self, number, score, sentence):
        council = "Moor" + chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
        (self.reports / f"{council}.txt").write_text(REPORT.format(council=council, score=score, sentence=sentence))

    def run_assay(self, *arguments, expect=0):
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache"), "NO_COLOR": "1"}
        done = subprocess.run([ASSAY, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done

    def suggest(self, *arguments, expect=0):
        return self.run_assay("suggest", "--pack", self.pack, self.reports, *arguments, expect=expect)

    def test_text_json_and_csv_say_the_same(self):
        text = self.suggest().stdout
        self.assertIn("quiet neglect", text)
        self.assertIn("lovingly kept", text)
        found = json.loads(self.suggest("--format", "json", "--sentences", "2").stdout)
        self.assertEqual(found["sections"], {"1": 12, "2": 12, "3": 12, "4": 12})
        phrases = {p["phrase"]: p for p in found["phrases"]}
        neglect = next(p for phrase, p in phrases.items() if "neglect" in phrase)
        self.assertEqual(neglect["level"], 1)
        self.assertEqual(neglect["sections"], {"1": 12, "2": 0, "3": 0, "4": 0})
        self.assertEqual(neglect["authorities"], 12)
        self.assertEqual(len(neglect["sentences"]), 2)
        self.assertIn("quiet neglect", neglect["sentences"][0]["quote"])
        rows = list(csv.DictReader(io.StringIO(self.suggest("--format", "csv").stdout)))
        self.assertEqual([r["phrase"] for r in rows], [p["phrase"] for p in found["phrases"]])
        self.assertTrue(all(abs(float(r["z"])) >= 3 for r in rows))

    def test_drafts_hold_references_that_test_can_run(self):
        drafts = self.pack / "rules" / "drafts.yaml"
        self.suggest("--write", drafts, "--choose", "1-2")
        text = drafts.read_text()
        self.assertEqual(text.count("- id: suggested."), 2)
        self.assertIn("status: draft", text)
        self.assertNotIn("in the yard", text)
        self.assertNotIn("by all", text)
        self.run_assay("check", self.pack)
        without = self.run_assay("test", drafts).stdout
        self.assertIn("stand in reports", without)
        with_reports = self.run_assay("test", "--corpus", self.reports, drafts).stdout
        self.assertIn(" 0 failed", with_reports)
        self.assertNotIn("stand in reports", with_reports)

        # A report that says something else now is told; one whose text only moved is not.
        report = self.reports / text.split('report: "')[1].split('"')[0]
        old = report.read_text()
        report.write_text(old.replace("Key findings\n", "Key findings\n\nA sentence that was not there."))
        self.run_assay("test", "--corpus", self.reports, drafts)
        report.write_text(old.replace("quiet neglect", "loud neglect").replace("lovingly kept", "kept"))
        failed = self.run_assay("test", "--corpus", self.reports, drafts, expect=1).stdout
        self.assertIn("has no sentence with the hash", failed)

    def test_what_a_rule_covers_is_not_suggested_again(self):
        rule = self.pack / "rules" / "neglect.yaml"
        rule.write_text("""rules:
  - id: probe.neglect
    title: Neglect
    statement: learning
    level: 1
    points: 1
    about: {rationale: Neglect}
    match: quiet neglect
    examples: {match: [There was quiet neglect.], no_match: [There was noise.]}
""")
        found = json.loads(self.suggest("--format", "json").stdout)
        self.assertFalse([p["phrase"] for p in found["phrases"] if "quiet neglect" in p["phrase"]])

    def test_nothing_is_overwritten(self):
        drafts = self.folder / "drafts.yaml"
        drafts.write_text("mine\n")
        self.assertIn("is there already", self.suggest("--write", drafts, expect=2).stderr)
        self.assertEqual(drafts.read_text(), "mine\n")
        new = self.folder / "new.yaml"
        self.assertIn("is no number of a suggestion", self.suggest("--write", new, "--choose", "99", expect=2).stderr)
        self.assertFalse(new.exists())

    def test_scores_that_cannot_be_compared(self):
        for report in self.reports.iterdir():
            if "Score: 1" not in report.read_text():
                report.unlink()
        self.assertIn("the same published score", self.suggest(expect=1).stderr)
        labels = self.folder / "labels.tsv"
        labels.write_text("file\tstatement\tscore\nnowhere.txt\tlearning\t3\n")
        self.assertIn("no section with a published score", self.suggest("--labels", labels, expect=1).stderr)
        self.assertIn("there is no statement `lerning`", self.suggest("--statement", "lerning", expect=2).stderr)


if __name__ == "__main__":
    unittest.main()
