#!/usr/bin/env python3
"""A third framework is three YAML files: the program recognises its reports, cuts, scores and rates them.

    framework_test.py ASSAY PACK RULES

PACK is tests/data/shire-care, RULES the shipped packs, which stand beside it and must not take its report for theirs."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

ASSAY, PACK, RULES = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
del sys.argv[1:]


def run(*arguments):
    return subprocess.run([ASSAY, *map(str, arguments)], capture_output=True, text=True, check=False)


class Framework(unittest.TestCase):
    def setUp(self):
        result = run("score", "--format", "json", "--pack", RULES / "cqc-la", "--pack", PACK, "--pack", RULES / "ofsted-ilacs", PACK / "calder-vale.txt")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.report = json.loads(result.stdout)["reports"][0]
        self.by_statement = {a["statement"]: a for a in self.report["assessments"]}

    def test_the_pack_is_sound(self):
        result = run("check", PACK)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_the_report_is_recognised_and_cut(self):
        self.assertEqual(self.report["framework"], "shire-care")
        self.assertEqual(self.report["authority"], "Calder Vale")
        self.assertEqual(list(self.by_statement), ["homes", "staff"])
        self.assertEqual([a["published_score"] for a in self.report["assessments"]], [3, 2])

    def test_its_rules_find_its_evidence_and_nothing_else(self):
        found = {s: sorted((f["rule"], f["sentence"]["text"]) for f in a["findings"]) for s, a in self.by_statement.items()}
        settled = "Most people chose their home from several that they had visited, and they were settled there."
        wait = "People waited for the same face at the door, and they waited again when it was a new one."
        self.assertEqual(found["homes"], [
            ("choice", settled), ("settled", "Families said that they were settled, too."), ("settled", settled),
            ("wait", "One woman waited for a ramp.")])
        self.assertEqual(found["staff"], [("turnover", "A third of the cooks left within a year."),
                                          ("turnover", "Half of the night staff left within a year."), ("wait", wait)])

    def test_the_overall_rating_follows_its_own_rule(self):
        # Published: 3 and 2 of 8 points are 62 %.
        self.assertIn("Sound overall", json.dumps(self.report["framework_overall"]["published"]))

    def test_every_output_says_that_the_statements_are_uncalibrated(self):
        self.assertEqual({a["calibrated"] for a in self.report["assessments"]}, {False})
        for form in ("text", "explain", "md", "html", "csv-assessments", "summary", "jsonl"):
            out = run("score", "--format", form, "--pack", PACK, PACK / "calder-vale.txt").stdout
            self.assertRegex(out.lower(), "uncalibrated|\"calibrated\":false|,calibrated,", form)


if __name__ == "__main__":
    unittest.main(verbosity=2)
