# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The starter taxonomy and the predicate map satisfy the published JSON Schemas."""
import json
import pathlib
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> int:
    schema = json.loads((ROOT / "taxonomy/schema/overstap-taxonomy-1.schema.json").read_text(encoding="utf-8"))
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    files = sorted((ROOT / "taxonomy/starter").glob("*.json"))
    failed = 0
    for path in files:
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
            print(f"{path.name}: {error.json_path}: {error.message[:200]}")
            failed += 1
    # The schema must be able to say no.
    for bad in ({}, {"overstap": 1, "concepts": [{"id": "x"}]}, {"overstap": 1, "concepts": [{"id": "a/b", "kind": "nonsense"}]}):
        if validator.is_valid(bad):
            print(f"the schema accepts {bad}")
            failed += 1
    # Likewise the predicate map.
    schema = json.loads((ROOT / "taxonomy/schema/overstap-rdf-map-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    predicate_map = json.loads((ROOT / "taxonomy/maps/competentnl.json").read_text(encoding="utf-8"))
    for error in validator.iter_errors(predicate_map):
        print(f"competentnl.json: {error.json_path}: {error.message[:200]}")
        failed += 1
    for key, bad in (("classes", {"x:a": {"kind": "skill", "isco": True}}), ("predicates", {"x:a": {"role": "text"}}), ("statuses", {"a": "now"}), ("extra", 1)):
        if validator.is_valid(predicate_map | {key: bad}):
            print(f"the schema accepts {bad} as {key}")
            failed += 1
    print(f"{len(files)} documents, {failed} faults")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
