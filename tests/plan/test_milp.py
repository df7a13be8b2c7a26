# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Plans of catalogues too large for all subsets, against a mixed-integer program solved by GLPK.

    python3 tests/plan/test_milp.py PATH_TO_OVERSTAP

Made-up taxonomies and catalogues, seeded. The program says what the work asks and what it weighs (`gap`), and plans (`plan`); the model below is
written from the same catalogue. Exits with 77 where glpsol is not there.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

FROM, TO = "urn:t:occupation/a", "urn:t:occupation/b"
SKILLS = 60


def make(seed):
    """A taxonomy of two occupations, and 100 to 180 courses for what they ask."""
    rng = random.Random(seed)
    skills = [f"skill/{i}" for i in range(SKILLS)]
    asked = rng.sample(skills, 45)
    had = rng.sample(skills, 8)

    def occupation(name, asks):
        tiers = {"essential": asks[: len(asks) // 3], "important": asks[len(asks) // 3 : 2 * len(asks) // 3], "somewhat": asks[2 * len(asks) // 3 :]}
        return {"id": f"occupation/{name}", "kind": "occupation", "label": {"en": name}, "requires": tiers}

    others = [occupation(f"x{i}", rng.sample(skills, rng.randint(3, 20))) for i in range(12)]
    concepts = [{"id": s, "kind": "skill", "label": {"en": s}} for s in skills] + [occupation("a", had), occupation("b", asked)] + others
    courses = []
    asking = rng.random() < 0.6
    for i in range(rng.randint(100, 180)):
        hours = rng.randint(1, 12) * 20
        course = {"id": f"course/{i:03}", "type": "short-course", "teaches": rng.sample(skills, rng.randint(1, 5)), "hours": hours,
                  "weeks": 1 + hours // rng.choice((8, 16, 24)), "cost": rng.randint(2, 40) * 25}
        if asking and rng.random() < 0.3:
            course["entry"] = {"requires": rng.sample(skills, rng.randint(1, 2))}
        courses.append(course)
    return {"overstap": 1, "base": "urn:t:", "concepts": concepts, "courses": courses}, set(had)


class Program:
    """Lines of a model in CPLEX LP format."""

    def __init__(self, document, had, gap, money, weeks):
        self.weight = {r["uri"][len("urn:t:"):]: r["weight"] - r["met"] for r in gap["gap"]}
        self.scale = 1000 / max(1, sum(self.weight.values()))
        self.courses = {c["id"]: c for c in document["courses"]}
        self.rows, self.binaries, self.bounds = [], set(), []
        x = {c: "x_" + c[-3:] for c in self.courses}
        self.binaries.update(x.values())
        self.y = {s: "y_" + s.split("/")[1] for s in self.weight}
        for s, y in self.y.items():
            self.rows.append(self.sum((1, x[c]) for c, course in self.courses.items() if s in course["teaches"]) + f" - {y} >= 0")
            self.bounds.append(f"0 <= {y} <= 1")
        self.cost = [(c["cost"], x[i]) for i, c in self.courses.items()]
        self.weeks = [(c["weeks"], x[i]) for i, c in self.courses.items()]
        self.rows.append(self.sum(self.cost) + f" <= {money}")
        self.rows.append(self.sum(self.weeks) + f" <= {weeks}")
        # Whoever enters a course has what it asks from one that comes before it.
        n = len(self.courses)
        for i, course in self.courses.items():
            for asked in set(course.get("entry", {}).get("requires", [])) - had:
                givers = [d for d, other in self.courses.items() if d != i and asked in other["teaches"]]
                pairs = [f"z_{d[-3:]}_{i[-3:]}" for d in givers]
                self.rows.append(self.sum((1, z) for z in pairs) + f" - {x[i]} >= 0")
                for d, z in zip(givers, pairs):
                    self.binaries.add(z)
                    self.rows.append(f"{x[d]} - {z} >= 0")
                    self.rows.append(f"p_{i[-3:]} - p_{d[-3:]} - {n} {z} >= {1 - n}")
            self.bounds.append(f"0 <= p_{i[-3:]} <= {n - 1}")

    @staticmethod
    def sum(terms):
        return " + ".join(f"{factor:.12g} {name}" for factor, name in terms) or "0 x_none"

    def covered(self):
        return [(w * self.scale, self.y[s]) for s, w in self.weight.items()]

    def solve(self, direction, objective, rows=()):
        text = [direction, " obj: " + self.sum(objective), "Subject To"]
        text += [f" r{i}: {row}" for i, row in enumerate([*self.rows, *rows])]
        text += ["Bounds", *self.bounds, "Binary", *sorted(self.binaries), "End", ""]
        with tempfile.TemporaryDirectory() as folder:
            model, answer = os.path.join(folder, "m.lp"), os.path.join(folder, "m.txt")
            with open(model, "w", encoding="ascii") as file:
                file.write("\n".join(text))
            run = subprocess.run(["glpsol", "--lp", model, "--cuts", "--tmlim", "60", "-w", answer], capture_output=True, text=True, timeout=120, check=True)
            with open(answer, encoding="ascii") as file:
                line = next(line.split() for line in file if line.startswith("s "))  # s mip ROWS COLUMNS STATUS OBJECTIVE
        if line[4] == "n":
            return None
        if line[4] != "o":
            raise TimeoutError(run.stdout[-300:])
        return float(line[5])


def main():
    if shutil.which("glpsol") is None:
        print("skipped: glpsol (glpk-utils) is not there")
        return 77
    program = sys.argv[1]
    failed = passed = late = 0
    for seed in range(24):
        document, had = make(seed)
        rng = random.Random(1000 + seed)
        money, weeks, ready = rng.choice((1000, 2000, 3000)), rng.choice((25, 40, 60)), rng.choice((40, 55, 70))
        with tempfile.TemporaryDirectory() as folder:
            source, taxonomy, catalogue = (os.path.join(folder, name) for name in ("t.json", "t.ovs", "c.ovs"))
            with open(source, "w", encoding="utf-8") as file:
                json.dump(document, file)
            subprocess.run([program, "import", "json", source, "-o", taxonomy, "--courses-output", catalogue], check=True, capture_output=True)

            def ask(*arguments):
                run = subprocess.run([program, *arguments, "--to", TO, "--json", "--taxonomy", taxonomy, "--catalogue", catalogue], capture_output=True, check=False)
                return json.loads(run.stdout)

            gap = ask("gap", FROM)
            answer = ask("plan", FROM, "--money", str(money), "--weeks", str(weeks), "--ready", str(ready), "--least-fit", "0")
        model = Program(document, had, gap, money, weeks)
        needed = (gap["readiness"]["required"] * ready / 100 - gap["readiness"]["met"]) * model.scale
        enough = model.sum(model.covered()) + f" >= {needed - 1e-6:.12g}"
        for plan in answer["plans"]:
            try:
                if plan["goal"] == "coverage":
                    ours, theirs = plan["covered"] * model.scale, model.solve("Maximize", model.covered())
                else:
                    by, key = (model.cost, "cost_max") if plan["goal"] == "cheapest" else (model.weeks, "weeks")
                    ours = plan[key] if plan["outcome"] == "plan" else None
                    theirs = model.solve("Minimize", by, [enough])
            except TimeoutError:
                late += 1
                continue
            same = ours is theirs is None or (ours is not None and theirs is not None and abs(ours - theirs) <= 1e-4)
            if same and plan["optimal"]:
                passed += 1
            else:
                failed += 1
                print(f"seed {seed}, {plan['goal']}: {ours}, GLPK says {theirs}")
    print(f"{passed} plans as GLPK's, {failed} not, {late} that GLPK did not finish")
    return 0 if failed == 0 and passed >= 40 else 1


if __name__ == "__main__":
    sys.exit(main())
