#!/usr/bin/env python3
"""Checks an OpenAPI document with a public validator: python3 scripts/checks/openapi.py FILE.

Every example must fit its schema, too. Ends with "1 passed, 0 failed".
"""

import json
import re
import sys

from jsonschema import Draft202012Validator
from openapi_spec_validator import validate


def examples(node, where=""):
    """Each object of the document that holds both a schema and an example."""
    if isinstance(node, dict):
        if "schema" in node and "example" in node:
            yield where, node["schema"], node["example"]
        for name, inner in node.items():
            if name not in ("example", "schema"):
                yield from examples(inner, f"{where}/{name}")
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            yield from examples(inner, f"{where}/{index}")


def faults(document):
    """Sentences about what is wrong."""
    try:
        validate(document)
    except Exception as error:  # The validator has several kinds of its own.
        yield f"{type(error).__name__}: {str(error)[:400]}"
    # Two templates that differ in their parameters' names only are one path (OpenAPI 3.1, Paths).
    seen = {}
    for path in document["paths"]:
        other = seen.setdefault(re.sub(r"\{[^}]*\}", "{}", path), path)
        if other != path:
            yield f"{path} and {other} are the same path"
    for where, schema, example in examples(document):
        # The schema with the document around it, so that its references are found.
        whole = {**schema, "components": document["components"]}
        for error in Draft202012Validator(whole).iter_errors(example):
            yield f"{where}: example {'/'.join(map(str, error.path))}: {error.message[:200]}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found = list(faults(json.load(file)))
    for fault in found:
        print("FAILED", fault)
    print(f"{0 if found else 1} passed, {1 if found else 0} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
