#!/usr/bin/env python3
"""Outputs of the assay program: the same whatever -j is, resumable after a kill at any point.

    output_test.py ASSAY EXAMPLES SCHEMA_CHECK...

ASSAY is the program, EXAMPLES a folder of reports; SCHEMA_CHECK the command that checks a JSON file.
"""
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile

ASSAY, EXAMPLES, *SCHEMA_CHECK = sys.argv[1:]
INPUTS = sorted(os.path.join(EXAMPLES, name) for name in os.listdir(EXAMPLES) if name.endswith(".txt"))
failures = 0


def check(name, good):
    global failures
    failures += 0 if good else 1
    print(("ok    " if good else "FAIL  ") + name)


def assay(*arguments):
    return subprocess.run([ASSAY, "score", *arguments], capture_output=True, check=False)


def same_folder(one, other):
    names = sorted(os.listdir(one))
    return names == sorted(os.listdir(other)) and all(
        filecmp.cmp(os.path.join(one, name), os.path.join(other, name), shallow=False) for name in names)


def cut_short(folder, keep):
    """Leaves the folder as a kill would: `keep` inputs told in the journal, half of the next line, and output
    that the journal does not know of."""
    journal = os.path.join(folder, "assay-journal.jsonl")
    with open(journal, "rb") as file:
        lines = file.readlines()
    with open(journal, "wb") as file:
        file.write(b"".join(lines[:keep + 1]) + lines[keep + 1][:25])
    for name in ("reports.json", "reports.jsonl", "findings.csv", "assessments.csv"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "ab") as file:
                file.write(b'{"half a rec')


with tempfile.TemporaryDirectory() as scratch:
    for form in ("json", "jsonl", "csv", "csv-assessments", "md", "text", "html"):
        if form != "html":
            outputs = [assay("--format", form, "-j", threads, *INPUTS).stdout for threads in ("1", "2", "5")]
            check(f"{form}: the same bytes whatever -j is", outputs[0] and outputs.count(outputs[0]) == 3)
        whole = os.path.join(scratch, form)
        check(f"{form}: --out works", assay("--format", form, "--out", whole, *INPUTS).returncode == 0)
        for keep in (0, 1, len(INPUTS) - 1):
            part = os.path.join(scratch, "part")
            shutil.copytree(whole, part)
            cut_short(part, keep)
            resumed = assay("--format", form, "--out", part, "--resume", *INPUTS)
            check(f"{form}: resumes after {keep} inputs", resumed.returncode == 0 and same_folder(whole, part))
            shutil.rmtree(part)
        again = assay("--format", form, "--out", whole, "--resume", "--drafts", *INPUTS)
        check(f"{form}: refuses to go on with other options", again.returncode == 2 and b"--resume" in again.stderr)

    report = json.loads(assay("--format", "json", INPUTS[0]).stdout)["reports"][0]
    with open(INPUTS[0], "rb") as file:
        content = file.read()

    def words(item):
        return " ".join(content[item["start"]:item["end"]].decode("utf-8", "replace").split())

    findings = [finding for assessment in report["assessments"] for finding in assessment["findings"]]
    quotes = [finding["sentence"] for finding in findings if "pieces" not in finding["sentence"]]
    matches = [match for finding in findings for match in finding["matches"]]
    check("the bytes of the file are the quotes", quotes and all(words(item) == item["text"] for item in quotes + matches))

    json_path = os.path.join(scratch, "with-silenced.json")
    with open(json_path, "wb") as file:
        file.write(assay("--format", "json", "--silenced", *INPUTS, os.path.join(scratch, "missing.txt")).stdout)
    check("the JSON is as its schema says", subprocess.run([*SCHEMA_CHECK, json_path], check=False).returncode in (0, 77))

check("many pages need a folder", assay("--format", "html", *INPUTS).returncode == 2)
check("--resume needs a folder", assay("--resume", INPUTS[0]).returncode == 2)
print("all passed" if failures == 0 else f"{failures} failed")
sys.exit(1 if failures else 0)
