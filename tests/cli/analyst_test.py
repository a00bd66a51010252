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


if __name__ == "__main__":
    unittest.main()
