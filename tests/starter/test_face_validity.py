# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Face validity of the starter taxonomy: transitions that advisers know, and absurd ones, against the default ranking.

    python3 tests/starter/test_face_validity.py PATH_TO_OVERSTAP [--list] [--taxonomy SNAPSHOT]

face_validity.json was written before anybody looked at a ranking, and is no input of the data. At least 80 % of the good
transitions must be among the first 20, and no absurd one among the first 100. --list prints the place of every pair. The taxonomy
is the one the program has built in, unless a snapshot is named.
"""

import argparse
import json
import os
import subprocess
import sys

BASE = "urn:overstap:starter:"
GOOD_PLACE, GOOD_SHARE, ABSURD_PLACE = 20, 0.8, 100


def ranking(program, origin, options):
    """URIs in order of rank."""
    run = subprocess.run([program, "transitions", BASE + origin, "--limit", "100000", "--courses", "0", "--json"] + options, check=True,
                         capture_output=True, timeout=60)
    return [match["uri"] for match in json.loads(run.stdout)["matches"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program overstap")
    parser.add_argument("--list", action="store_true", help="the place of every pair")
    parser.add_argument("--taxonomy", help="a snapshot to use in place of the taxonomy that is built in")
    arguments = parser.parse_args()
    program, show = arguments.program, arguments.list
    options = ["--taxonomy", arguments.taxonomy] if arguments.taxonomy else []
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "face_validity.json"), encoding="utf-8") as file:
        expected = json.load(file)
    rankings = {pair["from"]: ranking(program, pair["from"], options) for pairs in (expected["good"], expected["absurd"]) for pair in pairs}

    def place(pair):
        uris = rankings[pair["from"]]
        return uris.index(BASE + pair["to"]) + 1 if BASE + pair["to"] in uris else len(uris) + 1

    good = [(place(pair), pair) for pair in expected["good"]]
    absurd = [(place(pair), pair) for pair in expected["absurd"]]
    misses = [(at, pair) for at, pair in good if at > GOOD_PLACE]
    faults = [(at, pair) for at, pair in absurd if at <= ABSURD_PLACE]
    for at, pair in (good + absurd) if show else misses + faults:
        print(f"{at:4}  {pair['from']} -> {pair['to']}")
    print(f"good: {len(good) - len(misses)} of {len(good)} in the first {GOOD_PLACE}; absurd: {len(faults)} of {len(absurd)} in the first {ABSURD_PLACE}")
    known = {uri for uris in rankings.values() for uri in uris}
    absent = sorted({pair["to"] for _, pair in good + absurd if BASE + pair["to"] not in known})
    if absent:
        print("not in the taxonomy, or never ranked:", ", ".join(absent))
    ok = len(good) - len(misses) >= GOOD_SHARE * len(good) and not faults and not absent and len(good) >= 60 and len(absurd) >= 30
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
