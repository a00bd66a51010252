#!/usr/bin/env python3
"""One report as a browser saved it, printed to PDF, taken out by pdftotext and typed in Word: the same findings.

    formats_test.py ASSAY FIXTURES RULES

The report is invented; FIXTURES/make-fixtures makes the other formats from its page."""
import json
import os
import pathlib
import subprocess
import sys
import unittest

ASSAY, FIXTURES, RULES = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), os.path.abspath(sys.argv[3])
del sys.argv[1:]


def score(path):
    result = subprocess.run([ASSAY, "score", "--format", "json", str(path)], capture_output=True, check=False,
                            env={**os.environ, "ASSAY_RULES": RULES})
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)["reports"][0]


def essence(report):
    """What was found, without places: those are each file's own."""
    return {a["statement"]: (a["published_score"], a["predicted_score"], round(a["balance"], 6),
                             sorted((f["rule"], round(f["contribution"], 6), " ".join(f["sentence"]["text"].split()))
                                    for f in a["findings"]))
            for a in report["assessments"]}


class Formats(unittest.TestCase):
    maxDiff = None

    def the_same(self, name, statements, least):
        page = score(FIXTURES / f"{name}.html")
        expected = essence(page)
        self.assertEqual(sorted(expected), sorted(statements))
        self.assertGreater(sum(len(findings) for _, _, _, findings in expected.values()), least)
        for form in ("pdf", "txt", "docx"):
            with self.subTest(form):
                report = score(FIXTURES / f"{name}.{form}")
                self.assertEqual(report["authority"], page["authority"])
                found = essence(report)
                self.assertEqual(sorted(found), sorted(expected))
                for statement, outcome in expected.items():
                    self.assertEqual(found[statement], outcome, statement)

    def test_a_whole_report_of_four_judgements(self):
        self.the_same("harrowby", ["leaders", "help-and-protection", "in-care", "care-leavers", "overall"], 100)

    def test_an_assessment_of_a_council(self):
        self.the_same("ellerby", ["assessing-needs", "partnerships", "safeguarding", "learning"], 40)

    def test_nothing_of_the_site_around_the_report_is_evidence(self):
        for name in ("harrowby", "ellerby"):
            text = json.dumps(score(FIXTURES / f"{name}.html")).lower()
            for words in ("cookies", "skip to main", "breadcrumb", "was this page", "crown copyright"):
                self.assertNotIn(words, text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
