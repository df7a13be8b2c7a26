#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Checks the table of tests/fuzz/README.md: a row for every exported function and every reader, and targets that name them.

usage: test_table.py LIST, where LIST is the targets.txt that CMake wrote.
"""
import re
import sys
from pathlib import Path

FUZZ = Path(__file__).resolve().parent
ROOT = FUZZ.parent.parent
READER = re.compile(r"^(?:Status|StatusOr<[\w:<>]+>) ((?:Load|Read|Apply)\w+)\(", re.MULTILINE)
NO_FORMAT = {"ReadFile"}  # the bytes of a file, whatever they are


def main():
    rows = re.findall(r"^\| `([\w:]+)` \| (`.+`) \|$", (FUZZ / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    table = {function: re.findall(r"`(\w+)`", targets) for function, targets in rows}
    targets = {line.split("\t")[0] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if line}
    problems = []
    if len(table) != len(rows):
        problems.append("a function has two rows")

    needed = set((ROOT / "lib/c/symbols.txt").read_text(encoding="utf-8").split())
    if not needed:
        problems.append("lib/c/symbols.txt is empty")
    for header in sorted((ROOT / "include/overstap").glob("*.hpp")):
        needed |= set(READER.findall(header.read_text(encoding="utf-8"))) - NO_FORMAT
    problems += [f"{function} has no row" for function in sorted(needed - set(table))]
    problems += [f"{function} is not exported any more" for function in sorted(table) if function.startswith("ovs_") and function not in needed]

    for function, names in table.items():
        name = re.compile(r"\b" + re.escape(function.split("::")[-1]) + r"\b")
        for target in names:
            if target not in targets:
                problems.append(f"{function}: there is no target {target}")
            elif not name.search((FUZZ / f"{target}.cpp").read_text(encoding="utf-8")):
                problems.append(f"{function}: {target}.cpp does not name it")
    for target in sorted(targets):
        if not any(target in names for names in table.values()):
            problems.append(f"target {target} is in no row")
        if not any((FUZZ / "corpus" / target).iterdir()):
            problems.append(f"target {target} has no corpus")
    for problem in problems:
        print(f"tests/fuzz/README.md: {problem}")
    print(f"{len(table)} rows, {len(targets)} targets, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
