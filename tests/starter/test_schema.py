# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The starter taxonomy, the predicate map, funding rules, a person, parameters and the example of an overlay satisfy the published JSON Schemas."""
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
    # And the parameters of the score.
    schema = json.loads((ROOT / "taxonomy/schema/overstap-model-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    sample = json.loads((ROOT / "tests/fuzz/corpus/json_documents/model.json").read_text(encoding="utf-8"))
    validator.validate(sample)
    for key, bad in [("overstap_model", 2), ("spread", 3), ("missing", "zero"), ("dimensions", {"skills": 101}), ("words", {"title": 1})]:
        if validator.is_valid({**sample, key: bad}):
            print(f"the schema accepts {bad} as {key}")
            failed += 1

    # And options of advice.
    schema = json.loads((ROOT / "taxonomy/schema/overstap-advice-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    sample = {"overstap_advice": 1, "limit": 5, "gates": {"licence": "hide", "licence_from": "important", "education_slack": 10}, "limits": [{"condition": "urn:c", "from": "essential"}],
              "wider": {"limit": 5, "loss": 300}, "factors": {"wage": {"weight": 50, "worst": 1800.5, "best": 3000}}, "region": "Noord"}
    validator.validate(sample)
    for key, bad in [("overstap_advice", 2), ("limit", 0), ("gates", {"licence": "stop"}), ("limits", [{"from": "essential"}]), ("wider", 3), ("factors", {"pay": {}}), ("extra", 1)]:
        if validator.is_valid({**sample, key: bad}):
            print(f"the schema accepts {bad} as {key}")
            failed += 1

    # And a person.
    schema = json.loads((ROOT / "taxonomy/schema/overstap-person-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    sample = json.loads((ROOT / "tests/fuzz/corpus/person/own.json").read_text(encoding="utf-8"))
    validator.validate(sample)
    job = {"occupation": "urn:o/1"}
    for key, bad in [("overstap_person", 2), ("name", "x"), ("base", "a b"), ("jobs", [{}]), ("jobs", [job | {"months": -1}]), ("jobs", [job | {"employer": "x"}]),
                     ("jobs", [job | {"worth": 1, "months": 1}]), ("jobs", [job | {"worth": 1, "months_since": 1}]), ("jobs", [job | {"worth": 1001}]),
                     ("skills", ["urn:s/1"]), ("skills", [{"concept": "urn:s/1", "level": 0}]), ("skills", [{"concept": "urn:s/1", "evidence": "inferred"}]),
                     ("denied", [{}]), ("unsure", "urn:s/1"), ("nlqf", 0), ("nlqf", "3"), ("inferred", [{"concept": "urn:s/1"}]),
                     ("inferred", [{"concept": "urn:s/1", "strength": "not_relevant"}])]:
        if validator.is_valid({**sample, key: bad}):
            print(f"the schema accepts {bad} as {key}")
            failed += 1

    # And funding: all rules, a document with every key and a context.
    schema = json.loads((ROOT / "taxonomy/schema/overstap-funding-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    parts = (ROOT / "tests/fuzz/corpus/funding/every-key").read_text(encoding="utf-8").split("=== ")
    every, context = (json.loads(part.split("\n", 1)[1]) for part in parts[1:])
    shipped = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "taxonomy/funding").glob("*.json"))}
    for name, document in {**shipped, "every-key": every, "context": context}.items():
        for error in validator.iter_errors(document):
            print(f"{name}: {error.json_path}: {error.message[:200]}")
            failed += 1
    if len(shipped) != 3:
        print(f"{len(shipped)} documents of funding rules")
        failed += 1
    rule = every["rules"][1]
    for key, bad in [("colour", 1), ("kind", "gift"), ("kind", "budget"), ("status", "open"), ("balance", True), ("share", 0), ("share", 101), ("share", []), ("share", [{"percent": 5}]),
                     ("maximum", {"euro": -1, "per": "year"}), ("maximum", {"euro": 1000001, "per": "year"}), ("maximum", {"euro": 5}), ("periods", []), ("periods", [{"until": "2026-01-01"}]),
                     ("periods", [{"from": "2026-13-01"}]), ("needs", [{"any": []}]), ("needs", [{"fact": "F"}]), ("employment", []), ("employment", ["employed", "self-employed", "job-seeking"]),
                     ("employer_size", ["huge"]), ("course", {"nlqf": {"through": 9}}), ("course", {"types": ["degree"]}), ("course", {"paths": "all"}), ("course", {"may_have_begun": True}),
                     ("sources", []), ("sources", [{**rule["sources"][0], "basis": "invented"}]), ("sources", [{**rule["sources"][0], "read": "today"}]), ("example", True),
                     ("name", {"nl": "x"}), ("description", {"nl": " ", "en": "x"}), ("documents", [{"nl": "x"}]), ("combine_with", ["a b"])]:
        if validator.is_valid({**every, "rules": [{**rule, key: bad}]}):
            print(f"the schema accepts {bad} as {key} of a rule")
            failed += 1
    if validator.is_valid({**every, "rules": [{k: v for k, v in rule.items() if k != "share"}]}) or not validator.is_valid({**every, "rules": [{k: v for k, v in rule.items() if k != "share"} | {"status": "draft"}]}):
        print("only a draft may leave its share out")
        failed += 1
    if validator.is_valid({**every, "rules": [{**rule, "status": "closed"}]}) or not validator.is_valid({**every, "rules": [{**rule, "status": "closed", "periods": [{"from": "2020-01-01", "until": "2021-01-01"}]}]}):
        print("a closed rule says when it ended")
        failed += 1
    for key, bad in [("name", "x"), ("employment", []), ("employment", "employed"), ("employer_size", ["small"]), ("start", "soon"), ("facts", {"a": "yes"}), ("balances", {"r:every": -1})]:
        if validator.is_valid({**context, key: bad}):
            print(f"the schema accepts {bad} as {key} of a context")
            failed += 1

    # And overlays, whose schema repeats definitions of the first.
    shared = json.loads((ROOT / "taxonomy/schema/overstap-taxonomy-1.schema.json").read_text(encoding="utf-8"))["$defs"]
    schema = json.loads((ROOT / "taxonomy/schema/overstap-overlay-1.schema.json").read_text(encoding="utf-8"))
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    for name, definition in schema["$defs"].items():
        if shared.get(name, definition) != definition:
            print(f"{name} is not the same in both schemas")
            failed += 1
    overlay = json.loads((ROOT / "examples/overlay/rotterdam.json").read_text(encoding="utf-8"))
    for error in validator.iter_errors(overlay):
        print(f"rotterdam.json: {error.json_path}: {error.message[:200]}")
        failed += 1
    for key, bad in (("author", " "), ("date", "2026-13-01"), ("add", [{"id": "a", "nlqf": 3}]), ("add", [{"id": "a", "kind": "skill", "requires": {}}]),
                     ("change", [{"id": "a", "alt": {"nl": ["b"]}}]), ("remove", [{"id": "a", "concept": True, "alt": {"nl": ["b"]}}]), ("extra", 1)):
        if validator.is_valid(overlay | {key: bad}):
            print(f"the schema accepts {bad} as {key}")
            failed += 1
    print(f"{len(files)} documents, {failed} faults")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
