# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The starter checker finds faults: each case breaks a copy of the starter taxonomy in one way and expects the error."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STARTER = ROOT / "taxonomy" / "starter"


class Checker(unittest.TestCase):
    def broken(self, file: str, change) -> str:
        """What the checker prints when `change` was made to the parsed `file`; asserts that it fails."""
        with tempfile.TemporaryDirectory() as folder:
            for path in STARTER.glob("*.json"):
                shutil.copy(path, folder)
            path = pathlib.Path(folder) / file
            document = json.loads(path.read_text(encoding="utf-8"))
            change(document)
            path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
            run = subprocess.run([sys.executable, str(ROOT / "scripts/check_starter.py"), folder], capture_output=True, text=True)
            self.assertEqual(run.returncode, 1, run.stdout[-500:])
            self.assertNotIn("Traceback", run.stderr)
            return run.stdout + run.stderr

    @staticmethod
    def occupation(document: dict, index: int = 0) -> dict:
        return [c for c in document["concepts"] if c.get("kind") == "occupation"][index]

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

    def test_course_without_hours(self):
        self.broken("retail.json", lambda d: d["courses"][0].pop("hours"))

    def test_course_of_unknown_type(self):
        self.broken("retail.json", lambda d: d["courses"][0].update(type="seminar"))


if __name__ == "__main__":
    unittest.main()
