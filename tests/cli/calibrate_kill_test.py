#!/usr/bin/env python3
"""assay calibrate killed at any moment, and run twice at once: model.yaml and the history hold the old or the new, never half.

    calibrate_kill_test.py ASSAY"""
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

ASSAY = os.path.abspath(sys.argv.pop(1))
KILLS = 10 if os.environ.get("ASSAY_SANITIZED") else 30
FRAMEWORK = """id: small
title: A small framework
scale:
  4: {descriptor: Exceptional}
  3: {descriptor: Good}
  2: {descriptor: Some shortfalls}
  1: {descriptor: Significant shortfalls}
statements:
  - {id: learning, title: Learning}
"""
RULES = """rules:
  - {id: kind, title: Kind helpers, level: 3, points: 1, about: {rationale: x}, match: helpers were kind}
  - {id: late, title: Late helpers, level: 2, points: 1, about: {rationale: x}, match: helpers came late}
  - {id: praised, title: Praised helpers, level: 4, points: 1, about: {rationale: x}, match: helpers were praised}
  - {id: absent, title: No helpers, level: 1, points: 1, about: {rationale: x}, match: no helpers came}
"""
SAYS = {4: ["Helpers were praised", "Helpers were kind"], 3: ["Helpers were kind"], 2: ["Helpers came late"], 1: ["No helpers came", "Helpers came late"]}


class Killed(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="assay-kill-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.pack = self.folder / "pack"
        self.pack.mkdir()
        (self.pack / "pack.yaml").write_text("id: small\ntitle: Small\nversion: 0.1.0\n")
        (self.pack / "framework.yaml").write_text(FRAMEWORK)
        (self.pack / "rules.yaml").write_text(RULES)
        reports = self.folder / "reports"
        reports.mkdir()
        draw = random.Random(5)
        rows = []
        for i in range(48):
            score = 1 + i % 4
            heard = draw.choices([score, min(4, score + 1), max(1, score - 1)], [8, 1, 1])[0]
            lines = [f"{draw.choice(SAYS[heard])} to house number {draw.randrange(1000)}." for _ in range(4)]
            (reports / f"r{i}.txt").write_text("# Learning\n\n" + "\n".join(lines) + "\n")
            rows.append((f"r{i}.txt", f"Council {i // 3}", score))
        # Two tables, two models.
        for name, kept in (("a", rows), ("b", rows[:36])):
            table = "file\tauthority\tstatement\tscore\n" + "".join(f"{f}\t{a}\tlearning\t{s}\n" for f, a, s in kept)
            (self.folder / f"{name}.tsv").write_text(table)
        self.reports = reports

    def start(self, labels):
        return subprocess.Popen([ASSAY, "calibrate", "--pack", self.pack, "--labels", self.folder / f"{labels}.tsv", self.reports, "--draws", "200"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "XDG_CACHE_HOME": str(self.folder / "cache")})

    def model(self):
        # The moment of fitting may be in it; what was fitted is what counts.
        return re.sub(r"(?m)^ *\"?on\"?:.*$", "", (self.pack / "model.yaml").read_text())

    def history(self):
        with sqlite3.connect(self.pack / "history.sqlite") as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            return database.execute("SELECT model FROM calibration ORDER BY id").fetchall()

    def test_killed_at_any_moment(self):
        whole = {}
        begun = time.monotonic()
        for labels in "ab":
            self.assertEqual(self.start(labels).wait(timeout=120), 0)
            whole[labels] = self.model()
        self.assertNotEqual(whole["a"], whole["b"])
        took = (time.monotonic() - begun) / 2
        entries, interrupted, written = len(self.history()), 0, 0
        self.assertEqual(entries, 2)
        draw = random.Random(11)
        for round_ in range(KILLS):
            before = self.model()
            running = self.start("ab"[round_ % 2])
            # Half of the time when it is about to write.
            try:
                running.wait(timeout=took * (draw.uniform(0, 1.2) if round_ % 2 else draw.uniform(0.85, 1.1)))
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                running.wait()
                interrupted += 1
            now = self.model()
            self.assertIn(now, whole.values(), "half a model")
            written += now != before
            known = self.history()
            self.assertIn(len(known) - entries, (0, 1), "the history lost an entry, or gained one too many")
            entries = len(known)
            for (model,) in known:
                self.assertIn(re.sub(r"(?m)^ *\"?on\"?:.*$", "", model), whole.values(), "half a model in the history")
        self.assertGreater(interrupted, 0)
        checked = subprocess.run([ASSAY, "check", self.pack], capture_output=True, text=True, timeout=60)
        self.assertNotIn("error", checked.stdout.split("\n")[0])
        self.assertEqual(self.start("a").wait(timeout=120), 0)
        self.assertEqual(self.model(), whole["a"])
        print(f"{KILLS} runs, {interrupted} of them killed; {written} had written their model by then; {entries} entries in the history")

    def test_two_at_once_both_enter_the_history(self):
        running = [self.start(labels) for labels in "abab"]
        self.assertEqual([each.wait(timeout=240) for each in running], [0] * 4)
        self.assertEqual(len(self.history()), 4)


if __name__ == "__main__":
    unittest.main()
