# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Every C and C++ block of the READMEs stands, line for line, in a file of examples/, which the tests compile and run."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def normal(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def main() -> int:
    examples = [normal(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "examples").rglob("*.c*")) if p.suffix in (".c", ".cpp")]
    blocks = 0
    failed = 0
    for readme in ("README.md", "README.nl.md"):
        for block in re.findall(r"```(?:c|cpp)\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.S):
            blocks += 1
            lines = normal(block)
            if not any(lines == e[i : i + len(lines)] for e in examples for i in range(len(e) - len(lines) + 1)):
                print(f"{readme}: a code block is in no example:\n{block}")
                failed += 1
    print(f"{blocks} blocks, {failed} not found")
    return 1 if failed or blocks == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
