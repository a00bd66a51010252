#!/usr/bin/env python3
"""What the manuals show is true.

    check_docs.py ASSAY

The YAML blocks of docs/rule-language.md make a pack that `assay check` finds no errors in and whose examples pass; docs/cli.md has a
section for each command, and docs/diagnostics.md is what `assay check --explain all` writes."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
assay = sys.argv[1]
problems = []


def run(*arguments):
    return subprocess.run([assay, *map(str, arguments)], capture_output=True, text=True, timeout=120)


def manual():
    blocks = re.findall(r"^```yaml\n(.*?)^```", (root / "docs" / "rule-language.md").read_text(encoding="utf-8"), re.S | re.M)
    with tempfile.TemporaryDirectory() as folder:
        pack = pathlib.Path(folder) / "manual"
        pack.mkdir()
        shutil.copytree(root / "rules" / "english", pathlib.Path(folder) / "english")
        shutil.copy(root / "rules" / "cqc-la" / "framework.yaml", pack)
        # Lists that the long example mentions and the manual leaves to the reader.
        (pack / "lists.yaml").write_text("lists:\n  acts-on: acted on, ~change\n  staff: staff\n  planned: planned\n", encoding="utf-8")
        for number, block in enumerate(blocks):
            (pack / ("pack.yaml" if block.startswith("# pack.yaml") else f"block-{number:02}.yaml")).write_text(block, encoding="utf-8")
        check = run("check", pack)
        errors = [line for line in check.stdout.splitlines() if ": error " in line]
        problems.extend(errors or ([check.stderr] if check.returncode == 2 else []))
        # The long example shows all keys at once, which no sentence can satisfy.
        test = run("test", pack, "-k", "manual.")
        test_first = run("test", pack, "-k", "first.")
        for outcome in (test, test_first):
            if outcome.returncode != 0:
                problems.append(outcome.stdout + outcome.stderr)
    return len(blocks)


def commands():
    listed = re.findall(r"^  ([a-z]+) {2,}", run("--help").stdout.split("Subcommands:")[1], re.M)
    described = re.findall(r"^### assay ([a-z]+)", (root / "docs" / "cli.md").read_text(encoding="utf-8"), re.M)
    for missing in sorted(set(listed) - set(described)):
        problems.append(f"docs/cli.md says nothing about assay {missing}")
    for gone in sorted(set(described) - set(listed)):
        problems.append(f"docs/cli.md describes assay {gone}, which there is not")
    return len(listed)


def diagnostics():
    if run("check", "--explain", "all").stdout != (root / "docs" / "diagnostics.md").read_text(encoding="utf-8"):
        problems.append("docs/diagnostics.md is old: assay check --explain all > docs/diagnostics.md")
    # Every code in the source has a page.
    told = set()
    for source in (root / "engine").rglob("*.cpp"):
        told |= set(re.findall(r'"([FKLMPRWY]\d{3})"', source.read_text(encoding="utf-8")))
    pages = set(re.findall(r"^## ([A-Z]\d{3}) ", (root / "docs" / "diagnostics.md").read_text(encoding="utf-8"), re.M))
    for code in sorted(told - pages):
        problems.append(f"{code} has no page")
    return len(pages)


blocks, listed, pages = manual(), commands(), diagnostics()
print("\n".join(problems) or f"{blocks} blocks of the manual hold, {listed} commands are described, {pages} codes have pages")
sys.exit(1 if problems else 0)
