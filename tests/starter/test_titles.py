# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Titles as people type them find the occupation they mean: former, gendered, abbreviated, regional, everyday and English ones.

    python3 tests/starter/test_titles.py PATH_TO_OVERSTAP [--list]

titles.json was written before the titles were looked up. At least 90 % of them, and 75 % of each kind, must lead to their occupation as
the first that `overstap search` gives; a title that means several jobs may lead to another first. --list prints all that do not.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

BASE = "urn:overstap:starter:"
SHARE, SHARE_OF_KIND, LEAST = 0.9, 0.75, 100


def first(program, title, language):
    run = subprocess.run([program, "search", title, "--lang", language, "--limit", "3", "--json"], capture_output=True, timeout=60, check=False)
    found = json.loads(run.stdout) if run.stdout.strip() else {}
    return [hit["uri"][len(BASE):] for hit in found.get("hits", found.get("matches", []))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program overstap")
    parser.add_argument("--list", action="store_true", help="every title that does not lead to its occupation first")
    arguments = parser.parse_args()
    kinds = json.loads((Path(os.path.abspath(__file__)).parent / "titles.json").read_text(encoding="utf-8"))["titles"]
    total, right, ok = 0, 0, True
    for kind, titles in kinds.items():
        found = {title: first(arguments.program, title, "en" if kind == "english" else "nl") for title in titles}
        good = sum(found[title][:1] == [expected] for title, expected in titles.items())
        total, right = total + len(titles), right + good
        ok = ok and good >= SHARE_OF_KIND * len(titles)
        print(f"{kind}: {good} of {len(titles)}")
        for title, expected in titles.items():
            if found[title][:1] != [expected] and (arguments.list or good < SHARE_OF_KIND * len(titles)):
                print(f"    {title!r} -> {', '.join(found[title]) or 'nothing'}, not {expected}")
    print(f"{right} of {total} titles lead to their occupation first")
    return 0 if ok and right >= SHARE * total and total >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
