# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Measures the score on every test bed there is and prints one table, with 95 % bootstrap intervals over origins.

usage: evaluate.py BUILD SHARED_DATA [--json] [--threads N] [--scorer FILE]

BUILD holds the programs overstap and overstap_generate_competentnl, SHARED_DATA the folders esco-1.2.0, onet-29.2 and transitions. What is
not there is skipped, and that is said. One model throughout: from row to row it differs in the dimensions that are compared and in
whether O*NET's importances are read, no other parameter is set.

ESCO       ESCO 1.2.0 against O*NET's Related Occupations through the exact crosswalk.
O*NET      O*NET 29.2's skills and knowledge areas against its Related Occupations, Primary-Short grade 2 and Primary-Long grade 1, of the
           occupations that have skills, knowledge and relations. In three tiers, as dense as CompetentNL, and with the importances that
           the tiers have lost. Technologies are left out: they are skills to the importer and nobody rated them.
Generated  The graph of CompetentNL's shape of tests/generate. Two occupations of one family are planted neighbours, grade 1; AUC is then
           the share of all other occupations that a planted neighbour outranks.

Exit 0; 1 when a figure is below its floor or the scorer (an independent one, where there is such a program) counts otherwise; 77 when nothing
could be measured. The figures themselves stand in bench/RESULTS.md.
"""
import argparse
import csv
import dataclasses
import json
import pathlib
import re
import subprocess
import sys
import tempfile

METRICS = ("ndcg@10", "recall@10", "recall@20", "mrr", "auc")
ONET_URI = "https://www.onetonline.org/link/summary/"  # as the importer makes them
EVERYTHING = "everything"


@dataclasses.dataclass
class Row:
    bed: str
    compared: str  # dimensions
    floors: dict
    result: dict  # what overstap evaluate --json printed


class Beds:
    def __init__(self, build, data, scorer, threads, folder):
        self.overstap, self.generator = build / "overstap", build / "overstap_generate_competentnl"
        self.data, self.scorer, self.threads, self.folder = data, scorer, threads, folder
        self.rows, self.faults, self.notes = [], [], []
        if not scorer.is_file():
            self.notes.append(f"figures not compared with an independent scorer: there is no {scorer}")

    def run(self, program, *arguments):
        run = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"{program} {' '.join(map(str, arguments))} ended with {run.returncode}: {run.stderr.strip()}")
        return run.stdout

    def skip(self, bed, *needed):
        """Whether something that the bed needs is missing; says so."""
        for path in needed:
            if not path.exists():
                self.notes.append(f"skipped, {bed}: there is no {path}")
                return True
        return False

    def measure(self, bed, snapshot, truth, compared, floors, *, model=None, check=True):
        ranking = self.folder / "ranking.tsv"
        arguments = ["evaluate", "--truth", truth, "--taxonomy", snapshot, "--threads", self.threads, "--json"]
        arguments += [] if compared == EVERYTHING else ["--only", compared]
        arguments += ["--model", model] if model else []
        check = check and self.scorer.is_file()
        arguments += ["--ranking", ranking] if check else []
        row = Row(bed, compared, floors, json.loads(self.run(self.overstap, *arguments)))
        self.rows.append(row)
        where = f"{bed}, {compared}"
        if row.result["rows_unknown"]:
            self.faults.append(f"{where}: {row.result['rows_unknown']} judgements name what the taxonomy does not have")
        for metric, floor in floors.items():
            if row.result[metric] < floor:
                self.faults.append(f"{where}: {metric} is {row.result[metric]:.4f}, below {floor}")
        if check:
            self.compare(where, row.result, self.run(sys.executable, self.scorer, truth, ranking))

    def compare(self, where, result, printed):
        """Our figures against those that the scorer printed about the same ranking."""
        sizes = tuple(map(int, re.search(r"origins (\d+)  candidates (\d+)  origins without a ranking (\d+)", printed).groups()))
        if sizes != (result["origins"], result["candidates"], result["unranked"]):
            self.faults.append(f"{where}: the scorer counts {sizes} origins, candidates and origins without a ranking")
        for metric in METRICS:
            value = float(re.search(rf"^{re.escape(metric)}\s+([0-9.]+)", printed, re.M).group(1))
            if abs(value - result[metric]) > 0.00005 + 1e-9:  # it prints four decimals
                self.faults.append(f"{where}: {metric} is {result[metric]:.6f}, and {value} by the scorer")

    def esco(self):
        source, truth = self.data / "esco-1.2.0", self.data / "transitions" / "esco_onet_related_exact.csv"
        if self.skip("ESCO", source, truth):
            return
        snapshot = self.folder / "esco.ovs"
        self.run(self.overstap, "import", "esco", source, "-o", snapshot)
        self.measure("ESCO", snapshot, truth, "skills,knowledge,groups", {"ndcg@10": 0.532, "auc": 0.937})
        self.measure("ESCO", snapshot, truth, EVERYTHING, {"ndcg@10": 0.575, "auc": 0.95})

    def onet(self):
        source = self.data / "onet-29.2"
        names = ("Occupation Data.txt", "Content Model Reference.txt", "Skills.txt", "Knowledge.txt")
        related = source / "Related Occupations.txt"
        if self.skip("O*NET", related, *(source / name for name in names)):
            return
        folder = self.folder / "onet"
        folder.mkdir()
        for name in names:
            (folder / name).symlink_to((source / name).resolve())
        snapshot = self.folder / "onet.ovs"
        self.run(self.overstap, "import", "onet", folder, "-o", snapshot)
        rows = list(table(related))
        described = [{row["O*NET-SOC Code"] for row in table(source / name)} for name in ("Skills.txt", "Knowledge.txt")]
        codes = {row["O*NET-SOC Code"] for row in rows}.intersection(*described)
        grades = {"Primary-Short": 2, "Primary-Long": 1}
        pairs = ((row["O*NET-SOC Code"], row["Related O*NET-SOC Code"], grades.get(row["Relatedness Tier"])) for row in rows)
        truth = self.write_truth("onet.csv", ((ONET_URI + a, ONET_URI + b, grade) for a, b, grade in pairs if grade and a in codes and b in codes))
        tiers = self.folder / "tiers.json"
        tiers.write_text('{"overstap_model": 1, "use_importance": false}')
        for bed, model, floors in (("O*NET, three tiers", tiers, (0.170, 0.375)), ("O*NET, importances", None, (None, None))):
            for compared, floor in zip(("skills", "skills,knowledge"), floors):
                self.measure(bed, snapshot, truth, compared, {"ndcg@10": floor} if floor else {}, model=model)

    def generated(self):
        if self.skip("generated", self.generator):
            return
        graph, families, snapshot = (self.folder / name for name in ("cnl.nt", "families.csv", "cnl.ovs"))
        self.run(self.generator, "--no-esco", graph, families)
        self.run(self.overstap, "import", "competentnl", graph, "-o", snapshot)
        graph.unlink()
        members = {}
        with open(families, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["current"] == "1":
                    members.setdefault(row["family"], []).append(row["occupation"])
        truth = self.write_truth("cnl.csv", ((a, b, 1) for family in members.values() for a in family for b in family if a != b))
        # The scorer would need half a minute for the ten million pairs of one ranking.
        for compared in ("skills", "skills,knowledge", EVERYTHING):
            self.measure("Generated", snapshot, truth, compared, {"auc": 0.99}, check=False)

    def write_truth(self, name, rows):
        with open(self.folder / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(("fromOccupationUri", "toOccupationUri", "grade"))
            writer.writerows(rows)
        return self.folder / name


def table(path):
    """Rows of one of O*NET's files."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def markdown(rows):
    lines = ["| test bed | compared in | origins | candidates | nDCG@10 | recall@10 | recall@20 | MRR | AUC | floors |", "|---|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        r = row.result
        cells = [row.bed, row.compared.replace(",", ", "), str(r["origins"]), str(r["candidates"])]
        cells += [f"{r[m]:.3f} ({r[m + '_low']:.3f} to {r[m + '_high']:.3f})" for m in METRICS]
        cells.append(", ".join(f"{m} {floor:.3f}" for m, floor in row.floors.items()))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--scorer", type=pathlib.Path, help="SHARED_DATA/../tools/score_ranking")
    options = parser.parse_args()
    data = options.data.resolve()
    with tempfile.TemporaryDirectory() as folder:
        beds = Beds(options.build.resolve(), data, options.scorer or data.parent / "tools" / "score_ranking", options.threads, pathlib.Path(folder))
        for bed in (beds.esco, beds.onet, beds.generated):
            try:
                bed()
            except RuntimeError as error:
                beds.faults.append(str(error))
    if options.json:
        print(json.dumps({"rows": [dataclasses.asdict(row) for row in beds.rows], "notes": beds.notes, "faults": beds.faults}))
    else:
        if beds.rows:
            print(markdown(beds.rows))
            print(f"\nIn brackets: 95 % intervals, {beds.rows[0].result['rounds']} bootstrap rounds over origins. Closed universe.")
        for text in beds.notes + beds.faults:
            print(text)
    return 1 if beds.faults else 0 if beds.rows else 77


if __name__ == "__main__":
    sys.exit(main())
