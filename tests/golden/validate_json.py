#!/usr/bin/env python3
"""Validate JSON and JSONL outputs of assay against docs/json-schema/score.schema.json.

    validate_json.py SCHEMA FILE...

Fields that the schema does not name are errors here, so that an undocumented field fails a test; for
readers of the JSON the schema stays open. Also checked: contributions sum to the balance, and flags agree
with one another. Exit code 77 where python3-jsonschema is not installed.
"""
import json
import math
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)


def closed(node):
    """The same schema with additionalProperties: false in every object."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: closed(value) for key, value in node.items()}
    if made.get("type") == "object" and "properties" in made:
        made["additionalProperties"] = False
    return made


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def inconsistencies(report):
    for assessment in report["assessments"]:
        where = f"{report['source']['path']}: {assessment['statement']}: "
        total = math.fsum(finding["contribution"] for finding in assessment["findings"])
        if abs(total - assessment["balance"]) > 1e-9:
            yield where + f"contributions sum to {total}, balance is {assessment['balance']}"
        if abs(sum(assessment["probabilities"]) - 1) > 1e-9:
            yield where + "probabilities do not sum to 1"
        if assessment["abstained"] != (assessment["predicted_score"] is None):
            yield where + "abstained, and yet a score (or the other way round)"
        scores = assessment["prediction_set"]
        if scores != list(range(scores[0], scores[0] + len(scores)) if scores else []):
            yield where + f"prediction set {scores} is not contiguous"


def main(schema_path, paths):
    with open(schema_path, encoding="utf-8") as file:
        schema = closed(json.load(file))
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = jsonschema.Draft202012Validator(schema)
    single = jsonschema.Draft202012Validator({**schema["$defs"]["report"], "$defs": schema["$defs"]})
    failures = 0
    for path in paths:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")  # strict: bytes that are no UTF-8 are a failure
        lines = text.splitlines() if path.endswith(".jsonl") else [text]
        for number, line in enumerate(lines, 1):
            value = json.loads(line, parse_constant=refuse)
            validator = single if path.endswith(".jsonl") else whole
            problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(value)]
            reports = [value] if validator is single else value["reports"]
            if not problems:
                problems = [problem for report in reports for problem in inconsistencies(report)]
            for problem in problems:
                print(f"{path}:{number}: {problem}")
            failures += len(problems)
    print(f"{len(paths)} files, {failures} problems")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
