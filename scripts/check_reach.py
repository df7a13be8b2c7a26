#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Can people get there? For every occupation up to mbo 4: from how many occupations within a year of part-time study?

    python3 scripts/check_reach.py PATH_TO_OVERSTAP [--list] [--all] [--ready PERCENT] [--weeks N] [--nearest N] [--lowest LEVEL] [--highest LEVEL]

The taxonomy is taxonomy/starter/*.json as it stands, not what the program has built in. For each occupation of NLQF 1 to 4 (the target) the
25 occupations that score highest with it are its origins. An origin counts when `overstap plan` finds courses for somebody who has done only
that work, has its usual level of education, and may drive a car as most adults may. After the plan that person

  - is ready for 60 % or more of what the target asks (`ready`: essential, important and somewhat, weighted as in the score), and
  - has every essential licence that some course gives (one that no course gives, a certificate of conduct, is not demanded),

and the courses take 52 weeks at most, one after the other. That is how the planner means it; nothing is worked out here. What is left is
learnt at work: 60 % is about what the courses of a year bring somebody from a near occupation. Five such origins are enough.

Prints the targets with fewer than five (--list: with the best of the origins that fall short; --all: every target), then counts. Exit
status 0 when every target has five, 1 when not, 2 for wrong use. Less than a minute on two idle cores.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASE = "urn:overstap:starter:"
CAR = "licence/rijbewijs-b"
FILES = sorted((Path(__file__).resolve().parent.parent / "taxonomy" / "starter").glob("*.json"))
HIGHEST, NEAREST, ENOUGH, WEEKS, READY = 4, 25, 5, 52, 60
NODES = 100_000      # of the planner's search; what it has found by then counts
REACHED = ("plan", "nothing_missing")


def levels():
    """{occupation: NLQF}."""
    return {concept["id"]: concept["nlqf"] for path in FILES for concept in json.loads(path.read_text(encoding="utf-8")).get("concepts", [])
            if concept["kind"] == "occupation"}


def plan(program, files, ready, weeks, origin, target):
    """(reached, share ready after the plan or after the one that comes nearest, courses)."""
    run = subprocess.run([program, "plan", BASE + origin, "--to", BASE + target, "--skill", BASE + CAR, "--goal", "quickest", "--weeks", str(weeks),
                          "--ready", str(ready), "--max-nodes", str(NODES), "--json"] + files, capture_output=True, timeout=300, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"overstap plan {origin} --to {target}: {run.stderr.decode(errors='replace').strip()}")
    answer = json.loads(run.stdout)
    found = answer["plans"][0]
    return found["outcome"] in REACHED, found.get("ready", answer["ready"]), [c["uri"][len(BASE):] for c in found.get("courses", [])]


def measure(program, files, ready, weeks, target, origins):
    """(origins that reach it, up to five; the nearest misses of the others, best first)."""
    reached, short = 0, []
    for origin in origins:
        ok, share, courses = plan(program, files, ready, weeks, origin, target)
        reached += ok
        if not ok:
            short.append((share, origin, courses))
        if reached >= ENOUGH:
            break
    return reached, sorted(short, reverse=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program overstap")
    parser.add_argument("--list", action="store_true", help="the nearest misses of each target that fails")
    parser.add_argument("--all", action="store_true", help="every target, also those that pass")
    parser.add_argument("--ready", type=int, default=READY, help=f"percentage of what is asked from which somebody is ready ({READY})")
    parser.add_argument("--weeks", type=int, default=WEEKS, help=f"most weeks of study ({WEEKS})")
    parser.add_argument("--nearest", type=int, default=NEAREST, help=f"how many of the nearest occupations are origins ({NEAREST})")
    parser.add_argument("--lowest", type=int, default=0, help="lowest level of the targets (0)")
    parser.add_argument("--highest", type=int, default=HIGHEST, help=f"highest level of the targets ({HIGHEST})")
    arguments = parser.parse_args()
    program, level = arguments.program, levels()
    with tempfile.TemporaryDirectory() as folder:
        taxonomy, catalogue, pairs = (os.path.join(folder, name) for name in ("s.ovs", "c.ovs", "pairs.tsv"))
        subprocess.run([program, "import", "json", *map(str, FILES), "-o", taxonomy, "--courses-output", catalogue], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([program, "matrix", "--taxonomy", taxonomy, "-o", pairs], check=True, stdout=subprocess.DEVNULL)
        near = defaultdict(list)
        with open(pairs, encoding="utf-8") as file:
            for line in file:
                if line.startswith(BASE):
                    origin, target, score = line.split("\t")[:3]
                    if origin != target:
                        near[target[len(BASE):]].append((-float(score), origin[len(BASE):]))
        origins = {target: [origin for _, origin in sorted(found)[:arguments.nearest]] for target, found in near.items()}
        targets = sorted(o for o, nlqf in level.items() if arguments.lowest <= nlqf <= arguments.highest)
        files = ["--taxonomy", taxonomy, "--catalogue", catalogue]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            results = list(pool.map(lambda t: measure(program, files, arguments.ready, arguments.weeks, t, origins.get(t, [])), targets))
    passed = 0
    for target, (reached, short) in zip(targets, results):
        passed += reached >= ENOUGH
        if reached < ENOUGH or arguments.all:
            print(f"{reached} {target}: NLQF {level[target]}" + (f", nearest miss {100 * short[0][0]:.0f} %" if short else ""))
            if arguments.list and reached < ENOUGH:
                for share, origin, courses in short[:ENOUGH]:
                    print(f"    {100 * share:.0f} % from {origin}: {', '.join(courses) or 'no course'}")
    print(f"{passed} of {len(targets)} occupations up to NLQF {arguments.highest} are reached from {ENOUGH} or more of their nearest {arguments.nearest} occupations, "
          f"ready for {arguments.ready} % and with every licence, within {arguments.weeks} weeks ({100 * passed / max(1, len(targets)):.1f} %)")
    return 0 if targets and passed == len(targets) else 1


if __name__ == "__main__":
    sys.exit(main())
