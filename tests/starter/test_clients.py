# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Ten clients of an adviser, from the title they type to a plan, with the program as it is installed.

    python3 tests/starter/test_clients.py PATH_TO_OVERSTAP

For each of clients.json: what is near is among the first 20, what is far is not among the first 50, the wish is explained with a score
that adds up, and `overstap plan` finds courses of a year after which 60 % of it is met.
"""
import json
import subprocess
import sys
from pathlib import Path

BASE = "urn:overstap:starter:occupation/"
NEAR, FAR, READY, WEEKS = 20, 50, 60, 52


def ask(program, *arguments):
    run = subprocess.run([program, *arguments, "--json"], capture_output=True, timeout=120, check=False)
    if run.returncode != 0:
        raise RuntimeError(f"overstap {' '.join(arguments)}: {run.stderr.decode(errors='replace').strip()}")
    return json.loads(run.stdout)


def faults(program, client):
    title = client["types"]
    order = [m["uri"] for m in ask(program, "transitions", title, "--limit", "1000", "--courses", "0")["matches"]]
    place = {uri[len(BASE):]: at for at, uri in enumerate(order, 1)}
    for near in client["near"]:
        if place.get(near, FAR) > NEAR:
            yield f"{near} is number {place.get(near, 'none')}, not among the first {NEAR}"
    for far in client["far"]:
        if place.get(far, FAR + 1) <= FAR:
            yield f"{far} is number {place[far]}, among the first {FAR}"
    wish = BASE + client["wish"]
    answer = ask(program, "explain", title, "--to", wish)
    total = sum(c["score_units"] for c in answer["contributions"])
    if not answer["gap"] or total != answer["score_units"]:
        yield f"{client['wish']}: {len(answer['gap'])} things missing, contributions of {total} and a score of {answer['score_units']}"
    plan = ask(program, "plan", title, "--to", wish, "--goal", "quickest", "--ready", str(READY), "--weeks", str(WEEKS))["plans"][0]
    if plan["outcome"] != "plan":
        yield f"no plan for {client['wish']}: {plan['outcome']}, {100 * plan['ready']:.0f} % at best"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    clients = json.loads((Path(__file__).resolve().parent / "clients.json").read_text(encoding="utf-8"))["clients"]
    found = [(client["types"], fault) for client in clients for fault in faults(sys.argv[1], client)]
    for title, fault in found:
        print(f"{title}: {fault}")
    print(f"{len(clients)} clients, {len(found)} faults")
    return 1 if found or len(clients) < 10 else 0


if __name__ == "__main__":
    sys.exit(main())
