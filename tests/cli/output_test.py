#!/usr/bin/env python3
"""Outputs of the assay program: the same whatever -j is, resumable after a kill at any point.

    output_test.py ASSAY EXAMPLES SCHEMA_CHECK...

ASSAY is the program, EXAMPLES a folder of reports; SCHEMA_CHECK the command that checks a JSON file.
"""
import filecmp
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ASSAY, EXAMPLES, *SCHEMA_CHECK = sys.argv[1:]
INPUTS = sorted(os.path.join(EXAMPLES, name) for name in os.listdir(EXAMPLES) if name.endswith(".txt"))
SANITIZED = os.environ.get("ASSAY_SANITIZED", "") != ""
FILES = 40 if SANITIZED else 100
failures = 0


def check(name, good, detail=""):
    global failures
    failures += 0 if good else 1
    print(("ok    " if good else "FAIL  ") + name + ("" if good or detail == "" else f": {detail}"))


def assay(*arguments, stdin=b""):
    return subprocess.run([ASSAY, "score", *arguments], capture_output=True, check=False, input=stdin)


def lines_of(path):
    if not os.path.exists(path):
        return 0
    with open(path, "rb") as file:
        return file.read().count(b"\n")


def read_all(terminal, seen):
    """Keeps what a terminal is given until nobody has it open any more."""
    while True:
        try:
            got = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            return
        if not got:
            return
        seen.append(got)


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

with tempfile.TemporaryDirectory() as scratch:
    # Many files, named by a pattern, by a list and by hand.
    many = os.path.join(scratch, "many")
    os.mkdir(many)
    for i in range(FILES):
        shutil.copy(INPUTS[i % len(INPUTS)], os.path.join(many, f"report-{i:03}.txt"))
    names = sorted(os.path.join(many, name) for name in os.listdir(many))
    listed = os.path.join(scratch, "list")
    with open(listed, "w", encoding="utf-8") as file:
        file.write("".join(f"{name}\n" for name in names))
    summary = assay("--format", "csv-assessments", *names).stdout
    check("a pattern names the files that it matches", assay("--format", "csv-assessments", os.path.join(many, "report-*.txt")).stdout == summary)
    check("a list names its files", assay("--format", "csv-assessments", "@" + listed).stdout == summary)
    check("a folder names the reports in it", assay("--format", "csv-assessments", many).stdout == summary)

    # Ctrl-C and a kill in the middle: complete records, and --resume ends as a run that nobody disturbed.
    # Standard input is the last report. While it is open no run can end, however fast the machine is.
    with open(INPUTS[0], "rb") as file:
        last = file.read()
    for form, sent, code, scored in (("jsonl", signal.SIGINT, 130, 3), ("json", signal.SIGINT, 130, FILES // 2),
                                     ("jsonl", signal.SIGKILL, -9, FILES // 4), ("csv", signal.SIGKILL, -9, FILES // 2)):
        whole, part = os.path.join(scratch, "whole-" + form), os.path.join(scratch, "part-" + form)
        shutil.rmtree(part, ignore_errors=True)
        if not os.path.exists(whole):
            assay("--format", form, "--out", whole, many, "-", stdin=last)
        process = subprocess.Popen([ASSAY, "score", "--format", form, "--out", part, "-j", "2", many, "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        journal = os.path.join(part, "assay-journal.jsonl")
        while process.poll() is None and lines_of(journal) < scored + 1:
            time.sleep(0.001)
        process.send_signal(sent)
        stderr = process.communicate(last)[1].decode()
        stopped_early = process.returncode == code
        check(f"{form}: stops with {code}, as {sent.name} asks", stopped_early, f"{process.returncode} {stderr}")
        if sent == signal.SIGINT:
            check(f"{form}: says that --resume goes on", "--resume" in stderr, stderr)
            path = os.path.join(part, f"reports.{form}")
            with open(path, encoding="utf-8") as file:
                text = file.read()
            records = json.loads(text)["reports"] if form == "json" else [json.loads(line) for line in text.splitlines()]
            check(f"{form}: holds complete records only", scored <= len(records) <= FILES + 1, len(records))
        resumed = assay("--format", form, "--out", part, "-j", "2", "--resume", many, "-", stdin=last)
        check(f"{form}: resumed after {sent.name} it is the run that nobody disturbed", resumed.returncode == 0 and same_folder(whole, part), resumed.stderr)

    # One bad file among many is told at the end.
    bad = names[FILES // 4]
    with open(bad, "wb") as file:
        file.write(bytes(range(256)))
    result = assay("--format", "jsonl", "-j", "2", many)
    check("a bad file is told at the end, the others are scored",
          result.returncode == 1 and result.stderr.decode().rstrip().splitlines()[-1].find(os.path.basename(bad)) >= 0 and
          sum(not record["errors"] for record in map(json.loads, result.stdout.splitlines()) if "source" in record) == FILES - 1, result.stderr[-400:])

    # A terminal on standard error shows a bar, and leaves nothing of it behind. The bar tells the speed once half a second has gone:
    # standard input, in the middle of the reports, stays open for longer than that after the first report was scored.
    master, slave = pty.openpty()
    half = FILES // 2
    process = subprocess.Popen([ASSAY, "score", "--format", "jsonl", *names[:half], "-", *names[half:]],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=slave)
    os.close(slave)
    seen = []
    reader = threading.Thread(target=read_all, args=(master, seen))
    reader.start()
    process.stdout.readline()
    time.sleep(1)
    process.communicate(last)
    reader.join()
    os.close(master)
    shown = b"".join(seen)
    drawn = re.findall(rb"\r\x1b\[K\[#* *\] (\d+ of %d files[^\r]*)" % (FILES + 1), shown)
    check("a terminal shows a bar: files, speed, time left", any(b"MB/s" in line and b" left" in line for line in drawn), shown[:600])
    last_words = shown.rsplit(b"\r\x1b[K", 1)[-1]
    check("the bar is wiped before the last words", last_words != shown and re.search(rb"\[#* *\] \d", last_words) is None and
          os.path.basename(bad).encode() in last_words, shown[-300:])

check("many pages need a folder", assay("--format", "html", *INPUTS).returncode == 2)
check("--resume needs a folder", assay("--resume", INPUTS[0]).returncode == 2)
print(f"{FILES} files in the runs that are stopped" + (", fewer under a sanitizer" if SANITIZED else ""))
print("all passed" if failures == 0 else f"{failures} failed")
sys.exit(1 if failures else 0)
