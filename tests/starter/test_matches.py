# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Every link of the starter taxonomy to CompetentNL or ESCO leads to something that those have, and of the right kind.

    python3 tests/starter/test_matches.py FOLDER_WITH_PUBLIC_DATA

The folder holds esco-1.2.0 and competentnl, which are no part of the project. Exit status 77 (skipped) when it does not.
"""
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {"skill": ("esco-1.2.0/skills_en.csv", "competentnl/capabilities.csv"), "knowledge": ("esco-1.2.0/skills_en.csv", "competentnl/knowledge_areas.csv"),
         "occupation": ("esco-1.2.0/occupations_en.csv", "competentnl/occupation_labels.csv")}


def uris(path):
    """What stands in any column of the file and is an address."""
    with path.open(encoding="utf-8", newline="") as file:
        return {cell for row in csv.reader(file) for cell in row if re.fullmatch(r"https?://\S+", cell)}


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    paths = {name: folder / name for names in FILES.values() for name in names}
    if not all(path.exists() for path in paths.values()):
        print(f"skipped: {folder} does not hold the public files")
        return 77
    known = {name: uris(path) for name, path in paths.items()}
    failed, seen = 0, Counter()
    for path in sorted((ROOT / "taxonomy" / "starter").glob("*.json")):
        for concept in json.loads(path.read_text(encoding="utf-8")).get("concepts", []):
            for match in concept.get("match", []):
                allowed = FILES.get(concept["kind"], ())
                if not any(match["uri"] in known[name] for name in allowed):
                    print(f"{path.name}: {concept['id']}: {match['uri']} is no {concept['kind']} of {' or '.join(allowed) or 'anything'}")
                    failed += 1
                seen[concept["kind"]] += 1
    print(", ".join(f"{count} links of {kind}" for kind, count in sorted(seen.items())) + f"; {failed} lead nowhere")
    return 1 if failed or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
