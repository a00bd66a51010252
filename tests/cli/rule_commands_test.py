#!/usr/bin/env python3
"""The commands for writers of rules, as a person uses them: new, check, test, why, fmt.

    rule_commands_test.py ASSAY"""
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

ASSAY = os.path.abspath(sys.argv.pop(1))
ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "rule_errors" / "base"

RULE = """rules:
  - id: probe.praise
    title: Helpers are praised
    statement: learning
    level: 3
    points: 2
    about: {rationale: Praise}
    match: |
      @helpers *2 praised
    none: {in: sentence, phrases: barely}
    examples:
      match:
        - Carers were praised.
        - Carers were left alone.
      no_match:
        - {text: Carers were not praised., blocked_by: negation}
        - {text: Carers were never praised., blocked_by: except}
        - {text: Carers were barely praised., blocked_by: conditions}
        - Carers who live near the park in the north are praised.
      todo:
        - Volunteers are praised.
        - Praise came from volunteers.
"""

REPORT = """Probe Council: local authority assessment

Learning, improvement and innovation

Score: 3

Key findings

Carers were praised. Carers who came to the hall were praised. Carers were never praised.
Carers were barely praised. Parks were open.
"""


class RuleCommands(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.pack = self.folder / "seeded"
        shutil.copytree(BASE, self.pack)
        self.rule = self.pack / "rules" / "probe.yaml"
        self.rule.write_text(RULE, encoding="utf-8")

    def tearDown(self):
        shutil.rmtree(self.folder)

    def run_assay(self, *arguments, expect=0, **more):
        run = subprocess.run([ASSAY, *map(str, arguments)], capture_output=True, text=True, timeout=60, **more)
        self.assertEqual(run.returncode, expect, run.stdout + run.stderr)
        return run.stdout + run.stderr

    def test_examples_fail_with_what_blocked_them(self):
        out = self.run_assay("test", self.pack, expect=1)
        self.assertIn("Carers were left alone.", out)
        self.assertIn("nothing in it matches the rule", out)
        self.assertIn("it is blocked by `negation`, not by `except`", out)
        self.assertIn("it matches now", out)
        self.assertNotIn("barely", out)
        self.assertIn("2 failed, 2 known gaps, 1 of them closed now", out)

    def test_k_and_files_choose(self):
        self.run_assay("test", self.pack, "-k", "base.")
        self.run_assay("test", self.pack / "rules" / "base.yaml")
        self.run_assay("test", self.pack, "-k", "nowhere", expect=2)

    def test_junit(self):
        file = self.folder / "junit.xml"
        self.run_assay("test", self.pack, "--junit", file, expect=1)
        suites = xml.etree.ElementTree.parse(file).getroot()
        self.assertEqual((suites.tag, suites.get("failures"), suites.get("skipped")), ("testsuites", "2", "2"))
        self.assertEqual(len(suites.findall(".//testcase")), int(suites.get("tests")))
        self.assertEqual(len(suites.findall(".//failure")), 2)

    def test_coverage_names_idle_phrases(self):
        self.rule.write_text(RULE.replace("      @helpers *2 praised\n", "      @helpers *2 praised\n      ~thank @helpers\n"), encoding="utf-8")
        out = self.run_assay("test", self.pack, "--coverage", expect=1)
        self.assertRegex(out, r"IDLE .*probe\.yaml:10  `~thank @helpers` of probe\.praise")
        self.assertRegex(out, r"IDLE .*cues\.yaml:\d+  `plans to` of the intention cue")

    def test_coverage_over_a_corpus(self):
        report = self.folder / "report.txt"
        report.write_text(REPORT, encoding="utf-8")
        out = self.run_assay("test", self.pack, "--coverage", "--corpus", report, expect=1)
        self.assertRegex(out, r"SILENT .* base\.ignores")
        self.assertNotRegex(out, r"SILENT .* probe\.praise")

    def test_check_formats(self):
        self.rule.write_text(RULE.replace("level: 3", "levl: 3"), encoding="utf-8")
        found = json.loads(self.run_assay("check", "--format", "json", self.pack, expect=1))
        self.assertEqual([(d["code"], d["line"]) for d in found["diagnostics"]], [("R001", 5)])
        sarif = json.loads(self.run_assay("check", "--format", "sarif", self.pack, expect=1))
        self.assertEqual(sarif["version"], "2.1.0")
        run = sarif["runs"][0]
        for result in run["results"]:
            self.assertEqual(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], result["ruleId"])
            region = result["locations"][0]["physicalLocation"]["region"]
            self.assertGreaterEqual(region["startLine"], 1)
            self.assertGreater(region["endColumn"], region["startColumn"])

    def test_check_a_file_within_its_pack_and_strict(self):
        self.run_assay("check", self.rule)
        lists = self.pack / "lists" / "people.yaml"
        lists.write_text(lists.read_text(encoding="utf-8") + "  idle: nobody\n", encoding="utf-8")
        self.assertIn("W012", self.run_assay("check", lists))
        self.assertIn("W012", self.run_assay("check", "--strict", lists, expect=1))
        self.assertNotIn("W012", self.run_assay("check", self.rule))
        outside = self.folder / "outside.yaml"
        outside.write_text(RULE.replace("probe.praise", "probe.other"), encoding="utf-8")
        self.run_assay("check", outside, expect=2)
        self.run_assay("check", "--pack", self.pack, outside)

    def test_explain(self):
        self.assertIn("A key is not known", self.run_assay("check", "--explain", "r001"))
        self.assertIn("there is no code", self.run_assay("check", "--explain", "X999", expect=2))

    def test_new_rules_are_sound(self):
        self.rule.unlink()
        self.run_assay("new", "rule", "learning.first", "--pack", self.pack)
        self.run_assay("new", "rule", "learning.second", "--lua", "--pack", self.pack)
        self.assertIn("already", self.run_assay("new", "rule", "learning.first", "--pack", self.pack, expect=2))
        self.run_assay("new", "rule", "Not an id", "--pack", self.pack, expect=2)
        self.run_assay("check", self.pack / "rules" / "learning-first.yaml", "--strict")
        self.run_assay("check", self.pack / "lua" / "learning-second.lua", "--strict")
        out = self.run_assay("test", self.pack, "-k", "learning.", "-v")
        self.assertIn("6 examples of 2 rules", out)
        self.run_assay("fmt", "--check", self.pack / "rules" / "learning-first.yaml")

    def test_a_new_rule_takes_no_statement_that_nobody_named(self):
        self.run_assay("new", "rule", "praise.first", "--pack", self.pack)
        text = (self.pack / "rules" / "praise-first.yaml").read_text(encoding="utf-8")
        self.assertIn("\n    # statement: learning   # or ", text)
        self.assertEqual(text.count("learning"), 1, text.splitlines()[:8])
        self.assertIn("No mistakes", self.run_assay("check", self.pack / "rules" / "praise-first.yaml"))

    def test_files_from_elsewhere(self):
        elsewhere = self.folder / "elsewhere.yaml"
        elsewhere.write_text(RULE.replace("probe.praise", "probe.away"), encoding="utf-8")
        told = self.run_assay("test", "--pack", self.pack, elsewhere, expect=1)
        self.assertIn("FAIL  probe.away", told)
        self.assertNotIn("FAIL  probe.praise", told)

    def test_lists(self):
        self.assertIn("  @helpers  carers", self.run_assay("check", "--lists", self.pack))

    def test_a_failed_example_shows_what_came_nearest(self):
        rule = self.pack / "rules" / "near.yaml"
        rule.write_text(RULE.replace("probe.praise", "probe.near").replace("@helpers *2 praised", "clinic opened"), encoding="utf-8")
        rule.write_text(rule.read_text(encoding="utf-8").replace("- Carers were praised.\n", "- Clinics opened.\n"), encoding="utf-8")
        told = self.run_assay("test", rule, expect=1)
        self.assertIn("the text has “Clinics”, the phrase `clinic`; write `~clinic`", told)

    def test_fmt_changes_form_only(self):
        untidy = RULE.replace("    match: |\n      @helpers", "    # what it looks for\n    match:   |\n          @helpers").replace("      match:\n", "      match:   \n")
        self.rule.write_text(untidy, encoding="utf-8")
        self.run_assay("fmt", "--check", self.pack, expect=1)
        self.assertEqual(self.rule.read_text(encoding="utf-8"), untidy)
        self.run_assay("fmt", self.pack)
        self.assertEqual(self.rule.read_text(encoding="utf-8"), RULE.replace("    match: |\n      @", "    # what it looks for\n    match: |\n      @"))
        self.run_assay("fmt", "--check", self.pack)
        self.rule.write_text("rules: [\n", encoding="utf-8")
        self.run_assay("fmt", self.rule, expect=1)
        self.assertEqual(self.rule.read_text(encoding="utf-8"), "rules: [\n")

    def test_why(self):
        report = self.folder / "report.txt"
        report.write_text(REPORT, encoding="utf-8")
        out = self.run_assay("why", "probe.praise", report, "--pack", self.pack)
        self.assertRegex(out, r"candidates +3\b")
        self.assertRegex(out, r"conditions +2 +1 stopped")
        self.assertRegex(out, r"context +1 +1 stopped")
        self.assertRegex(out, r"cited +1\b")
        self.assertIn("stopped by negation: “never” takes it back", out)
        self.assertRegex(out, r"6 words stand here, 6 >\s+2")
        self.assertIn("«Carers were praised»", out)
        out = self.run_assay("why", "--at", "9", report, "--pack", self.pack)
        self.assertIn("probe.praise", out)
        self.assertIn("probe.praise", self.run_assay("why", "--pack", self.pack, "probe.praise", report))
        self.assertIn("did you mean `probe.praise`", self.run_assay("why", "probe.prase", report, "--pack", self.pack, expect=2))
        self.assertIn("holds no evidence", self.run_assay("why", "--at", "2", report, "--pack", self.pack, expect=1))

    def test_watch_runs_again_within_a_second(self):
        process = subprocess.Popen([ASSAY, "test", "--watch", str(self.pack)], stdout=subprocess.PIPE)
        try:
            self.assertIn("Watching", self.read_until(process, "Watching", 20))
            time.sleep(0.2)
            self.rule.write_text(RULE.replace("points: 2", "pionts: 2"), encoding="utf-8")
            self.assertIn("Did you mean `points`?", self.read_until(process, "Did you mean", 10))
            self.rule.write_text(RULE, encoding="utf-8")
            self.assertIn("2 failed", self.read_until(process, "failed", 10))
        finally:
            process.kill()
            process.communicate()

    def read_until(self, process, words, seconds):
        text, end = "", time.monotonic() + seconds
        while words not in text and time.monotonic() < end:
            if select.select([process.stdout], [], [], 0.1)[0]:
                text += os.read(process.stdout.fileno(), 65536).decode("utf-8", "replace")
        return text


unittest.main()
