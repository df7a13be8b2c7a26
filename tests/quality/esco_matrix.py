# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Scores the default matrix on ESCO 1.2.0 against O*NET's Related Occupations: nDCG@10 and AUC, closed universe.

usage: esco_matrix.py OVERSTAP SHARED_DATA. Exit 77 (skipped) where the data is not present. The floors are what a plain IDF
cosine reaches; the figures themselves stand in bench/RESULTS.md.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

FLOORS = {"ndcg@10": 0.51, "auc": 0.88}


def main(overstap: str, shared: str) -> int:
    data = pathlib.Path(shared)
    truth = data / "transitions" / "esco_onet_related_exact.csv"
    scorer = data.parent / "tools" / "score_ranking"
    if not (data / "esco-1.2.0").is_dir() or not truth.is_file() or not scorer.is_file():
        print(f"skipped: {data} has no esco-1.2.0, transitions or scorer")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        snapshot, matrix = f"{folder}/esco.ovs", f"{folder}/matrix.tsv"
        subprocess.run([overstap, "import", "esco", str(data / "esco-1.2.0"), "-o", snapshot], check=True)
        subprocess.run([overstap, "matrix", "--taxonomy", snapshot, "-o", matrix, "--threads", "2"], check=True)
        printed = subprocess.run([sys.executable, str(scorer), str(truth), matrix], check=True, capture_output=True, text=True).stdout
    print(printed)
    failed = 0
    for name, floor in FLOORS.items():
        value = float(re.search(rf"^{re.escape(name)}\s+([0-9.]+)", printed, re.M).group(1))
        if value < floor:
            print(f"{name} is {value}, below {floor}")
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
