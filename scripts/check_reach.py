#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Can people get there? For every occupation up to mbo 4: from how many of its nearest occupations within a year of part-time study?

    python3 scripts/check_reach.py PATH_TO_OVERSTAP [--list] [--all] [--least SHARE]

The taxonomy is taxonomy/starter/*.json as it stands, not what the program has built in. For each occupation of NLQF 1 to 4 (the
target) the 25 occupations that score highest with it are its origins. An origin counts when somebody who has done only that work, and may drive a
car as most adults may,

  - meets over 60 % of what the target asks as essential or important, over 60 % of what is essential alone, and has every licence
    that is essential, or
  - does so after courses that together take at most 52 weeks, one after the other, and at most 1,000 hours.

What is asked: skills, knowledge areas and licences, essential ones weighing 1 and important ones 0.6, as in the model; no rarity. Of
an asked level min(had, asked) / asked is met; an item without a level is met by any. A licence that no course leads to (a
certificate of conduct) is left out. The courses are the first six that `overstap courses ORIGIN --to TARGET --steps` gives: open to
the person at the usual level of the origin, each chosen by what the ones before it leave open: first what closes most for its money
and time (--order value); when that does not do, what closes most (--order coverage). In that order each one is taken that still fits
in the time. Five such origins are enough.

Prints the targets with fewer than five (--list: with what is missing most; --all: every target), then counts. Exit status 0 when
at least SHARE of the targets have five (0.95 unless told), 1 when not, 2 for wrong use. About a minute on two idle cores.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BASE = "urn:overstap:starter:"
CAR = "licence/rijbewijs-b"
FILES = sorted((Path(__file__).resolve().parent.parent / "taxonomy" / "starter").glob("*.json"))
WEIGHT = {"essential": 1.0, "important": 0.6}
TIERS = ("essential", "important", "somewhat")
HIGHEST, NEAREST, ENOUGH, COURSES, WEEKS, HOURS, READY = 4, 25, 5, 6, 52, 1000, 0.60


def items(values):
    """{id: level}, 0 for no level."""
    return {(v if isinstance(v, str) else v["id"]): (0 if isinstance(v, str) else v.get("level", 0)) for v in values}


def met(have, need):
    """The met share of one requirement: `have` is None (not had) or a level, 0 meaning not stated."""
    if have is None:
        return 0.0
    return 1.0 if not need or not have else min(have, need) / need


class Set:
    def __init__(self):
        self.occupations, self.courses, self.label = {}, {}, {}
        for path in FILES:
            document = json.loads(path.read_text(encoding="utf-8"))
            for concept in document.get("concepts", []):
                if concept["kind"] == "occupation":
                    self.occupations[concept["id"]] = concept
            for course in document.get("courses", []):
                self.courses[course["id"]] = (course, items(course["teaches"]))
        taught = {t for _, teaches in self.courses.values() for t in teaches}
        self.has, self.asks = {}, {}
        for ident, concept in self.occupations.items():
            tiers = {tier: items(concept["requires"].get(tier, [])) for tier in TIERS}
            self.has[ident] = {t: level for tier in TIERS for t, level in tiers[tier].items()}
            self.asks[ident] = {t: (WEIGHT[tier], level) for tier in WEIGHT for t, level in tiers[tier].items()
                                if not t.startswith("licence/") or t in taught}

    def ready(self, have, target):
        """The least of both readinesses, essential and important together and essential alone; 0 without an essential licence."""
        shares = []
        for least in (WEIGHT["important"], WEIGHT["essential"]):
            asks = [(t, w, need) for t, (w, need) in self.asks[target].items() if w >= least]
            shares.append(sum(w * met(have.get(t), need) for t, w, need in asks) / sum(w for _, w, _ in asks))
        for t, (w, _) in self.asks[target].items():
            if t.startswith("licence/") and w == WEIGHT["essential"] and t not in have:
                return 0.0
        return min(shares)


def after(have, teaches):
    """What somebody has after a course; a level never falls, and no level stated stays the best there is."""
    for ident, level in teaches.items():
        old = have.get(ident)
        have[ident] = level if old is None else 0 if 0 in (old, level) else max(old, level)


def reach(program, data, files, origin, target):
    """(reached, the best readiness, what is still asked then)."""
    have = {CAR: 0, **data.has[origin]}
    best = (data.ready(have, target), have)
    for order in ("value", "coverage"):
        if best[0] > READY:
            break
        run = subprocess.run([program, "courses", BASE + origin, "--to", BASE + target, "--skill", BASE + CAR, "--steps", "--json", "--order",
                              order, "--limit", str(COURSES)] + files, capture_output=True, timeout=60)
        found = json.loads(run.stdout) if run.returncode == 0 else {"courses": []}
        after_all, weeks, hours = dict(have), 0, 0
        for step in found["courses"]:
            course, teaches = data.courses[step["uri"][len(BASE):]]
            if weeks + course["weeks"] <= WEEKS and hours + course["hours"] <= HOURS:
                weeks, hours = weeks + course["weeks"], hours + course["hours"]
                after(after_all, teaches)
        best = max(best, (data.ready(after_all, target), after_all), key=lambda b: b[0])
    missing = [t for t, (_, need) in data.asks[target].items() if met(best[1].get(t), need) < 1]
    return best[0] > READY, best[0], missing


def measure(program, data, files, target, origins):
    """(origins that reach it, up to five; the best readiness of the others; Counter of what they still miss)."""
    reached, best, missing = 0, 0.0, Counter()
    for origin in origins:
        ok, ready, left = reach(program, data, files, origin, target)
        reached += ok
        if not ok:
            best = max(best, ready)
            missing.update(left)
        if reached >= ENOUGH:
            break
    return reached, best, missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built program overstap")
    parser.add_argument("--list", action="store_true", help="what is missing most for each target that fails")
    parser.add_argument("--all", action="store_true", help="every target, also those that pass")
    parser.add_argument("--least", type=float, default=0.95, help="share of the targets that must pass")
    arguments = parser.parse_args()
    data = Set()
    with tempfile.TemporaryDirectory() as folder:
        taxonomy, catalogue, pairs = (os.path.join(folder, name) for name in ("s.ovs", "c.ovs", "pairs.tsv"))
        program = arguments.program
        subprocess.run([program, "import", "json", *map(str, FILES), "-o", taxonomy, "--courses-output", catalogue], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([program, "matrix", "--taxonomy", taxonomy, "-o", pairs], check=True, stdout=subprocess.DEVNULL)
        origins = defaultdict(list)
        with open(pairs, encoding="utf-8") as file:
            for line in file:
                if line.startswith(BASE):
                    origin, target, score = line.split("\t")[:3]
                    origins[target[len(BASE):]].append((-float(score), origin[len(BASE):]))
        nearest = {target: [o for _, o in sorted(near)[:NEAREST] if o != target] for target, near in origins.items()}
        targets = sorted(o for o, c in data.occupations.items() if c["nlqf"] <= HIGHEST)
        files = ["--taxonomy", taxonomy, "--catalogue", catalogue]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            results = list(pool.map(lambda t: measure(program, data, files, t, nearest.get(t, [])), targets))
    passed = 0
    for target, (reached, best, missing) in zip(targets, results):
        passed += reached >= ENOUGH
        if reached < ENOUGH or arguments.all:
            print(f"{reached} {target}: NLQF {data.occupations[target]['nlqf']}, nearest miss {100 * best:.0f} %")
            if arguments.list and reached < ENOUGH:
                print("    missing: " + ", ".join(f"{t} ({n})" for t, n in missing.most_common(12)))
    print(f"{passed} of {len(targets)} occupations up to NLQF {HIGHEST} are reached from {ENOUGH} or more of their nearest {NEAREST} "
          f"occupations within {WEEKS} weeks and {HOURS} hours ({100 * passed / len(targets):.1f} %)")
    return 0 if passed >= arguments.least * len(targets) else 1


if __name__ == "__main__":
    sys.exit(main())
