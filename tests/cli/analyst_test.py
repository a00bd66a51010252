#!/usr/bin/env python3
"""What an analyst asks of a pack and a folder of reports: diff, coverage, history, doubles, labels, the summary.

    analyst_test.py ASSAY"""
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

REPORT = """{council}: local authority assessment

Learning, improvement and innovation

Score: {score}

Key findings

{sentences} Rain fell in the north of the town.
"""


class Analyst(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.pack = self.folder / "pack"
        shutil.copytree(BASE, self.pack)
        self.reports = self.folder / "reports"
        self.reports.mkdir()

    def report(self, name, council="Moorby Council", score=3, sentences="Managers listened to carers."):
        text = REPORT.format(council=council, score=score, sentences=sentences)
        (self.reports / name).write_text(text, encoding="utf-8")

    def run_assay(self, *arguments, expect=0, columns=None):
        environment = {**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache"), "NO_COLOR": "1"}
        if columns:
            environment["COLUMNS"] = str(columns)
        done = subprocess.run([ASSAY, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done

    def edited(self, old, new):
        """A copy of the pack with one text of its rules replaced."""
        copy = self.folder / "edited"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.pack, copy)
        rules = copy / "rules" / "base.yaml"
        text = rules.read_text()
        self.assertIn(old, text)
        rules.write_text(text.replace(old, new, 1))
        return copy

    def diff(self, edited, *arguments):
        return self.run_assay("diff", "--pack", self.pack, "--pack", edited, *arguments, self.reports).stdout

    def test_diff_names_the_rules_that_changed_and_how(self):
        self.report("a.txt")
        edited = self.edited("points: 2\n    group", "points: 8\n    group")
        self.assertIn("Rules changed: 1\n  base.listens  points 2 → 8\n", self.diff(edited))
        rules = json.loads(self.diff(edited, "--format", "json"))["rules"]
        self.assertEqual(rules["changed"], [{"rule": "base.listens", "text": "points 2 → 8", "fields": [
            {"field": "points", "before": "2", "after": "8", "gained": [], "lost": []}]}])
        self.assertEqual((rules["added"], rules["removed"], rules["lists"], rules["cues"]), ([], [], [], False))
        edited = self.edited("id: base.ignores", "id: base.overlooks")
        text = self.diff(edited)
        self.assertIn("Rules added: base.overlooks\n", text)
        self.assertIn("Rules removed: base.ignores\n", text)
        self.assertNotIn("Rules changed", text)
        self.assertIn("Rules changed: 1\n  base.listens  phrases lost “~listen to @helpers” and gained “~ask @helpers”\n",
                      self.diff(self.edited("match: ~listen to", "match: ~ask")))
        self.assertIn("The packs say the same", self.diff(self.pack))

    def test_softened_is_what_cues_made_weaker(self):
        # One of four findings is softened; two share a sentence, which makes no finding softened.
        self.report("a.txt", sentences="Managers listened to carers. Leaders said that managers listened to volunteers. "
                                       "Managers listened to neighbours and ignored complaints.")
        rows = {line.split()[0]: line.split() for line in
                self.run_assay("coverage", "--pack", self.pack, self.reports).stdout.splitlines() if line.startswith("base.")}
        self.assertEqual(rows["base.listens"][2], "3")
        self.assertEqual(rows["base.listens"][5], "33%")
        self.assertEqual(rows["base.ignores"][5], "0%")

    def score(self, *arguments, columns=80):
        return self.run_assay("score", "--pack", self.pack, *arguments, columns=columns)

    def test_a_report_that_is_there_twice_is_told_and_scored(self):
        self.report("a.txt")
        self.report("b.txt", council="Westerfield Council")
        shutil.copy(self.reports / "a.txt", self.reports / "c.txt")
        for form in ("summary", "json", "csv"):
            done = self.score("--format", form, self.reports)
            self.assertIn(f"{self.reports}/c.txt is the same file as {self.reports}/a.txt. It is scored all the same.", done.stderr)
            self.assertNotIn("b.txt is the same", done.stderr)
        self.assertEqual(len(json.loads(self.score("--format", "json", self.reports).stdout)["reports"]), 3)
        summary = " ".join(self.score("--format", "summary", self.reports, columns=300).stdout.split())
        self.assertIn("c.txt is the same file as", summary)
        markdown = self.score("--format", "md", self.reports).stdout
        self.assertIn("c.txt is the same file as", markdown)
        # The name of the scratch folder may hold what Markdown escapes.
        escaped = str(self.reports).replace("_", "\\_")
        self.assertIn(f"| Moorby Council ({escaped}/c.txt) |", markdown)
        self.assertIn("| Westerfield Council |", markdown)
        # What is measured counts it once, and says so; that both stand in the labels is no mistake.
        labels = self.folder / "labels.tsv"
        labels.write_text("file\tstatement\tscore\na.txt\tlearning\t2\nc.txt\tlearning\t2\n")
        told = self.run_assay("calibrate", "--pack", self.pack, "--dry-run", "--labels", labels, self.reports).stdout
        self.assertIn("1 assessment of 1 authority; published 4: 0, 3: 0, 2: 1, 1: 0.", told)
        self.assertNotIn("no report here", told)
        self.assertIn("c.txt: the same text as", self.run_assay("coverage", "--pack", self.pack, self.reports).stdout)
        found = json.loads(self.run_assay("calibrate", "--pack", self.pack, "--dry-run", "--format", "json", self.reports).stdout)
        self.assertEqual(found["out_of_authority"]["assessments"], 2)
        # Also where an earlier run had scored the first of the two.
        out = self.folder / "out"
        self.run_assay("score", "--pack", self.pack, "--format", "jsonl", "--out", out, self.reports / "a.txt")
        again = self.run_assay("score", "--pack", self.pack, "--format", "jsonl", "--out", out, "--resume", self.reports)
        self.assertIn("c.txt is the same file as", again.stderr)

    def test_the_rows_of_a_summary_can_be_told_apart(self):
        self.report("moorby-2019.txt", council="London Borough of Moorby and Westerfield on the Water")
        self.report("moorby-2023.txt", council="Moorby and Westerfield on the Water", score=2)
        for columns in (60, 80, 120):
            rows = [line for line in self.score("--format", "summary", self.reports, columns=columns).stdout.splitlines()
                    if " learning " in line or "Learning, " in line]
            self.assertEqual([("2019" in row, "2023" in row) for row in rows], [(True, False), (False, True)])
            self.assertTrue(all(len(row) <= columns for row in rows), rows)

    def test_one_council_under_two_spellings_has_one_key(self):
        self.report("a.txt", council="Moorby and Lea Council")
        self.report("b.txt", council="City of Moorby and Lea")
        reports = json.loads(self.score("--format", "json", self.reports).stdout)["reports"]
        self.assertEqual({r["authority_key"] for r in reports}, {"moorby-and-lea"})
        self.assertEqual(len({r["authority"] for r in reports}), 2)
        for form in ("csv", "csv-assessments"):
            rows = list(csv.reader(io.StringIO(self.score("--format", form, self.reports).stdout)))
            self.assertEqual(rows[0][-1], "authority_key")
            self.assertEqual({row[-1] for row in rows[1:]}, {"moorby-and-lea"})

    def test_no_history_yet_is_no_error(self):
        page = self.folder / "page.html"
        for more in ((), ("--html", page)):
            done = self.run_assay("history", "--pack", self.pack, *more)
            self.assertIn("No calibration is recorded yet", done.stdout)
            self.assertIn(f"assay calibrate --pack {self.pack} REPORTS", done.stdout)
            self.assertEqual(done.stderr, "")
        self.assertIn("<table>", page.read_text())
        self.assertFalse((self.pack / "history.sqlite").exists(), "looking makes none")
        self.assertIn("there is no entry 3", self.run_assay("history", "--pack", self.pack, "--model", 3, expect=1).stderr)
        self.assertIn("no such folder", self.run_assay("history", "--pack", self.folder / "nowhere", expect=2).stderr)
        self.report("a.txt")
        self.run_assay("calibrate", "--pack", self.pack, self.reports)
        self.assertIn("seeded", self.run_assay("history", "--pack", self.pack).stdout)

    def test_why_sets_of_a_few_labels_say_nothing(self):
        for name, score in (("a", 3), ("b", 2), ("c", 3)):
            self.report(f"{name}.txt", council=f"Moor{name} Council", score=score)
        for arguments in ((), ("--format", "json"), ("--format", "html")):
            told = self.run_assay("calibrate", "--pack", self.pack, "--dry-run", *arguments, self.reports).stdout
            self.assertIn("3 labels are too few for prediction sets at 90 %, which need 9 of other authorities", told)
            self.assertIn("`assay score` goes by the pack as it is", told)

    def test_labels_are_matched_as_the_manual_says(self):
        self.report("a.txt", score=3)
        self.report("b.txt", council="Westerfield Borough Council", score=3)
        tables = {"long": "file\tstatement\tscore\nsomewhere/a.txt\tlearning\t2\n",
                  "authority": "council\tstatement\tscore\nMoorby City\tlearning\t2\n",
                  "wide": "authority\tlearning\tequity\nThe Moorby Council\t2\t\n"}
        for name, table in tables.items():
            labels = self.folder / "labels.tsv"
            labels.write_text(table)
            told = self.run_assay("calibrate", "--pack", self.pack, "--dry-run", "--labels", labels, self.reports).stdout
            # The other report has no score in the table, and the one in its text does not count.
            self.assertIn("1 assessment of 1 authority; published 4: 0, 3: 0, 2: 1, 1: 0.", told, name)
            self.assertIn("1 file is not in the labels", told, name)
            self.assertIn("1 label differs from the score in the text; the labels count.", told, name)
        labels.write_text("council\tscore\nMoorby\t2\n")
        self.assertIn("the first line must name the columns", self.run_assay(
            "calibrate", "--pack", self.pack, "--dry-run", "--labels", labels, self.reports, expect=2).stderr)


if __name__ == "__main__":
    unittest.main()
