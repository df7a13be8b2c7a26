# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The starter checker finds faults: each case breaks a copy of the starter taxonomy in one way and expects the error."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STARTER = ROOT / "taxonomy" / "starter"


class Checker(unittest.TestCase):
    def broken(self, file: str, change) -> str:
        """What the checker prints when `change` was made to the parsed `file`; asserts that it fails."""
        return self.broken_set(lambda documents: change(documents[file]))

    def broken_set(self, change, *options: str) -> str:
        """The same for a change of all documents together, a dict of file name and parsed document."""
        documents = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(STARTER.glob("*.json"))}
        change(documents)
        with tempfile.TemporaryDirectory() as folder:
            for name, document in documents.items():
                (pathlib.Path(folder) / name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            command = [sys.executable, str(ROOT / "scripts/check_starter.py"), *options, folder]
            run = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(run.returncode, 1, run.stdout[-500:])
            self.assertNotIn("Traceback", run.stderr)
            return run.stdout + run.stderr

    @staticmethod
    def occupation(document: dict, index: int = 0) -> dict:
        return [c for c in document["concepts"] if c.get("kind") == "occupation"][index]

    @staticmethod
    def occupations(documents: dict) -> list:
        return [c for d in documents.values() for c in d.get("concepts", []) if c["kind"] == "occupation"]

    def test_unknown_reference(self):
        self.assertIn("skill/bestaat-niet", self.broken("retail.json", lambda d: self.occupation(d)["requires"]["essential"].append("skill/bestaat-niet")))

    def test_missing_english_label(self):
        self.assertIn("en", self.broken("retail.json", lambda d: self.occupation(d)["label"].pop("en")))

    def test_missing_isco(self):
        self.assertIn("isco", self.broken("retail.json", lambda d: self.occupation(d).pop("isco")))

    def test_too_few_requirements(self):
        def change(d):
            self.occupation(d)["requires"] = {"essential": ["skill/rekenen"]}

        self.broken("retail.json", change)

    def test_near_identical(self):
        def change(d):
            self.occupation(d, 1)["requires"] = self.occupation(d, 0)["requires"]

        self.broken("retail.json", change)

    def test_same_requirement_in_two_tiers(self):
        def change(d):
            requires = self.occupation(d)["requires"]
            requires["somewhat"].append(requires["essential"][0])

        self.broken("retail.json", change)

    def test_duplicate_id(self):
        self.broken("retail.json", lambda d: d["concepts"].append(dict(d["concepts"][0])))

    def test_duplicate_id_in_a_file_read_only_for_ids(self):
        document = json.loads((STARTER / "retail.json").read_text(encoding="utf-8"))
        document["concepts"].append(self.occupation(json.loads((STARTER / "horeca.json").read_text(encoding="utf-8"))))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "retail.json"
            path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            command = [sys.executable, str(ROOT / "scripts/check_starter.py"), "--partial", str(path)]
            run = subprocess.run(command, capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stdout[-500:])
        self.assertIn("is defined twice (also in horeca.json)", run.stdout)

    def test_course_without_hours(self):
        self.broken("retail.json", lambda d: d["courses"][0].pop("hours"))

    def test_course_of_unknown_type(self):
        self.broken("retail.json", lambda d: d["courses"][0].update(type="seminar"))

    # What the measures over the whole set find.
    def test_general_skill_essential_for_too_many(self):
        def change(documents):
            occupations = self.occupations(documents)
            for occupation in occupations[:len(occupations) * 2 // 5]:
                requires = occupation["requires"]
                for tier in requires:
                    requires[tier] = [t for t in requires[tier] if t != "skill/rekenen"]
                requires["essential"].append("skill/rekenen")

        self.assertRegex(self.broken_set(change), r"skill/rekenen: is essential for \d+ of \d+ occupations")

    def test_general_skills_essential_nowhere(self):
        def change(documents):
            general = {c["id"] for c in documents["skills.json"]["concepts"] if c["kind"] == "skill"}
            for occupation in self.occupations(documents):
                requires = occupation["requires"]
                moved = [t for t in requires["essential"] if (t if isinstance(t, str) else t["id"]) in general]
                requires["essential"] = [t for t in requires["essential"] if t not in moved]
                requires["important"] += moved

        self.assertIn("general skills are essential for no occupation", self.broken_set(change))

    def test_everything_alike(self):
        def change(documents):
            # Half of each profile is the same everywhere: no two occupations are copies, but all look alike.
            common = [f"skill/{s}" for s in ("samenwerken", "plannen", "rekenen", "schrijven", "presenteren", "organiseren", "adviseren",
                                             "instrueren", "meten", "administreren", "netwerken", "improviseren")]
            for occupation in self.occupations(documents):
                requires = occupation["requires"]
                for tier in requires:
                    requires[tier] = [t for t in requires[tier] if t not in common]
                requires["important"] += common

        self.assertIn("the median overlap of occupations of different sectors is", self.broken_set(change))

    def test_siblings_unlike(self):
        def change(documents):
            # Every occupation gets the profile of another, far down the list.
            occupations = self.occupations(documents)
            requires = [o["requires"] for o in occupations]
            for index, occupation in enumerate(occupations):
                occupation["requires"] = requires[(index + len(requires) // 2) % len(requires)]

        self.assertIn("the median overlap of occupations of one ISCO minor group is", self.broken_set(change))

    def test_copy_outside_its_group(self):
        def change(document):
            first, second = self.occupation(document, 0), self.occupation(document, 1)
            self.assertNotEqual(first["isco"], second["isco"])
            second["requires"] = json.loads(json.dumps(first["requires"]))
            second["requires"]["somewhat"].pop()

        self.assertRegex(self.broken("retail.json", change), r"is a copy of occupation/\S+ \(overlap 0\.9")

    def test_too_few_titles_on_average(self):
        def change(documents):
            for occupation in self.occupations(documents):
                occupation["alt"]["nl"] = occupation["alt"]["nl"][:2]

        self.assertIn("2.0 alternative Dutch titles on average", self.broken_set(change))

    def test_full_set_is_counted(self):
        def change(documents):
            for name in list(documents):
                if any(c["kind"] == "occupation" for c in documents[name].get("concepts", [])) and name != "zorg-en-welzijn.json":
                    del documents[name]

        found = self.broken_set(change, "--full")
        for what in ("occupations", "tasks", "courses", "occupation-specific skills"):
            self.assertRegex(found, rf"holds \d+ {what}; at least \d+ are wanted in the full set")
        self.assertIn("occupations at NLQF 1 to 2", found)
        self.assertIn('face_validity.json: occupation/kapper: stands in a "good" transition', found)
        self.assertIn("origins.json: occupation/kassamedewerker: is no occupation of the set", found)
        self.assertIn("sector/retail: holds 0 occupations; at least", found)

    # Wholes and their parts.
    @staticmethod
    def course(document: dict, ident: str) -> dict:
        return next(c for c in document["courses"] if c["id"] == ident)

    def whole(self, **change) -> str:
        """What the checker prints when this changes in a certificate that is a part of a diploma and has two parts itself."""
        return self.broken("logistiek-en-transport.json", lambda d: self.course(d, "course/mbo-certificaat-magazijn-basis").update(change))

    def test_part_that_is_not_there(self):
        found = self.whole(parts=["course/bestaat-niet", "course/praktijkverklaring-voorraad-tellen"])
        self.assertIn("has the part course/bestaat-niet, which is not defined", found)

    def test_one_part_only(self):
        self.assertIn("is not a list of two or more different course ids", self.whole(parts=["course/praktijkverklaring-voorraad-tellen"]))

    def test_parts_in_a_circle(self):
        found = self.whole(parts=["course/diploma-logistiek-medewerker", "course/praktijkverklaring-voorraad-tellen"])
        self.assertIn("course/mbo-certificaat-magazijn-basis: is a part of its own parts", found)
        self.assertIn("course/diploma-logistiek-medewerker: is a part of its own parts", found)

    def test_part_of_an_odd_type(self):
        found = self.whole(parts=["course/schipperscertificaat", "course/praktijkverklaring-voorraad-tellen"])
        self.assertIn("course/mbo-certificaat-magazijn-basis: of type mbo-certificaat has the part course/schipperscertificaat of type", found)

    def test_hours_weeks_and_costs_of_parts(self):
        self.assertRegex(self.whole(hours=400), r"is 400 hours, its parts 2\d\d; they may differ by 15 %")
        self.assertRegex(self.whole(weeks=40), r"takes 40 weeks, its longest part \d+ and all one after the other \d+")
        self.assertRegex(self.whole(weeks=2), r"takes 2 weeks, its longest part \d+ and all one after the other \d+")
        self.assertRegex(self.whole(cost={"min": 5000, "max": 6000}), r"costs 5000 to 6000 euro, its parts 0 to \d+")

    def test_parts_teach_what_the_whole_teaches(self):
        def change(document):
            part = self.course(document, "course/praktijkverklaring-voorraad-tellen")
            part["teaches"] = ["skill/schilderen", {"id": "knowledge/magazijnbeheer", "level": 3}]

        found = self.broken("logistiek-en-transport.json", change)
        self.assertIn("does not teach skill/schilderen, which its part", found)
        self.assertIn("teaches knowledge/magazijnbeheer to level 2, its part course/praktijkverklaring-voorraad-tellen to 3", found)
        self.assertIn("teaches skill/voorraad-beheren, but none of its parts does", found)

    def test_parts_teach_as_far_as_the_whole(self):
        def change(document):
            for part in ("course/praktijkverklaring-voorraad-tellen", "course/praktijkverklaring-goederen-opslaan"):
                self.course(document, part)["teaches"][-1]["level"] = 1

        self.assertIn("teaches knowledge/magazijnbeheer to level 2, its parts to 1", self.broken("logistiek-en-transport.json", change))

    def test_parts_are_open_to_whom_the_whole_is_open(self):
        self.assertIn("entry level 0 is below that of its part", self.whole(entry={"nlqf": 0, "requires": []}))
        self.assertIn("nlqf level 1 is below that of its part", self.whole(nlqf=1))

        def change(document):
            self.course(document, "course/praktijkverklaring-voorraad-tellen")["entry"]["requires"] = ["skill/programmeren"]

        self.assertIn("which asks skill/programmeren at entry", self.broken("logistiek-en-transport.json", change))

    def test_paths(self):
        self.assertIn("names 'path/bestaat-niet', which is not in the table of README.md", self.whole(paths=["path/bestaat-niet"]))

        def change(document):
            next(c for c in document["courses"] if c.get("nlqf") == 6)["paths"] = ["path/ict"]

        self.assertIn("is in path/ict, but is no practice statement", self.broken("zorg-en-welzijn.json", change))

    # What --full asks besides numbers.
    def test_chain_in_every_sector(self):
        def change(documents):
            for course in documents["horeca.json"]["courses"]:
                course.pop("parts", None)

        self.assertIn("sector/horeca: has practice statements, certificates and diplomas, but no chain of parts", self.broken_set(change, "--full"))

    def test_long_descriptions(self):
        def change(documents):
            occupation = self.occupation(documents["retail.json"])
            occupation["definition"]["nl"] = "Een zin die maar doorgaat. " * 3
            occupation["definition"]["en"] = "word " * 24 + "end."

        found = self.broken_set(change, "--full")
        self.assertIn('"definition" in "nl" has 3 sentences; write one or two', found)
        self.assertIn('"definition" in "en" has a sentence of 25 words', found)

    def test_links_conditions_levels_and_origins(self):
        def change(documents):
            for concept in documents["skills.json"]["concepts"]:
                concept.pop("match", None)
            for concept in documents["knowledge.json"]["concepts"]:
                if concept["kind"] == "knowledge":
                    concept["notation"] = "4711"
            for occupation in self.occupations(documents):
                occupation["conditions"]["not"] = [c for c in occupation["conditions"].get("not", []) if c != "condition/tillen"]
                occupation["nlqf"] = max(2, occupation["nlqf"])

        found = self.broken_set(change, "--full")
        self.assertIn("matches 0 of", found)
        self.assertIn("has the notation '4711'; give its ISCED-F 2013 field", found)
        self.assertIn("condition/tillen: is graded not by no occupation", found)
        self.assertIn("holds 0 occupations at NLQF 1; at least", found)


if __name__ == "__main__":
    unittest.main()
