#!/usr/bin/env python3
"""CSV and JSONL in pandas, R and LibreOffice: no warning, the right types, no formula. Whatever is not installed is skipped visibly.

    tables_test.py ASSAY EXAMPLES RULES"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ASSAY, EXAMPLES, RULES = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve(), os.path.abspath(sys.argv[3])
del sys.argv[1:]
RISKY = ("=cmd|'calc'!A1.txt", "@sum.txt", "-1+2.txt", "+3.txt")


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        report = (EXAMPLES / "dunmoor-2.txt").read_text(encoding="utf-8")
        for name in RISKY:
            # A council whose name, and a sentence that, begins like a formula.
            (cls.folder / name).write_text(report.replace("Dunmoor District Council", "=HYPERLINK(1) Council"), encoding="utf-8")
        inputs = [*RISKY, str(EXAMPLES / "stonebridge-whole.txt"), "never-was.txt"]
        environment = {**os.environ, "ASSAY_RULES": RULES}
        for form in ("csv", "jsonl"):
            # Paths that begin with a hyphen come behind "--".
            result = subprocess.run([ASSAY, "score", "--format", form, "--out", form, "--", *inputs], cwd=cls.folder, env=environment,
                                    capture_output=True, check=False)
            assert result.returncode == 1, result.stderr.decode()

    def run_python(self, script):
        python = next((p for p in (sys.executable, "/usr/bin/python3")
                       if subprocess.run([p, "-c", "import pandas"], capture_output=True, check=False).returncode == 0), None)
        if python is None:
            self.skipTest("pandas is not installed (python3-pandas)")
        result = subprocess.run([python, "-W", "error", "-c", script], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def test_pandas(self):
        told = self.run_python("""if True:
            import json, pandas
            f, a = pandas.read_csv("csv/findings.csv"), pandas.read_csv("csv/assessments.csv")
            j = pandas.read_json("jsonl/reports.jsonl", lines=True)
            balance = f.groupby(["path", "statement"]).contribution.sum()
            scored = a[a.statement.notna()].set_index(["path", "statement"]).balance
            print(json.dumps({"findings": len(f), "assessments": len(a), "reports": len(j), "types": {c: str(t) for c, t in f.dtypes.items()},
                              "off": float((balance - scored).abs().max()), "risky": sorted(p for p in a.path if p[0] in "=+-@")}))""")
        self.assertGreater(told["findings"], 100)
        self.assertEqual(told["assessments"], 4 + 9 + 1)
        self.assertEqual(told["reports"], 6)
        self.assertEqual({told["types"][c] for c in ("points", "contribution", "strength")}, {"float64"})
        self.assertEqual({told["types"][c] for c in ("flipped", "capped")}, {"bool"})
        self.assertLess(told["off"], 1e-6)
        self.assertEqual(told["risky"], [])

    def test_r(self):
        if not shutil.which("Rscript"):
            self.skipTest("R is not installed (r-base-core)")
        result = subprocess.run(["Rscript", "--vanilla", "-e", """
            options(warn = 2)
            f <- read.csv("csv/findings.csv"); a <- read.csv("csv/assessments.csv")
            stopifnot(names(f)[1] == "path", is.numeric(f$contribution), is.logical(f$flipped), nrow(a) == 14,
                      !any(substr(c(f$path, f$authority, f$sentence, f$matches), 1, 1) %in% c("=", "+", "-", "@")))
            cat(nrow(f))"""], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertGreater(int(result.stdout), 100)

    def test_libreoffice(self):
        office = shutil.which("soffice")
        if not office:
            self.skipTest("LibreOffice is not installed (libreoffice-calc-nogui)")
        for table in ("findings", "assessments"):
            result = subprocess.run([office, "--headless", f"-env:UserInstallation=file://{self.folder}/office",
                                     "--infilter=Text - txt - csv (StarCalc):44,34,76,1", "--convert-to", "fods", "--outdir", ".", f"csv/{table}.csv"],
                                    cwd=self.folder, capture_output=True, text=True, check=False, timeout=240)
            if not (self.folder / f"{table}.fods").exists():
                self.skipTest(f"LibreOffice reads no tables: {result.stderr.strip()[-200:]}")
            sheet = (self.folder / f"{table}.fods").read_text(encoding="utf-8")
            self.assertNotIn("table:formula", sheet)
            self.assertGreater(sheet.count('office:value-type="float"'), 50)
            rows = len(re.findall(r"<table:table-row", sheet))
            self.assertGreaterEqual(rows, 10)
            self.assertNotIn("Err:", sheet)

    def test_jsonl_has_a_record_a_line(self):
        for line in (self.folder / "jsonl" / "reports.jsonl").read_text(encoding="utf-8").splitlines():
            self.assertIn("assessments", json.loads(line))


if __name__ == "__main__":
    unittest.main(verbosity=2)
