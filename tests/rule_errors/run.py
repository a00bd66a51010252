#!/usr/bin/env python3
"""Runs `assay check` on every seeded mistake and holds what it tells to the .expect file beside it.

    run.py ASSAY [CASE...]        with -v: shows what was told

Every mistake must be told at its line with its code, and nothing else but what is expected; the suggestion must hold the right word
for at least nine in ten misspellings; no message may show the parser's or the language's own words."""
import json
import pathlib
import re
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
FOREIGN = re.compile(r"yaml-cpp|YAML::|std::|what\(\)|exception (of|was)|terminate called|0x[0-9a-f]{4}|\bnull pointer|segmentation|stack traceback|basic_string|\[string ", re.I)
LEAST_SUGGESTED = 0.9


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    assay, wanted = arguments[0], set(arguments[1:])
    problems, misspelt, suggested, cases = [], 0, 0, 0
    for expect in sorted((here / "cases").glob("*.expect")):
        if wanted and expect.stem not in wanted:
            continue
        cases += 1
        file = next(f for f in expect.parent.glob(expect.stem + ".*") if f.suffix != ".expect" and f.stem == expect.stem)
        lines = [line.split() for line in expect.read_text(encoding="utf-8").splitlines()]
        run = subprocess.run([assay, "check", "--pack", here / "base", "--format", "json", file], capture_output=True, text=True, timeout=60)
        if run.returncode not in (0, 1):
            problems.append(f"{expect.stem}: exit code {run.returncode}: {run.stderr[:200]}")
            continue
        told = json.loads(run.stdout)["diagnostics"]
        text = run.stdout + run.stderr
        if FOREIGN.search(text):
            problems.append(f"{expect.stem}: foreign words: {FOREIGN.search(text).group(0)}")
        # Lint runs only where there are no errors, and is not what these cases are about.
        got = sorted((d["line"], d["code"]) for d in told if not d["code"].startswith("W"))
        due = sorted((int(line[0]), line[1]) for line in lines)
        shown = "; ".join(f"{d['line']}:{d['column']} {d['code']} {d['message']} {d['suggestion']}" for d in told if not d["code"].startswith("W"))
        if got != due:
            problems.append(f"{expect.stem}: expected {due}, told {shown or 'nothing'}")
        if len(lines[0]) > 2:
            misspelt += 1
            primary = [d for d in told if d["line"] == int(lines[0][0]) and d["code"] == lines[0][1]]
            if any(re.search(r"[Dd]id you mean\b[^.?]*`?" + re.escape(lines[0][2]) + r"\b", d["message"] + " " + d["suggestion"]) for d in primary):
                suggested += 1
            else:
                problems.append(f"{expect.stem}: no suggestion of `{lines[0][2]}`: {shown}") if misspelt and verbose else None
        if verbose:
            print(f"{expect.stem}: {shown}")
    share = suggested / misspelt if misspelt else 1
    print("\n".join(problems))
    print(f"{cases} seeded mistakes, {cases - len({p.split(':')[0] for p in problems if 'no suggestion' not in p})} told exactly as expected; "
          f"{suggested} of {misspelt} misspellings ({100 * share:.1f} %) with the right suggestion")
    return 1 if share < LEAST_SUGGESTED or [p for p in problems if "no suggestion" not in p] else 0


sys.exit(main())
