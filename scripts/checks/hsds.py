#!/usr/bin/env python3
"""Checks the public directory of a running server: hsds.py http://127.0.0.1:PORT [SCHEMAS].

Every page of /hsds/v3 and every record that it lists must be valid HSDS 3.0 by the schemas in the
folder SCHEMAS (schema-3.0); without them, have the members that HSDS requires. Ends with
"N passed, N failed".
"""

import json
import os
import sys
import urllib.request

PAGE = ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"]
# What HSDS 3.0 requires of a record, where its schemas are not at hand.
REQUIRED = {
    "service": ["id", "name", "status", "organization"],
    "organization": ["id", "name", "description"],
}


def get(url):
    with urllib.request.urlopen(url, timeout=15) as answer:
        return json.load(answer)


class Schemas:
    """The schemas of a folder, or none."""

    def __init__(self, folder):
        self.folder = folder
        if not folder:
            return
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        self.registry = Registry()
        for name in os.listdir(folder):
            if name.endswith(".json") and name != "openapi.json":
                resource = Resource.from_contents(
                    self.load(name), default_specification=DRAFT202012
                )
                self.registry = self.registry.with_resource(name, resource)

    def load(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return json.load(file)

    def faults(self, kind, record):
        """Sentences about what is wrong with a record, or with an item of a page."""
        if not self.folder:
            names = REQUIRED[kind.removesuffix("_list")]
            needed = [name for name in names if kind == "service_list" or name != "organization"]
            return [f"{name} is missing" for name in needed if name not in record]
        from jsonschema import Draft202012Validator, FormatChecker

        validator = Draft202012Validator(
            self.load(f"compiled/{kind}.json"), registry=self.registry,
            format_checker=FormatChecker(),
        )
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:160]}"
            for error in validator.iter_errors(record)
        ]


def check(root, schemas, kind):
    """Each check of one kind of record: (what, faults)."""
    number, last = 1, False
    while not last:
        page = get(f"{root}/hsds/v3/{kind}s?page={number}&per_page=20")
        missing = [f"{name} is missing" for name in PAGE if name not in page]
        yield f"{kind}s, page {number}", missing
        last = page["last_page"]
        for item in page["contents"]:
            yield f"{kind} {item['id']} in a page", schemas.faults(kind + "_list", item)
            record = get(f"{root}/hsds/v3/{kind}s/{item['id']}")
            yield f"{kind} {item['id']}", schemas.faults(kind, record)
        number += 1
    yield f"there are {kind}s", [] if page["total_items"] > 5 else [str(page["total_items"])]


def main():
    folder = sys.argv[2] if len(sys.argv) > 2 and os.path.isdir(sys.argv[2]) else None
    if not folder:
        print("HSDS's own schemas are not at hand: only required members are checked")
    passed = failed = 0
    schemas = Schemas(folder)
    for kind in ["service", "organization"]:
        for what, faults in check(sys.argv[1], schemas, kind):
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in faults[:5]:
                print("FAILED", what, fault)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
