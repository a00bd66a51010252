#!/usr/bin/env python3
"""The JSON Schemas for rule packs say what the loader says, and the shipped packs satisfy them.

    check_schemas.py ASSAY

For each map of each schema an unknown key is put into a file, and the keys that `assay check` then names as known must be the
schema's properties. Where PyYAML and jsonschema are at hand, every YAML file of rules/ is validated too."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
base = root / "tests" / "rule_errors" / "base"
ODD = "qqqqqqqqqqqqqqqq"
RULE = "rules:\n  - id: probe.rule\n    title: Probe\n    level: 3\n    points: 1\n    match: probe\n"

# kind of file, its text with ODD as a key somewhere, and where its schema lists the properties.
PROBES = [
    ("rules", f"{ODD}: 1\n", ""),
    ("rules", RULE + f"    {ODD}: 1\n", "definitions/rule"),
    ("rules", RULE + f"    about: {{{ODD}: 1}}\n", "definitions/rule/properties/about"),
    ("rules", RULE + f"    where: {{{ODD}: 1}}\n", "definitions/rule/properties/where"),
    ("rules", RULE + f"    combine: {{{ODD}: 1}}\n", "definitions/rule/properties/combine"),
    ("rules", RULE + f"    context: {{{ODD}: 1}}\n", "definitions/rule/properties/context"),
    ("rules", RULE + f"    limit: {{{ODD}: 1}}\n", "definitions/rule/properties/limit"),
    ("rules", RULE + f"    examples: {{{ODD}: 1}}\n", "definitions/rule/properties/examples"),
    ("rules", RULE + f"    near: {{{ODD}: 1}}\n", "definitions/near"),
    ("rules", RULE + f"    metric: {{{ODD}: 1}}\n", "definitions/metric"),
    ("rules", RULE + f"    all: {{{ODD}: 1}}\n", "definitions/condition/anyOf/2"),
    ("rules", RULE + f"    except: [{{{ODD}: 1}}]\n", "definitions/exception/anyOf/1"),
    ("rules", RULE + f"    examples: {{match: [{{text: Probe., {ODD}: 1}}]}}\n", "definitions/example/anyOf/1"),
    ("rules", RULE + f"    examples: {{match: [{{report: a.txt, {ODD}: 1}}]}}\n", "definitions/example/anyOf/2"),
    ("rules", f"cues:\n  - {{kind: negation, phrases: not, {ODD}: 1}}\n", "definitions/cue"),
    ("rules", f"groups:\n  probe: {{cap: 1, {ODD}: 1}}\n", "properties/groups/additionalProperties"),
    ("rules", f"lists:\n  probe: {{words: a, {ODD}: 1}}\n", "properties/lists/additionalProperties/anyOf/1"),
    ("pack", f"{ODD}: 1\n", ""),
    ("pack", f"inherited_rules: {{{ODD}: 1}}\n", "properties/inherited_rules"),
    ("pack", f"scoring: {{{ODD}: 1}}\n", "properties/scoring"),
    ("pack", f"scoring: {{opening: {{{ODD}: 1}}}}\n", "properties/scoring/properties/opening"),
    ("pack", f"scoring: {{statements: {{learning: {{{ODD}: 1}}}}}}\n", "properties/scoring/properties/statements/additionalProperties"),
    ("framework", f"{ODD}: 1\n", ""),
    ("framework", f"overall: {{{ODD}: 1}}\n", "properties/overall"),
    ("framework", f"recognition: {{{ODD}: 1}}\n", "properties/recognition"),
    ("model", f"{ODD}: 1\n", ""),
    ("model", f"fitted: {{{ODD}: 1}}\n", "properties/fitted"),
]


def schema_of(kind):
    return json.loads((root / "docs" / "json-schema" / f"{kind}.schema.json").read_text(encoding="utf-8"))


def properties(schema, path):
    for step in filter(None, path.split("/")):
        schema = schema[int(step)] if isinstance(schema, list) else schema[step]
    return set(schema["properties"])


def known_keys(assay, kind, text):
    """The keys that the loader names when it meets ODD."""
    with tempfile.TemporaryDirectory() as folder:
        pack = pathlib.Path(folder) / "pack"
        shutil.copytree(base, pack)
        target = {"rules": pack / "rules" / "probe.yaml", "pack": pack / "pack.yaml", "framework": pack / "framework.yaml", "model": pack / "model.yaml"}[kind]
        sound = "" if kind in ("rules", "model") else target.read_text(encoding="utf-8")
        whole = re.sub(r"^recognition:.*", "", sound, flags=re.S | re.M) + text
        target.write_text(whole, encoding="utf-8")
        run = subprocess.run([assay, "check", "--format", "json", pack], capture_output=True, text=True, timeout=60)
        for diagnostic in json.loads(run.stdout)["diagnostics"]:
            if diagnostic["code"] == "R001" and ODD in diagnostic["message"]:
                return set(re.sub(r"^Known keys: |\.$", "", diagnostic["suggestion"]).split(", "))
    return None


def text_keys(node):
    """Keys as YAML editors see them: texts."""
    if isinstance(node, dict):
        return {str(k): text_keys(v) for k, v in node.items()}
    return [text_keys(v) for v in node] if isinstance(node, list) else node


def validate_packs(problems):
    try:
        import jsonschema
        import yaml
    except ImportError:
        return "PyYAML or jsonschema is missing: files not validated"
    schemas, files = {}, 0
    for file in sorted((root / "rules").rglob("*.yaml")):
        kind = file.stem if file.stem in ("pack", "framework", "model") and (file.parent / "pack.yaml").exists() else "rules"
        schemas.setdefault(kind, jsonschema.Draft7Validator(schema_of(kind)))
        # Dates stay texts, as in YAML 1.2.
        loader = type("Loader", (yaml.SafeLoader,), {})
        loader.yaml_implicit_resolvers = {k: [r for r in v if "timestamp" not in r[0]] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        for error in schemas[kind].iter_errors(text_keys(yaml.load(file.read_text(encoding="utf-8"), loader))):
            problems.append(f"{file.relative_to(root)}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
        files += 1
    return f"{files} files of rules/ validated"


def main():
    problems = []
    for kind, text, path in PROBES:
        loader, schema = known_keys(sys.argv[1], kind, text), properties(schema_of(kind), path)
        if loader is None:
            problems.append(f"{kind} {path or 'top'}: the loader did not notice an unknown key")
        elif loader != schema:
            problems.append(f"{kind} {path or 'top'}: only the loader knows {sorted(loader - schema)}, only the schema {sorted(schema - loader)}")
    said = validate_packs(problems)
    print("\n".join(problems) or f"{len(PROBES)} maps agree with the loader; {said}")
    return 1 if problems else 0


sys.exit(main())
