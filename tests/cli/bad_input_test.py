"""Drives the real program with what goes wrong in real life: each fault is named, the other files are scored."""
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

ASSAY = os.environ["ASSAY_BINARY"]
SOURCE = pathlib.Path(os.environ["ASSAY_SOURCE"])
GOOD = SOURCE / "examples" / "dunmoor-2.txt"
SANITIZED = os.environ.get("ASSAY_SANITIZED", "") != ""


def run(*arguments, stdin=None, memory=None):
    def limit():
        if memory and not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    return subprocess.run([ASSAY, *map(str, arguments)], input=stdin, capture_output=True, timeout=300, preexec_fn=limit,
                          env={**os.environ, "ASSAY_RULES": str(SOURCE / "rules"), "NO_COLOR": "1"})


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def scored_beside_a_good_one(self, bad, *words):
        """The bad file is told by name and reason, the good one is scored, the exit code is 1."""
        result = run("score", "--format", "json", bad, GOOD)
        message = result.stderr.decode()
        self.assertEqual(result.returncode, 1, message)
        self.assertIn(pathlib.Path(bad).name, message)
        for word in words:
            self.assertIn(word, message)
        reports = json.loads(result.stdout)["reports"]
        self.assertEqual(len(reports), 2)
        self.assertEqual(len(reports[0]["errors"]), 1)
        self.assertEqual(reports[1]["errors"], [])
        self.assertEqual(reports[1]["assessments"][0]["predicted_score"], 2)

    def test_an_empty_file(self):
        self.scored_beside_a_good_one(self.file("empty.txt", ""), "empty")

    def test_a_binary_file(self):
        self.scored_beside_a_good_one(self.file("noise.bin", bytes(range(256)) * 40))

    def test_a_recipe(self):
        self.scored_beside_a_good_one(self.file("recipe.txt", "Apple pie\n\nTake six apples and peel them. Bake for an hour.\n" * 5))

    def test_a_missing_file(self):
        self.scored_beside_a_good_one(self.folder / "gone.txt", "is not there")

    def test_a_misspelt_file(self):
        self.file("report-of-may.txt", GOOD.read_bytes())
        self.scored_beside_a_good_one(self.folder / "reprot-of-may.txt", f"Did you mean {self.folder}/report-of-may.txt?")

    def test_an_unreadable_file(self):
        path = self.file("locked.txt", "x")
        path.chmod(0)
        if os.access(path, os.R_OK):
            self.skipTest("this user may read everything")
        self.scored_beside_a_good_one(path, "read")

    def test_a_socket(self):
        path = self.folder / "socket.txt"
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(str(path))
            self.scored_beside_a_good_one(path)

    def test_a_folder_without_reports(self):
        result = run("score", "--format", "json", self.folder, GOOD)
        self.assertEqual(result.returncode, 1)
        self.assertIn("no reports", result.stderr.decode())
        self.assertEqual(len(json.loads(result.stdout)["reports"]), 1)

    def test_no_score_line(self):
        text = "\n".join(line for line in GOOD.read_text().splitlines() if not line.startswith(("Score", "2 -", "2 –")))
        result = run("score", "--format", "json", self.file("unscored.txt", text))
        self.assertEqual(result.returncode, 0, result.stderr)
        assessment = json.loads(result.stdout)["reports"][0]["assessments"][0]
        self.assertIsNone(assessment["published_score"])
        self.assertIsNone(assessment["agrees"])
        self.assertEqual(assessment["predicted_score"], 2)

    def test_two_statements_in_one_file(self):
        result = run("score", "--format", "json", SOURCE / "examples" / "stonebridge-whole.txt")
        self.assertEqual(result.returncode, 0, result.stderr)
        statements = [a["statement"] for a in json.loads(result.stdout)["reports"][0]["assessments"]]
        self.assertEqual(len(statements), 9)
        self.assertEqual(len(set(statements)), 9)

    def test_invalid_utf8(self):
        text = GOOD.read_bytes().replace(b"people", b"pe\xffople", 3)
        result = run("score", "--format", "json", self.file("latin.txt", text))
        self.assertEqual(result.returncode, 0, result.stderr)
        warnings = json.loads(result.stdout.decode("utf-8", errors="strict"))["reports"][0]["warnings"]
        self.assertEqual([w["code"] for w in warnings], ["not-utf8"])
        self.assertEqual(text[warnings[0]["start"]:warnings[0]["end"]], b"\xff")
        self.assertIn("3 bytes", warnings[0]["message"])

    def test_a_large_file_is_refused_or_read_within_bounds(self):
        large = self.folder / "large.txt"
        with open(large, "wb") as f:
            f.write(GOOD.read_bytes())
            block = b"Staff walked along the river and then they walked back again to the house.\n\n" * 2000
            while f.tell() < 200 * 1024 * 1024:
                f.write(block)
        result = run("score", "--format", "json", large, GOOD, memory=6 << 30)
        reports = json.loads(result.stdout)["reports"]
        self.assertEqual(reports[1]["assessments"][0]["predicted_score"], 2)
        self.assertIn(result.returncode, (0, 1))

    def test_standard_input(self):
        result = run("score", "--format", "json", "-", stdin=GOOD.read_bytes())
        self.assertEqual(json.loads(result.stdout)["reports"][0]["assessments"][0]["predicted_score"], 2)

    def test_check_exits_with_1_when_a_prediction_disagrees(self):
        text = GOOD.read_text().replace("Score: 2", "Score: 4").replace("Score 2", "Score 4").replace("Score:2", "Score:4")
        path = self.file("other.txt", text)
        self.assertEqual(run("score", path).returncode, 0)
        self.assertEqual(run("score", "--check", path).returncode, 1)
        self.assertEqual(run("score", "--check", GOOD).returncode, 0)

    def test_threads_do_not_change_the_output(self):
        one = run("score", "--format", "json", "-j", "1", SOURCE / "examples").stdout
        four = run("score", "--format", "json", "-j", "4", SOURCE / "examples").stdout
        self.assertEqual(one, four)

    def test_a_closed_pipe(self):
        result = subprocess.run(f"'{ASSAY}' score --format explain '{SOURCE}/examples' | head -n 3", shell=True, capture_output=True,
                                timeout=120, env={**os.environ, "ASSAY_RULES": str(SOURCE / "rules")})
        self.assertEqual(len(result.stdout.splitlines()), 3)
        self.assertNotIn(b"terminate", result.stderr)

    def test_wrong_usage(self):
        for arguments in (["score"], ["scoer", "x"], ["score", "--fromat", "json", GOOD], ["score", "--format", "xml", GOOD],
                          ["score", "--pack", self.folder, GOOD]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertTrue(result.stderr.strip() or result.stdout.strip())
        for arguments, meant in ((["scoer", "x"], "`score`"), (["score", "--fromat", "json", GOOD], "`--format`"),
                                 (["calibrate", "--pakc=x", GOOD], "`--pack`"), (["new", "rlue", "x"], "`rule`")):
            self.assertIn(f"Did you mean {meant}?", run(*arguments).stderr.decode())
        self.assertIn("`assay score --help`", run("score").stderr.decode())
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn(b"Example", run("score", "--help").stdout)


class BadRules(unittest.TestCase):
    """A pack of one's own with one mistake in it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "pack.yaml").write_text("id: own\ntitle: Own\nversion: 1.0.0\n")
        shutil.copy(SOURCE / "rules" / "cqc-la" / "framework.yaml", self.folder)
        (self.folder / "rules.yaml").write_text(
            "rules:\n" + "".join(f"  - {{id: r{i}, title: R, level: 2, points: 2, match: {word}}}\n"
                                 for i, word in enumerate(("learning", "staff", "feedback", "people"))))

    def lua(self, body):
        (self.folder / "bad.lua").write_text(
            'return rule { id = "bad", title = "Bad", statement = "learning", level = 3, points = 2,\n'
            '  about = { rationale = "none" },\n'
            f"  evaluate = function(doc, out)\n{body}\n  end,\n"
            '  examples = { match = { "A." }, no_match = { "B." } } }\n')
        return run("score", "--format", "json", "--pack", self.folder, GOOD, GOOD)

    def incomplete(self, result):
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertRegex(result.stderr.decode(), r"dunmoor-2\.txt: the rule bad failed \(.*bad\.lua:\d+: .*lacks it")
        reports = json.loads(result.stdout)["reports"]
        self.assertEqual(len(reports), 2)
        for report in reports:
            self.assertTrue(report["assessments"][0]["incomplete"])
            self.assertGreater(len(report["assessments"][0]["findings"]), 3)

    def test_the_pack_itself_is_sound(self):
        result = run("score", "--format", "json", "--pack", self.folder, GOOD)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_a_misspelt_key(self):
        with open(self.folder / "rules.yaml", "a") as f:
            f.write("  - id: mine\n    title: Mine\n    level: 3\n    pionts: 2\n    match: x\n")
        result = run("score", "--pack", self.folder, GOOD)
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr.decode(), r"rules\.yaml:9:5: error R001")
        self.assertIn("Did you mean `points`?", result.stderr.decode())

    def test_a_lua_syntax_error(self):
        result = self.lua("    if then")
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr.decode(), r"bad\.lua:4")

    def test_a_lua_rule_without_end(self):
        self.incomplete(self.lua("    while true do end"))

    def test_a_lua_rule_that_calls_the_system(self):
        result = self.lua('    os.execute("touch /tmp/assay-was-here")')
        self.assertFalse(os.path.exists("/tmp/assay-was-here"))
        if result.returncode == 2:
            self.assertIn("os", result.stderr.decode())
        else:
            self.incomplete(result)

    def test_a_lua_rule_that_allocates_without_end(self):
        self.incomplete(self.lua('    local t = {}\n    while true do t[#t + 1] = {t, t, t} end'))


if __name__ == "__main__":
    unittest.main(verbosity=2)
