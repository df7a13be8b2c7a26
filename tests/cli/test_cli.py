# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Tests of the program `overstap`, run as a user runs it. Python's standard library only.

    python3 tests/cli/test_cli.py PATH_TO_OVERSTAP [unittest arguments]

The last line is "N passed, N failed". The folder OVERSTAP_SHARED_DATA (default: ../shared/data beside the checkout) is used where it holds esco-1.2.0.
It does not check the content of the starter taxonomy beyond a few titles that are to stay.
"""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
OK, NO, USAGE, AMBIGUOUS, NOT_FOUND, BAD_FILE, IO = 0, 1, 2, 3, 4, 5, 6
INTERNAL = 9
FROM, TO, OTHER = "kassamedewerker", "beveiliger", "verzorgende ig"
SCORE_ONE = 2**20


def occupation(slug, title, alt=(), skills=(), **more):
    entry = {"id": "occupation/" + slug, "kind": "occupation", "label": {"nl": title, "en": title + " (en)"}, "alt": {"nl": list(alt)}}
    if skills:
        entry["requires"] = {"essential": ["skill/" + s for s in skills[:2]], "important": ["skill/" + s for s in skills[2:]]}
    entry.update(more)
    return entry


def small_taxonomy():
    """Five occupations: two share the name "chef", one says too little, one shares nothing with the others."""
    skills = ["bakken", "koken", "snijden", "serveren", "rekenen", "leiden", "graven", "metselen", "hijsen"]
    return {
        "overstap": 1,
        "base": "urn:test:",
        "about": {"name": {"nl": "Proef", "en": "Trial"}, "edition": "7"},
        "concepts": [{"id": "skill/" + s, "kind": "skill", "label": {"nl": s.capitalize(), "en": "To " + s}} for s in skills]
        + [
            occupation("kok", "Kok", ["chef"], ["koken", "bakken", "snijden", "rekenen"]),
            occupation("bedrijfsleider", "Bedrijfsleider", ["chef"], ["leiden", "rekenen", "serveren"]),
            occupation("ober", "Ober", [], ["serveren", "rekenen", "snijden"]),
            occupation("metselaar", "Metselaar", [], ["graven", "metselen", "hijsen"]),
            occupation("stagiair", "Stagiair", [], ["koken"]),
        ],
        "courses": [
            {"id": "course/koken", "type": "short-course", "label": {"nl": "Leren koken", "en": "Learn to cook"},
             "teaches": ["skill/koken", "skill/bakken"], "hours": 40, "cost": {"min": 1250, "max": 2500}, "entry": {"nlqf": 3}},
        ],
    }


class Case(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = cls.holder.name

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else json.dumps(content).encode())
        return self.path(name)

    def run_program(self, *arguments, env=None, timeout=120, **more):
        environment = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL")}
        environment.update(env or {})
        more.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([PROGRAM, *arguments], env=environment, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=timeout, **more)

    def run_ok(self, *arguments, exit_code=OK, env=None):
        """Standard output of a run that must end with `exit_code`. Nothing is on standard error when all is well."""
        run = self.run_program(*arguments, env=env)
        self.assertEqual(run.returncode, exit_code, f"{arguments}\n{run.stdout.decode()[-2000:]}\n{run.stderr.decode()}")
        if exit_code == OK:
            self.assertEqual(run.stderr.decode(), "")
        return run.stdout.decode()

    def run_json(self, *arguments, exit_code=OK):
        text = self.run_ok(*arguments, "--json", exit_code=exit_code)
        self.assertEqual(text.count("\n"), 1, "one line")
        return json.loads(text)

    def run_error(self, exit_code, *arguments, env=None):
        """Standard error of a run that must fail with `exit_code`, and say nothing on standard output."""
        run = self.run_program(*arguments, env=env)
        self.assertEqual(run.returncode, exit_code, f"{arguments}\n{run.stdout.decode()[-2000:]}\n{run.stderr.decode()}")
        self.assertEqual(run.stdout, b"")
        self.assertTrue(run.stderr.startswith(b"overstap: "), run.stderr)
        return run.stderr.decode()

    def check_width(self, text, most=80):
        for line in text.splitlines():
            self.assertLessEqual(len(line), most, line)
            self.assertEqual(line, line.rstrip())


ACCOUNT = "urn:overstap:funding:leerrekening"


class Funding(Case):
    """Small rules and courses, so that every amount can be worked out by hand."""

    def setUp(self):
        text = lambda word: {"nl": word, "en": word}
        fact = lambda name: {"ask": text(name + "?"), "yes": text(name + " ja."), "no": text(name + " nee.")}
        source = [{"title": "Bron van de proef", "says": "all", "read": "2026-11-29", "basis": "notes"}]
        rule = lambda name, **more: {"id": name, "name": text("Regel " + name), "description": text("Over " + name), "kind": "fund", "status": "in-force", "applicant": "person",
                                     "share": 50, "periods": [{"from": "2026-01-01", "until": "2026-12-31"}], "sources": source, **more}
        self.rules = self.write("rules.json", {"overstap_funding": 1, "base": "urn:proef:", "facts": {"lid": fact("lid")}, "rules": [
            rule("half", needs=[{"fact": "lid"}], documents=[text("Een factuur")]), rule("jaar", share=100, maximum={"euro": 600, "per": "year"}, course={"nlqf": {"through": 4}}),
            rule("plan", status="draft", periods=[])]})
        courses = [{"id": "course/" + name, "type": "short-course", "label": {"nl": name}, "teaches": ["skill/" + name], "cost": 1000, "weeks": 2, "hours": 8, "nlqf": 3} for name in ("koken", "bakken")]
        self.data = ("--taxonomy", self.write("small.json", small_taxonomy() | {"courses": []}), "--catalogue",
                     self.write("courses.json", {"overstap": 1, "base": "urn:test:", "courses": courses + [{"id": "course/duur", "type": "diploma", "label": {"nl": "duur"}}]}))
        self.own = ("--rules", self.rules, "--own-rules-only", "--date", "2026-06-01")

    def funding(self, *arguments, exit_code=OK):
        return self.run_json("funding", *arguments, *self.data, exit_code=exit_code)

    def verdicts(self, course):
        return {v["rule"].rsplit(":", 1)[1]: v["verdict"] for v in course["verdicts"]}

    def test_yes_no_and_unknown_with_amounts_and_the_day(self):
        result = self.funding("koken", "urn:test:course/duur", *self.own)
        cooking, dear = result["courses"]
        self.assertEqual(result["date"], "2026-06-01")
        self.assertEqual(self.verdicts(cooking), {"half": "unknown", "jaar": "yes"})
        self.assertEqual(self.verdicts(dear), {"half": "unknown", "jaar": "unknown"})  # an unknown level is not low
        self.assertEqual(cooking["verdicts"][0]["points"], [{"topic": "fact", "fact": "lid", "date": None, "text": "lid?"}])
        self.assertEqual(cooking["certain"], {"rules": ["urn:proef:jaar"], "cost_min": 400, "cost_max": 400})
        self.assertEqual(cooking["possible"], cooking["certain"])
        self.assertEqual(dear["certain"], {"rules": [], "cost_min": None, "cost_max": None})
        self.assertEqual(result["drafts_left_out"], 1)
        self.assertEqual(result["rules"][0]["sources"][0]["read"], "2026-11-29")
        late = self.funding("koken", "--rules", self.rules, "--own-rules-only", "--date", "2027-01-01", exit_code=NO)["courses"][0]
        self.assertEqual(late["verdicts"][1]["points"][0]["text"], "Te laat; de laatste dag was 31 december 2026.")
        self.assertEqual(self.verdicts(self.funding("koken", *self.own, "--drafts")["courses"][0])["plan"], "unknown")

    def test_facts_a_context_and_what_comes_over_it(self):
        context = self.write("context.json", {"overstap_funding_context": 1, "facts": {"lid": False}, "employment": ["employed"]})
        half = lambda *more: self.verdicts(self.funding("koken", *self.own, *more)["courses"][0])["half"]
        self.assertEqual(half("--context", context), "no")
        self.assertEqual(half("--context", context, "--fact", "lid=ja"), "yes")
        self.assertEqual(half("--context", context, "--fact", "lid=unknown"), "unknown")
        self.assertEqual(half("--fact", "employment=job-seeking,employed", "--fact", "employer_size=small", "--fact", "start=2026-07-01", "--fact", "lid=no"), "no")
        self.assertIn("lid", self.run_error(USAGE, "funding", "koken", *self.own, *self.data, "--fact", "lit=ja"))
        for wrong in ("lid", "lid=perhaps", "employment=rich", "employer_size=huge", "start=soon", "=ja"):
            self.run_error(USAGE, "funding", "koken", *self.own, *self.data, "--fact", wrong)
        self.write("context.json", '{"overstap_funding_context": 1,\n "name": "Niemand"}')
        error = self.run_error(BAD_FILE, "funding", "koken", *self.own, *self.data, "--context", context)
        self.assertIn("context.json:2:2", error)
        self.assertNotIn("Niemand", error)

    def test_the_built_in_rules(self):
        course = lambda *more: self.funding("koken", *more)["courses"][0]
        self.assertEqual(self.verdicts(course("--date", "2026-11-29")), {"leerrekening": "unknown", "slim-scholingssubsidie": "unknown", "stap-budget": "no"})
        self.assertEqual(course("--date", "2026-11-29", "--balance", ACCOUNT + "=300")["certain"]["cost_max"], 700)
        for date in ("2024-01-01", "2030-06-01"):  # ended on 1 January 2024
            self.assertEqual(self.verdicts(course("--date", date))["stap-budget"], "no")
        self.assertEqual(len(course("--date", "2026-11-29", "--rules", self.rules)["verdicts"]), 5)  # beside them
        for wrong in (ACCOUNT + "=-1", ACCOUNT + "=1000001", ACCOUNT + "=3x", "urn:nowhere=5", "5"):
            self.assertIn(ACCOUNT, self.run_error(USAGE, "funding", "koken", *self.data, "--balance", wrong))

    def test_together_a_yearly_maximum_is_given_once(self):
        self.assertIsNone(self.funding("koken", "bakken", *self.own)["total"])
        result = self.funding("koken", "bakken", *self.own, "--together", "--fact", "lid=ja")
        self.assertEqual([c["certain"]["cost_max"] for c in result["courses"]], [400, 500])
        self.assertEqual(result["total"], {"cost_min": 2000, "cost_max": 2000, "certain_min": 900, "certain_max": 900, "possible_min": 900, "possible_max": 900, "unpriced": 0})

    def test_text_is_narrow_and_names_rule_source_and_day(self):
        for lang, words in (("nl", ("mogelijk: Regel jaar, 100%, \u20ac 600", "onbekend: Regel half", "Nog te weten: lid?", "1 juni 2026", "tot en met 31 december 2026", "Een factuur", "Bron van de proef",
                                    "Nog te betalen: \u20ac 400 (Regel jaar)", "--drafts")),
                            ("en", ("possible: Regel jaar, 100%, \u20ac600", "To find out: lid?", "1 June 2026", "Left to pay: \u20ac400 (Regel jaar)"))):
            text = self.run_ok("funding", "koken", *self.own, *self.data, "--lang", lang)
            self.check_width(text)
            flat = " ".join(text.split())
            for word in words:
                self.assertIn(word, flat)
        self.assertIn("samen", self.run_ok("funding", "koken", "bakken", "--together", *self.own, *self.data))

    def test_beside_courses_and_plans(self):
        to = ("ober", "--to", "kok", *self.data)
        plain = self.run_json("courses", *to)
        result = self.run_json("courses", *to, "--funding", *self.own)
        self.assertEqual(result["courses"], plain)
        self.assertEqual([c["uri"] for c in result["funding"]["courses"]], [c["uri"] for c in plain["courses"]])
        plain = self.run_json("plan", *to)
        result = self.run_json("plan", *to, "--funding", *self.own)
        self.assertEqual(result["plans"], plain)
        self.assertEqual(len(result["funding"]), 3)
        for plan, funding in zip(plain["plans"], result["funding"]):
            self.assertEqual([c["uri"] for c in funding["courses"]], [c["uri"] for c in plan["courses"]])
            self.assertEqual(funding["total"]["cost_max"], plan["cost_max"])
        whole = max(result["funding"], key=lambda f: len(f["courses"]))["total"]
        self.assertEqual((whole["cost_max"], whole["certain_max"]), (2000, 1400))
        for command in ("courses", "plan"):
            text = self.run_ok(command, *to, "--funding", *self.own)
            self.check_width(text)
            self.assertIn("Vergoeding: mogelijk: Regel jaar", " ".join(text.split()))
            self.assertIn("--funding", self.run_error(USAGE, command, *to, "--drafts"))
        self.assertIn("Alle cursussen samen: \u20ac 2.000. Nog te betalen na wat mogelijk is: \u20ac 1.400", " ".join(self.run_ok("plan", *to, "--funding", *self.own).split()))

    def test_what_is_not_there_or_cannot_be(self):
        self.assertIn("urn:test:course/koken", self.run_error(NOT_FOUND, "funding", "kok", *self.data))
        self.run_error(NOT_FOUND, "funding", "zwemmen", *self.data)
        self.assertIn("2026-11-29", self.run_error(USAGE, "funding", "koken", "--date", "morgen", *self.data))
        self.run_error(USAGE, "funding", *self.data)
        self.run_error(USAGE, "funding", "koken", *self.data[:2])  # a taxonomy of one's own without courses
        self.run_error(IO, "funding", "koken", "--rules", self.path("nowhere.json"), *self.data)
        bad = self.write("bad.json", '{"overstap_funding": 1,\n "rules": [{}]}')
        self.assertIn("bad.json:2:12", self.run_error(BAD_FILE, "funding", "koken", "--rules", bad, *self.data))
        self.assertIn("rules.json", self.run_error(BAD_FILE, "funding", "koken", "--rules", self.rules, "--rules", self.rules, *self.data))


class General(Case):
    def test_help_of_every_command_has_a_dutch_line(self):
        for command in ([], ["transitions"], ["explain"], ["gap"], ["courses"], ["plan"], ["path"], ["demand"], ["unlock"], ["funding"], ["matrix"], ["evaluate"], ["search"], ["import"], ["import", "competentnl"], ["import", "esco"],
                        ["import", "json"], ["import", "onet"], ["import", "edudex"], ["import", "oeapi"], ["overlay"], ["export"], ["diff"], ["translate"], ["info"], ["validate"]):
            text = self.run_ok(*command, "--help")
            self.assertIn("\nNL: ", text)
            self.assertIn("Usage: " + " ".join(["overstap"] + command), text)

    def test_help_documents_exit_codes_and_language(self):
        text = self.run_ok("--help")
        for word in ("Exit codes: 0", "LC_ALL", "CompetentNL"):
            self.assertIn(word, text)

    def test_version(self):
        self.assertRegex(self.run_ok("--version"), r"^overstap \d+\.\d+\.\d+\n$")

    def test_wrong_usage(self):
        for arguments in ([], ["nonsense"], ["search"], ["explain", FROM], ["transitions", FROM, "--nonsense"], ["transitions", FROM, "--limit", "0"],
                          ["transitions", FROM, "--limit", "x"], ["transitions", FROM, "--limit", "-1"], ["transitions", FROM, "--courses", "-1"],
                          ["transitions", FROM, "--limit", "99999999999999999999"], ["transitions", FROM, "--level", "9"], ["transitions", FROM, "--lang", "de"],
                          ["courses", FROM, "--to", TO, "--order", "fun"], ["plan", FROM], ["plan", FROM, "--to", TO, "--goal", "best"],
                          ["plan", FROM, "--to", TO, "--money", "-1"], ["plan", FROM, "--to", TO, "--ready", "0"], ["plan", FROM, "--to", TO, "--max-nodes", "0"], ["import"], ["import", "esco", "."], ["import", "edudex", "-o", "x"], ["import", "oeapi", "."], ["matrix", "--threads", "0"], ["export"],
                          ["export", "parquet"], ["diff", "a"], ["translate", FROM], ["overlay", "a"], ["diff", "a", "b", "--limit", "0"]):
            with self.subTest(arguments):
                self.assertIn("--help", self.run_error(USAGE, *arguments))
        self.assertIn("--skill", self.run_error(USAGE, "transitions"))

    def test_unknown_command_is_named(self):
        self.assertIn("nonsense", self.run_error(USAGE, "nonsense"))

    def test_language_from_the_environment(self):
        cases = [({}, "nl"), ({"LANG": "nl_NL.UTF-8"}, "nl"), ({"LANG": "C.UTF-8"}, "nl"), ({"LANG": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "en_US.UTF-8", "LANG": "nl_NL"}, "en"),
                 ({"LC_ALL": "nl_NL.UTF-8", "LANG": "en_GB"}, "nl"), ({"LC_ALL": "", "LANG": "en_GB"}, "en")]
        for env, language in cases:
            with self.subTest(env):
                self.assertIn("Werk tot nu toe:" if language == "nl" else "Work so far:", self.run_ok("transitions", FROM, env=env))
        self.assertIn("Work so far:", self.run_ok("transitions", FROM, "--lang", "en", env={"LANG": "nl_NL"}))
        self.assertIn("niet begrepen", self.run_error(USAGE, "transitions", FROM, "--nonsense"))
        self.assertIn("not understood", self.run_error(USAGE, "transitions", FROM, "--nonsense", "--lang", "en"))


class Titles(Case):
    def test_case_and_diacritics_do_not_matter(self):
        expected = self.run_ok("transitions", FROM)
        for title in ("KASSAMEDEWERKER", "Kassamedewerker", " kassamedewerker ", "kassière", "kassie\u0300re", "KASSIERE"):
            with self.subTest(title):
                self.assertEqual(self.run_ok("transitions", title), expected)

    def test_not_found_suggests(self):
        error = self.run_error(NOT_FOUND, "transitions", "kasamedewerker")
        self.assertIn("Bedoelt u:", error)
        self.assertIn("Kassamedewerker", error)
        self.assertIn("Did you mean:", self.run_error(NOT_FOUND, "transitions", "kasamedewerker", "--lang", "en"))
        self.assertIn("overstap search", self.run_error(NOT_FOUND, "transitions", "qqqqqqqqqqq"))

    def test_odd_titles_are_not_found(self):
        for title in ("", " ", "?", "import", "gap", "\u202e", "x" * 100000, "[a,b]", "%s%n", "$0"):
            with self.subTest(title[:20]):
                self.run_error(NOT_FOUND, "transitions", "--", title)

    def test_bytes_that_are_not_utf8(self):
        for command in ("transitions", "search"):
            run = self.run_program(command, b"kassi\xe8re", "--json")
            self.assertIn(run.returncode, (OK, NO, NOT_FOUND))
            run.stderr.decode()
            if run.stdout:
                json.loads(run.stdout)

    def test_terminal_controls_in_a_title_are_not_echoed(self):
        self.assertNotIn("\x1b", self.run_error(NOT_FOUND, "transitions", "\x1b[2J\x9b31m"))

    def test_ambiguous_title_lists_choices(self):
        taxonomy = self.write("small.json", small_taxonomy())
        for option in ([], ["--to"]):
            arguments = ["transitions", "chef"] if not option else ["explain", "kok", "--to", "chef"]
            error = self.run_error(AMBIGUOUS, *arguments, "--taxonomy", taxonomy)
            self.assertIn("urn:test:occupation/kok", error)
            self.assertIn("urn:test:occupation/bedrijfsleider", error)
        self.run_ok("transitions", "urn:test:occupation/kok", "--taxonomy", taxonomy)

    def test_target_and_skill_not_found(self):
        self.run_error(NOT_FOUND, "explain", FROM, "--to", "qqqqqqq")
        self.run_error(NOT_FOUND, "transitions", FROM, "--skill", "urn:nothing:3")

    def test_something_a_person_cannot_have(self):
        uri = json.loads(self.run_ok("search", TO, "--json"))["hits"][0]["uri"]
        self.assertIn(uri, self.run_error(USAGE, "transitions", FROM, "--skill", uri))


class Search(Case):
    def test_search(self):
        self.assertIn("Kassamedewerker", self.run_ok("search", "kassa"))
        hits = self.run_json("search", FROM)["hits"]
        self.assertEqual(hits[0]["label"], "Kassamedewerker")
        self.assertEqual(hits[0]["match"], "preferred")

    def test_words_need_no_quotes(self):
        self.assertEqual(self.run_json("search", "verzorgende", "ig"), self.run_json("search", OTHER))

    def test_limit(self):
        self.assertEqual(len(self.run_json("search", "medewerker", "--limit", "3")["hits"]), 3)

    def test_nothing(self):
        self.assertEqual(self.run_json("search", "qqqqqqqqqqq", exit_code=NO)["hits"], [])
        run = self.run_program("search", "qqqqqqqqqqq")
        self.assertEqual((run.returncode, run.stdout), (NO, b""))
        self.assertIn(b"qqqqqqqqqqq", run.stderr)


class Transitions(Case):
    def test_dutch_text(self):
        text = self.run_ok("transitions", FROM)
        self.check_width(text)
        self.assertIn("CompetentNL", text)
        self.assertIn("Werk tot nu toe: Kassamedewerker", text)
        rows = re.findall(r"^ ?(\d+)  .*score (\d,\d\d)  klaar +(\d+)%$", text, re.M)
        self.assertEqual([int(r[0]) for r in rows], list(range(1, 11)))
        self.assertEqual([r[1] for r in rows], sorted((r[1] for r in rows), reverse=True))
        self.assertIn("Nog te leren:", text)
        self.assertRegex(text, r"(?m)^    - .*: \d+%, ")
        self.assertNotRegex(text, r"\d\.\d\d\b(?!\d)")

    def test_english_text(self):
        text = self.run_ok("transitions", FROM, "--lang", "en")
        self.check_width(text)
        self.assertIn("not CompetentNL", text)
        self.assertEqual(len(re.findall(r"score \d\.\d\d  ready +\d+%$", text, re.M)), 10)
        self.assertIn("To learn:", text)

    def test_json(self):
        result = self.run_json("transitions", FROM, "--limit", "5")
        self.assertEqual(result["status"], "ok")
        self.assertEqual([m["label"] for m in result["from"]], ["Kassamedewerker"])
        units = [m["score_units"] for m in result["matches"]]
        self.assertEqual(len(units), 5)
        self.assertEqual(units, sorted(units, reverse=True))
        for match in result["matches"]:
            self.assertAlmostEqual(match["score"], match["score_units"] / SCORE_ONE, places=6)
            self.assertTrue(match["reason"])
            self.assertIn(match["band"], ("none", "some", "good", "strong"))
            self.assertTrue(0 <= match["percentile"] <= 1)
        self.assertRegex(result["model"], "^[0-9a-f]{32}$")
        self.assertEqual(result["strong_match"], result["matches"][0]["band"] == "strong")
        self.assertIn(result["confidence"], ("low", "medium", "high"))
        self.assertGreaterEqual(result["items"], result["items_needed"])
        english = self.run_json("transitions", FROM, "--limit", "5", "--lang", "en")
        self.assertEqual([m["uri"] for m in english["matches"]], [m["uri"] for m in result["matches"]])

    def test_json_has_courses_when_asked(self):
        result = self.run_json("transitions", FROM, "--limit", "4", "--courses", "2")
        self.assertEqual(result["ranking"], self.run_json("transitions", FROM, "--limit", "4"))
        self.assertEqual(result["ranking"], self.run_json("transitions", FROM, "--limit", "4", "--courses", "0"))
        self.assertEqual([c["uri"] for c in result["courses"]], [m["uri"] for m in result["ranking"]["matches"]])
        self.assertTrue(any(c["courses"] for c in result["courses"]))
        self.assertTrue(all(len(c["courses"]) <= 2 for c in result["courses"]))

    def test_courses_can_be_left_out(self):
        self.assertNotRegex(self.run_ok("transitions", FROM, "--courses", "0"), r"(?m)^    - ")

    def test_several_jobs(self):
        result = self.run_json("transitions", FROM, OTHER)
        self.assertEqual(sorted(m["label"] for m in result["from"]), ["Kassamedewerker", "Verzorgende IG"])
        self.assertFalse({m["uri"] for m in result["from"]} & {m["uri"] for m in result["matches"]})

    def test_skill_by_uri_level_and_name(self):
        missing = [r for r in self.run_json("gap", FROM, "--to", TO)["gap"] if r["kind"] == "skill"][0]
        for skill in (missing["uri"], missing["uri"] + ":4", missing["label"], missing["label"].upper() + ":4"):
            with self.subTest(skill):
                after = self.run_json("gap", FROM, "--skill", skill, "--to", TO)
                self.assertIn(missing["uri"], [r["uri"] for r in after["matched"]])
                self.assertNotIn(missing["uri"], [r["uri"] for r in after["gap"]])

    def test_skill_takes_one_value(self):
        missing = self.run_json("gap", FROM, "--to", TO)["gap"][0]["uri"]
        self.assertEqual(len(self.run_json("transitions", "--skill", missing, FROM, OTHER)["from"]), 2)

    def test_level_of_education(self):
        self.assertIn("niet opgegeven", self.run_ok("transitions", FROM))
        self.assertIn("Opleidingsniveau: niveau 4+", self.run_ok("transitions", FROM, "--level", "4+"))
        self.assertEqual(self.run_json("gap", FROM, "--to", TO, "--level", "4+")["nlqf_have"], "4+")

    def test_too_little_data(self):
        skill = [r for r in self.run_json("gap", FROM, "--to", TO)["gap"] if r["kind"] == "skill"][0]["uri"]
        self.assertIn("Te weinig gegevens", self.run_ok("transitions", "--skill", skill, exit_code=NO))
        self.assertEqual(self.run_json("transitions", "--skill", skill, exit_code=NO)["status"], "too_little_data")

    def test_too_little_data_is_told_of_occupations(self):
        taxonomy = self.write("small.json", small_taxonomy())
        self.assertIn("te weinig gegevens: 1 beroepen", self.run_ok("transitions", "kok", "--taxonomy", taxonomy))

    def test_nothing_in_common(self):
        taxonomy = self.write("small.json", small_taxonomy())
        self.run_ok("transitions", "metselaar", "--taxonomy", taxonomy, exit_code=NO)

    def test_courses_of_ones_own(self):
        taxonomy = self.write("small.json", small_taxonomy())
        self.run_error(USAGE, "transitions", "kok", "--taxonomy", taxonomy, "--courses", "1")
        # Compared as they are: of four occupations the average is a quarter of each, and a cook has little else in common with a waiter.
        ober = ["transitions", "ober", "--taxonomy", taxonomy, "--catalogue", taxonomy, "--model", self.write("plain.json", {"overstap_model": 1, "common": 0})]
        dutch = self.run_ok(*ober)
        self.assertIn("Leren koken", dutch)
        self.assertIn("€ 1.250–2.500, 40 uur", dutch)
        self.assertIn("niveau 3", dutch)
        self.assertIn("€1,250–2,500, 40 hours", self.run_ok(*ober, "--lang", "en"))

    def test_catalogue_for_another_taxonomy_warns(self):
        taxonomy = self.write("small.json", small_taxonomy())
        run = self.run_program("transitions", FROM, "--catalogue", taxonomy)
        self.assertEqual(run.returncode, OK)
        self.assertIn(b"2", run.stderr)


class Explain(Case):
    def test_contributions_add_up_and_requirements_are_partitioned(self):
        for origin, target in ((FROM, TO), (OTHER, TO), (TO, FROM), (FROM, FROM)):
            with self.subTest((origin, target)):
                x = self.run_json("explain", origin, "--to", target)
                self.assertEqual(sum(c["score_units"] for c in x["contributions"]), x["score_units"])
                self.assertEqual(sum(d["score_units"] for d in x["dimensions"]), x["score_units"])
                self.assertEqual(sum(r["met"] for r in x["matched"] + x["gap"]), x["readiness"]["met"])
                self.assertEqual(sum(r["weight"] for r in x["matched"] + x["gap"]), x["readiness"]["required"])
                for part in ("met", "required"):
                    self.assertEqual(sum(s[part] for s in x["readiness_by"].values()), x["readiness"][part])
                uris = [r["uri"] for r in x["matched"] + x["gap"]]
                self.assertEqual(len(uris), len(set(uris)))

    def test_score_is_that_of_the_ranking(self):
        ranking = self.run_json("transitions", FROM, "--limit", "1")["matches"][0]
        self.assertEqual(self.run_json("explain", FROM, "--to", ranking["uri"])["score_units"], ranking["score_units"])

    def test_text(self):
        for language, words in (("nl", ("Score 0,", "Grootste bijdragen:", "samen, de score", "U hebt al (", "Nog te leren (", "Werkomstandigheden", "Opleiding:", "Beschermd")),
                                ("en", ("Score 0.", "Largest contributions:", "together, the score", "You have (", "To learn (", "Work conditions", "Education:", "Regulated"))):
            text = self.run_ok("explain", FROM, "--to", TO, "--lang", language)
            self.check_width(text)
            for word in words:
                self.assertIn(word, text)

    def test_all_contributions(self):
        x = self.run_json("explain", FROM, "--to", TO)
        text = self.run_ok("explain", FROM, "--to", TO, "--all")
        block = text[text.index("Grootste bijdragen:"):text.index("samen, de score")]
        self.assertEqual(len(re.findall(r"^  [ -]\d,\d{4}  ", block, re.M)), len(x["contributions"]) + 1)
        self.assertGreater(len(text), len(self.run_ok("explain", FROM, "--to", TO)))

    def test_too_little_data(self):
        taxonomy = self.write("small.json", small_taxonomy())
        x = self.run_json("explain", "kok", "--to", "stagiair", "--taxonomy", taxonomy, exit_code=NO)
        self.assertEqual((x["status"], x["score"]), ("too_little_data", None))
        self.assertIn("te weinig gegevens", self.run_ok("explain", "kok", "--to", "stagiair", "--taxonomy", taxonomy, exit_code=NO))

    def test_gap(self):
        x = self.run_json("explain", FROM, "--to", TO)
        gap = self.run_json("gap", FROM, "--to", TO)
        for key in ("readiness", "matched", "gap", "licences"):
            self.assertEqual(gap[key], x[key])
        for language in ("nl", "en"):
            text = self.run_ok("gap", FROM, "--to", TO, "--lang", language)
            self.check_width(text)
            self.assertNotIn("bijdragen", text)


class Plans(Case):
    def test_text_and_json(self):
        for language in ("nl", "en"):
            text = self.run_ok("plan", FROM, "--to", TO, "--lang", language)
            self.check_width(text)
            self.assertIn("€", text)
        result = self.run_json("plan", FROM, "--to", TO, "--money", "1500", "--weeks", "30", "--ready", "60")
        self.assertEqual(result["limits"], {"money": 1500, "weeks": 30, "hours": None, "ready_percent": 60, "least_fit_percent": 50})
        self.assertEqual([p["goal"] for p in result["plans"]], ["quickest", "cheapest", "coverage"])
        missing = {r["uri"] for r in self.run_json("gap", FROM, "--to", TO)["gap"] + self.run_json("gap", FROM, "--to", TO)["licences"]}
        for plan in result["plans"]:
            courses = plan["courses"]
            self.assertTrue(courses)
            self.assertTrue(plan["optimal"])
            for key in ("cost_min", "cost_max", "weeks"):
                self.assertEqual(plan[key], sum(c[key] for c in courses))
            self.assertLessEqual(plan["cost_max"], 1500)
            self.assertLessEqual(plan["weeks"], 30)
            self.assertEqual(plan["covered"], sum(c["gain"] for c in courses))
            closed = [c["uri"] for course in courses for c in course["closes"]]
            self.assertLessEqual(set(closed), missing)
            self.assertGreaterEqual(plan["ready"], result["ready"])

    def test_no_plan_is_worse_than_another_at_its_own_goal(self):
        for money in ("300", "900", "3000"):
            plans = self.run_json("plan", FROM, "--to", TO, "--money", money, "--ready", "40")["plans"]
            reached = [p for p in plans if p["best_for"] == p["goal"]]
            for plan in reached:
                for other in reached:
                    if plan["goal"] == "coverage":
                        self.assertGreaterEqual(plan["covered"], other["covered"])
                    elif other["goal"] != "coverage" or other["ready"] >= 0.4 and not other["licences_left"]:
                        key = {"cheapest": "cost_max", "quickest": "weeks"}[plan["goal"]]
                        self.assertLessEqual(plan[key], other[key])

    def test_one_goal(self):
        all_three = {p["goal"]: p for p in self.run_json("plan", FROM, "--to", TO)["plans"]}
        for goal in ("quickest", "cheapest", "coverage"):
            self.assertEqual(self.run_json("plan", FROM, "--to", TO, "--goal", goal)["plans"], [all_three[goal]])

    def test_nothing_fits(self):
        result = self.run_json("plan", FROM, "--to", TO, "--money", "0", "--weeks", "0", exit_code=NO)
        self.assertEqual([p["courses"] for p in result["plans"]], [[], [], []])
        self.assertEqual({p["outcome"] for p in result["plans"]}, {"no_courses"})

    def test_a_search_that_stops_says_so(self):
        plan = self.run_json("plan", FROM, "--to", TO, "--goal", "coverage", "--money", "3000", "--max-nodes", "1")["plans"][0]
        if not plan["optimal"]:
            self.assertGreaterEqual(plan["bound"], plan["covered"])


class Unlock(Case):
    def test_text_and_json(self):
        for language in ("nl", "en"):
            self.check_width(self.run_ok("unlock", FROM, "--lang", language))
        result = self.run_json("unlock", FROM, "--ready", "50", "--nearest", "60", "--limit", "4")
        self.assertEqual((result["ready_percent"], result["considered"], len(result["skills"]), len(result["courses"])), (50, 60, 4, 4))
        for kind in ("skills", "courses"):
            counts = [len(u["opens"]) for u in result[kind]]
            self.assertEqual(counts, sorted(counts, reverse=True))

    def test_what_opens_is_ready_once_it_is_learnt(self):
        best = next(u for u in self.run_json("unlock", FROM, "--ready", "40")["skills"] if u["kind"] == "skill" and u["opens"])
        for occupation in best["opens"][:5]:
            before = self.run_json("gap", FROM, "--to", occupation["uri"])["readiness"]
            after = self.run_json("gap", FROM, "--skill", best["uri"], "--to", occupation["uri"])["readiness"]
            self.assertLess(before["share"], 0.4)
            self.assertGreaterEqual(after["met"] * 100, after["required"] * 40)

    def test_all_looks_at_more(self):
        self.assertGreater(self.run_json("unlock", FROM, "--all")["considered"], self.run_json("unlock", FROM)["considered"])


class Paths(Case):
    def test_text_and_json(self):
        for language in ("nl", "en"):
            self.check_width(self.run_ok("path", FROM, "--to", TO, "--lang", language))
        result = self.run_json("path", FROM, "--to", TO, "--money", "1500", "--weeks", "120", "--moves", "3", "--ready", "50", "--stay", "30")
        self.assertEqual(result["limits"], {"moves": 3, "money": 1500, "weeks": 120, "ready_percent": 50, "stay_weeks": 30})
        self.assertTrue(result["paths"])
        for path in result["paths"]:
            self.assertLessEqual(len(path["moves"]), 3)
            self.assertEqual((path["moves"][-1]["kind"], path["moves"][-1]["uri"]), ("work", result["uri"]))
            self.assertEqual(path["cost_max"], sum(m.get("cost_max", 0) for m in path["moves"]))
            self.assertEqual(path["weeks"], sum(m["weeks"] for m in path["moves"]))
            self.assertLessEqual(path["cost_max"], 1500)
            self.assertLessEqual(path["weeks"], 120)
            self.assertGreaterEqual(path["ready"], 0.5)
            self.assertEqual(path["direct"], all(m["uri"] == result["uri"] for m in path["moves"]))
        # None is as good as another in everything.
        weighed = [(p["cost_max"], p["weeks"], -p["ready"]) for p in result["paths"]]
        for a in weighed:
            self.assertFalse(any(b != a and all(x <= y for x, y in zip(b, a)) for b in weighed))

    def test_no_way(self):
        result = self.run_json("path", FROM, "--to", TO, "--moves", "1", "--ready", "100", exit_code=NO)
        self.assertEqual(result["paths"], [])

    def test_a_hidden_occupation_is_on_no_path(self):
        hidden = self.run_json("path", FROM, "--to", TO, "--ready", "50", "--gate", "education=hide")
        for path in hidden["paths"]:
            for move in path["moves"]:
                self.assertFalse(any(g["gate"] == "education" and g["state"] == "stands" for g in move.get("gates", [])))


class Demand(Case):
    def test_text_and_json(self):
        with tempfile.TemporaryDirectory() as folder:
            def write(name, text):
                path = os.path.join(folder, name)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
                return path

            people = write("people.csv", "occupation,number\nkassamedewerker,40\nadministratief medewerker,10\n")
            jobs = write("jobs.csv", "occupation,number\nbeveiliger,25\nkok,5\n")
            files = ("--people", people, "--jobs", jobs)
            for language in ("nl", "en"):
                self.check_width(self.run_ok("demand", *files, "--lang", language))
            result = self.run_json("demand", *files, "--limit", "7")
            self.assertEqual((result["people"], result["jobs"], result["seats"], len(result["skills"])), (50, 30, 30, 7))
            short = [s["short_by"] for s in result["skills"]]
            self.assertEqual(short, sorted(short, reverse=True))
            for skill in result["skills"]:
                self.assertEqual(skill["short_by"], skill["needed"] - skill["have"])
            self.assertEqual(sum(w["jobs"] for w in result["work"]), 30)
            write("jobs.csv", "occupation,number\nkok,5\nniets,1\n")
            self.assertIn("jobs.csv:3", self.run_error(BAD_FILE, "demand", *files))


class Courses(Case):
    def test_text_and_json(self):
        for language in ("nl", "en"):
            text = self.run_ok("courses", FROM, "--to", TO, "--lang", language)
            self.check_width(text)
            self.assertIn("€", text)
        result = self.run_json("courses", FROM, "--to", TO, "--limit", "4")
        self.assertEqual(len(result["courses"]), 4)
        missing = {r["uri"] for r in self.run_json("gap", FROM, "--to", TO)["gap"] + self.run_json("gap", FROM, "--to", TO)["licences"]}
        for course in result["courses"]:
            self.assertTrue(course["closes"])
            self.assertLessEqual({c["uri"] for c in course["closes"]}, missing)

    def test_orders(self):
        def value(c):
            gain = c["gain"] * c["asked"] / c["taught"]
            return {"coverage": gain, "cost": gain / max((c["cost_min"] + c["cost_max"]) // 2, 1), "hours": gain / max(c["hours"], 1)}

        for order in ("coverage", "cost", "hours"):
            found = [c for c in self.run_json("courses", FROM, "--to", TO, "--order", order, "--limit", "100")["courses"] if c["entry"] == "open" and c["hours"] and c["cost_min"] is not None]
            values = [value(c)[order] for c in found]
            for before, after in zip(values, values[1:]):
                self.assertGreaterEqual(before, after * (1 - 1e-9))

    def test_hour_value(self):
        cheap = self.run_json("courses", FROM, "--to", TO, "--hour-value", "0")
        dear = self.run_json("courses", FROM, "--to", TO, "--hour-value", "1000")
        self.assertNotEqual([c["uri"] for c in cheap["courses"]], [c["uri"] for c in dear["courses"]])

    def test_steps_are_those_of_transitions(self):
        first = self.run_json("transitions", FROM, "--courses", "3")["courses"][0]
        steps = self.run_json("courses", FROM, "--to", first["uri"], "--steps", "--least-gain", "10", "--least-fit", "50", "--limit", "3")
        self.assertEqual(steps, first)
        self.assertTrue(steps["courses"])
        self.assertLessEqual(sum(c["gain"] for c in steps["courses"]), steps["gap"])
        for course in steps["courses"]:
            self.assertGreaterEqual(course["asked"] * 2, course["taught"])

    def test_entry_level_too_low(self):
        taxonomy = self.write("small.json", small_taxonomy())

        def entry(*level):
            return self.run_json("courses", "ober", "--to", "kok", "--taxonomy", taxonomy, "--catalogue", taxonomy, *level)["courses"][0]["entry"]

        self.assertEqual((entry(), entry("--level", "2"), entry("--level", "3")), ("unknown", "level_too_low", "open"))

    def test_nothing_missing(self):
        self.assertIn("Er ontbreekt niets", self.run_ok("courses", FROM, "--to", FROM, exit_code=NO))

    def test_no_catalogue(self):
        taxonomy = self.write("small.json", small_taxonomy())
        self.run_error(USAGE, "courses", "kok", "--to", "ober", "--taxonomy", taxonomy)


class Matrix(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run = subprocess.run([PROGRAM, "matrix"], stdout=subprocess.PIPE, check=True)
        cls.rows = [line.split("\t") for line in run.stdout.decode().splitlines()]

    def test_form_and_order(self):
        by_origin = {}
        for row in self.rows:
            self.assertEqual(len(row), 3)
            self.assertRegex(row[2], r"^-?[01]\.\d{9,}$")
            by_origin.setdefault(row[0], []).append((-float(row[2]), row[1]))
        self.assertEqual(list(by_origin), sorted(by_origin, key=str.encode))
        for origin, targets in by_origin.items():
            self.assertEqual(targets, sorted(targets))
            self.assertEqual(len({t for _, t in targets} | {origin}), len(by_origin))
            self.assertEqual(len(targets), len(by_origin) - 1)

    def test_scores_are_those_of_the_ranking(self):
        origin = self.run_json("transitions", FROM)["from"][0]["uri"]
        ranking = self.run_json("transitions", FROM, "--limit", "20")["matches"]
        rows = [r for r in self.rows if r[0] == origin][:20]
        self.assertEqual([(m["uri"], m["score_units"]) for m in ranking], [(r[1], round(float(r[2]) * SCORE_ONE)) for r in rows])

    def test_only_top_output_and_threads(self):
        some = sorted({r[0] for r in self.rows}, key=str.encode)[5:12]
        only = self.write("only.txt", "# a comment\n\n" + "\r\n".join(reversed(some)) + "\n")
        text = self.run_ok("matrix", "--occupations", only)
        expected = [r for r in self.rows if r[0] in some and r[1] in some]
        self.assertEqual([line.split("\t") for line in text.splitlines()], expected)
        top = self.run_ok("matrix", "--occupations", only, "--top", "2", "--threads", "3")
        self.assertEqual([line.split("\t") for line in top.splitlines()], [r for s in some for r in [e for e in expected if e[0] == s][:2]])
        self.assertEqual(self.run_ok("matrix", "--occupations", only, "-o", self.path("m.tsv")), "")
        with open(self.path("m.tsv")) as file:
            self.assertEqual(file.read(), text)
        self.assertEqual([n for n in os.listdir(self.folder) if n.endswith(".tmp")], [])
        lines = [json.loads(line) for line in self.run_ok("matrix", "--occupations", only, "--json").splitlines()]
        self.assertEqual([(l["origin"], l["target"]) for l in lines], [(r[0], r[1]) for r in expected])

    def test_unknown_uris_are_counted_and_left_out(self):
        known = sorted({r[0] for r in self.rows}, key=str.encode)[:3]
        only = self.write("some.txt", known[0] + "\n# x\nurn:nothing\n" + known[1] + "\nurn:neither\n" + known[2] + "\n")
        run = self.run_program("matrix", "--occupations", only, "--lang", "en")
        self.assertEqual(run.returncode, 0)
        self.assertEqual(len(run.stdout.splitlines()), 6)
        error = " ".join(run.stderr.decode().split())
        self.assertIn("2 of the 5 URIs", error)
        self.assertIn("line 3: urn:nothing", error)

    def test_only_unknown_uris_are_an_error_that_names_the_line(self):
        error = self.run_error(BAD_FILE, "matrix", "--occupations", self.write("bad.txt", "# x\nurn:nothing\n"))
        self.assertIn("bad.txt:2", error)
        self.assertIn("urn:nothing", error)
        self.run_error(BAD_FILE, "matrix", "--occupations", self.write("none.txt", "# nothing\n"))
        self.run_error(IO, "matrix", "--occupations", self.path("absent.txt"))

    def test_too_little_data_is_counted(self):
        taxonomy = self.write("small.json", small_taxonomy())
        run = self.run_program("matrix", "--taxonomy", taxonomy)
        self.assertEqual(run.returncode, OK)
        self.assertEqual(len(run.stdout.splitlines()), 4 * 3)
        self.assertIn(b"1 ", run.stderr)
        self.assertNotIn(b"\r", run.stderr)

    def test_ties_are_in_order_of_uri(self):
        # Compared as they are, a bricklayer shares nothing with any of the three.
        plain = self.write("plain.json", {"overstap_model": 1, "common": 0, "dimensions": {"words": 0}})
        text = self.run_ok("matrix", "--taxonomy", self.write("full.json", {**small_taxonomy(), "concepts": small_taxonomy()["concepts"][:-1]}), "--model", plain)
        ties = [line.split("\t")[1:] for line in text.splitlines() if "/metselaar\t" in line.split("urn:", 2)[1]]
        self.assertEqual(ties, [["urn:test:occupation/" + o, "0.0000000000000000"] for o in ("bedrijfsleider", "kok", "ober")])


class Advice(Case):
    """What stands in the way, two lists, figures, why not."""

    def test_gates_warn_by_default_and_can_hide_or_demote(self):
        plain = self.run_json("transitions", FROM, "--limit", "400")
        standing = {m["uri"] for m in plain["matches"] if any(g["gate"] == "licence" and g["state"] == "stands" for g in m["gates"])}
        self.assertTrue(standing)
        self.assertEqual((plain["hidden"], plain["demoted"]), (0, 0))
        hidden = self.run_json("transitions", FROM, "--limit", "400", "--gate", "licence=hide")
        self.assertEqual([m["uri"] for m in hidden["matches"]], [m["uri"] for m in plain["matches"] if m["uri"] not in standing])
        self.assertEqual((hidden["hidden"], hidden["hidden_by"]), (len(standing), {"licence": len(standing)}))
        demoted = self.run_json("transitions", FROM, "--limit", "400", "--gate", "licence=demote")
        self.assertEqual(demoted["demoted"], len(standing))
        self.assertEqual([m["demoted"] for m in demoted["matches"]], [False] * (len(demoted["matches"]) - len(standing)) + [True] * len(standing))
        self.assertIn(f"Verborgen: {len(standing)} beroepen (bewijs {len(standing)})", self.run_ok("transitions", FROM, "--gate", "licence=hide"))
        self.assertIn("Lager gezet", self.run_ok("transitions", FROM, "--gate", "licence=demote", "--limit", "400", "--courses", "0"))
        off = self.run_json("transitions", FROM, "--limit", "400", "--gate", "licence=off")
        self.assertFalse([g for m in off["matches"] for g in m["gates"] if g["gate"] == "licence"])

    def test_conditions_a_person_cannot_have(self):
        condition = self.run_json("explain", FROM, "--to", TO)["conditions"][0]
        for name in (condition["uri"], condition["label"], condition["label"].upper() + ":somewhat"):
            with self.subTest(name):
                hidden = self.run_json("transitions", FROM, "--limit", "400", "--cannot", name, "--gate", "condition=hide")
                self.assertGreater(hidden["hidden_by"]["condition"], 0)
                told = self.run_json("whynot", FROM, "--to", TO, "--cannot", name)
                self.assertEqual([g["conditions"][0]["uri"] for g in told["gates"] if g["gate"] == "condition"], [condition["uri"]])
        error = self.run_error(NOT_FOUND, "transitions", FROM, "--cannot", "vliegen zonder vleugels")
        self.assertIn("geen werkomstandigheid", error)
        self.run_error(USAGE, "transitions", FROM, "--gate", "licence")
        self.run_error(USAGE, "transitions", FROM, "--gate", "licence=stop")

    def test_two_lists(self):
        result = self.run_json("transitions", FROM, "--limit", "5", "--wider", "6")
        self.assertEqual(len(result["matches"]), 5)
        self.assertTrue(0 < len(result["wider"]) <= 6)
        self.assertFalse({m["uri"] for m in result["matches"]} & {m["uri"] for m in result["wider"]})
        self.assertEqual(result["matches"], self.run_json("transitions", FROM, "--limit", "5")["matches"])
        text = self.run_ok("transitions", FROM, "--limit", "3", "--wider", "2", "--courses", "0")
        self.check_width(text)
        self.assertLess(text.index("Dichtbij"), text.index("Breder"))
        self.assertIn(" 4  ", text)

    def test_figures_are_shown_and_move_only_when_asked(self):
        plain = self.run_json("transitions", FROM, "--limit", "20")
        last = plain["matches"][-1]["uri"]
        table = self.write("figures.csv", f"# source: Bron\n# date: 2026-Q3\noccupation,tightness\n{last},4.5\n")
        shown = self.run_json("transitions", FROM, "--limit", "20", "--figures", table)
        self.assertEqual([m["uri"] for m in shown["matches"]], [m["uri"] for m in plain["matches"]])
        self.assertEqual(shown["figures"], {"source": "Bron", "date": "2026-Q3", "region": "", "rows": 1, "unknown_rows": 0})
        self.assertEqual(shown["matches"][-1]["figures"]["tightness"]["value"], 4.5)
        self.assertIsNone(shown["matches"][0]["figures"]["tightness"])
        policy = self.write("advice.json", {"overstap_advice": 1, "limit": 20, "factors": {"tightness": {"weight": 100, "worst": 0, "best": 4}}})
        moved = self.run_json("transitions", FROM, "--figures", table, "--advice", policy)
        places = [m["uri"] for m in moved["matches"]]
        self.assertLess(places.index(last), 19)
        match = moved["matches"][places.index(last)]
        self.assertEqual(match["score_units"] + match["figures"]["tightness"]["adjustment_units"], match["order_units"])
        self.assertEqual(match["score_units"], plain["matches"][-1]["score_units"])
        text = self.run_ok("transitions", FROM, "--figures", table)
        self.assertIn("Arbeidsmarktcijfers: Bron, 2026-Q3.", text)
        self.assertIn("krapte niet meegenomen", text)
        odd = self.write("odd.csv", "# source: Bron\n# date: 2026\noccupation,tightness,note\n5,4.5,x\nurn:nowhere,1,x\n")
        said = self.run_program("transitions", FROM, "--figures", odd).stderr.decode()
        self.assertIn("note", said)
        self.assertIn("urn:nowhere", said)
        self.run_error(BAD_FILE, "transitions", FROM, "--figures", self.write("bare.csv", "occupation,wage\n5,1\n"))
        self.run_error(IO, "transitions", FROM, "--figures", self.path("absent.csv"))
        self.run_error(BAD_FILE, "transitions", FROM, "--advice", self.write("bad.json", '{"overstap_advice": 1, "limit": -1}'))

    def test_why_not(self):
        result = self.run_json("whynot", FROM, "--to", OTHER)
        ranking = self.run_json("transitions", FROM, "--limit", "450")["matches"]
        place = result["place"]["rank"]
        if place <= len(ranking):
            self.assertEqual(ranking[place - 1]["uri"], result["occupation"]["uri"])
        self.assertEqual(result["bar"]["uri"], ranking[9]["uri"])
        # The place promised is the one it gets.
        best = result["helps"][0]
        after = self.run_json("whynot", FROM, "--skill", best["uri"] + (f":{best['level']}" if best["level"] else ""), "--to", OTHER)
        self.assertEqual((after["place"]["rank"], after["place"]["score_units"]), (best["rank"], best["score_units"]))
        self.assertLess(best["rank"], place)
        text = self.run_ok("whynot", FROM, "--to", OTHER)
        self.check_width(text)
        self.assertIn(f"staat op plaats {place} van", text)
        self.assertIn(f"komt het op plaats {best['rank']}", text)
        self.assertIn("You have done this work already", self.run_ok("whynot", FROM, "--to", FROM, "--lang", "en", exit_code=NO))


class Persons(Case):
    """Jobs of long ago, no and not sure, documents, questions."""

    def test_what_was_short_or_long_ago_counts_less(self):
        result = self.run_json("transitions", f"{FROM}@6/180", OTHER + "@60/0")
        self.assertEqual({m["label"]: m["worth"] for m in result["from"]}, {"Kassamedewerker": 0.312, "Verzorgende IG": 1})
        self.assertEqual(self.run_json("transitions", f"{FROM}@24")["matches"], self.run_json("transitions", FROM)["matches"])
        self.assertIn("Kassamedewerker (telt voor 31%)", self.run_ok("transitions", f"{FROM}@6/180", OTHER))
        for bad in ("@x", "@", "@12/", "@12/x", "@99999"):
            self.assertIn("kok@36/24", self.run_error(USAGE, "transitions", FROM + bad))

    def test_no_and_not_sure(self):
        skill = self.run_json("explain", FROM, "--to", TO)["contributions"]
        had = [c for c in skill if c["in_profile"] and c["in_target"] and c["dimension"] == "skills"][0]
        denied = self.run_json("gap", FROM, "--no", had["uri"], "--to", TO)
        self.assertIn(had["uri"], [r["uri"] for r in denied["gap"] if not r["present"]])
        self.assertEqual(self.run_json("gap", FROM, "--unsure", had["uri"], "--to", TO), self.run_json("gap", FROM, "--to", TO))
        text = self.run_ok("gap", FROM, "--no", had["label"], "--to", TO)
        self.assertIn(f"Niet: {had['label']}", text)
        self.run_error(NOT_FOUND, "transitions", FROM, "--no", "vliegen zonder vleugels")

    def test_a_person_as_a_document(self):
        arguments = (FROM + "@6/60", OTHER, "--skill", "Verkopen:2", "--no", "Kassa bedienen", "--level", "3")
        document = self.run_json("person", *arguments)
        path = self.write("me.json", document)
        self.assertEqual(self.run_json("person", "--person", path), document)
        self.assertEqual(self.run_json("transitions", "--person", path), self.run_json("transitions", *arguments))
        self.assertIn("me.json:1:", self.run_error(BAD_FILE, "transitions", "--person", self.write("me.json", {**document, "name": "x"})))
        self.run_error(IO, "transitions", "--person", self.path("absent.json"))

    def test_vum(self):
        jobs = [{"beroep": {"codeBeroepsnaam": "urn:overstap:starter:occupation/kassamedewerker"}, "datumAanvangWerkzaamheden": "2010-01-01", "datumEindeWerkzaamheden": "2010-06-30"}]
        profile = {"contactpersoon": [{"emailadres": "KANARIE@example.org"}],
                   "arbeidsmarktkwalificatie": {"werkervaring": jobs, "competentiebeheersing": [{"codeCompetentie": "urn:nowhere"}], "rijbewijs": [{"codeSoortRijbewijs": "B"}]}}
        path = self.write("vum.json", profile)
        run = self.run_program("person", "--vum", path, "--date", "2026-11-27", "--json")
        self.assertEqual(run.returncode, OK)
        document = json.loads(run.stdout)
        self.assertEqual([j["worth"] for j in document["jobs"]], [312])
        self.assertEqual([s["concept"] for s in document["skills"]], ["urn:overstap:starter:licence/rijbewijs-b"])
        self.assertIn("urn:nowhere", run.stderr.decode())
        self.assertNotIn("KANARIE", run.stderr.decode() + run.stdout.decode())
        self.run_error(USAGE, "person", "--vum", path, "--date", "gisteren")
        self.run_error(USAGE, "person", "--vum", path, "--person", path)

    def test_questions(self):
        result = self.run_json("questions", FROM)
        asked = [q["uri"] for q in result["questions"]]
        self.assertTrue(0 < len(asked) <= 15)
        self.assertEqual(len(set(asked)), len(asked))
        self.assertTrue(any(q["inferred"] for q in result["questions"]) and not all(q["inferred"] for q in result["questions"]))
        after = self.run_json("questions", FROM, "--skill", asked[0], "--no", asked[1], "--unsure", asked[2])
        self.assertFalse(set(asked[:3]) & {q["uri"] for q in after["questions"]})
        text = self.run_ok("questions", FROM, "--limit", "5")
        self.check_width(text)
        self.assertIn(" 5  ", text)
        self.assertNotIn(" 6  ", text)
        self.run_error(USAGE, "questions", FROM, "--limit", "101")


class Model(Case):
    def test_parameters_are_read_as_they_are_printed(self):
        params = self.run_json("model")
        self.assertEqual(params["overstap_model"], 1)
        self.assertEqual(self.run_json("model", "--model", self.write("same.json", params)), params)
        result = self.run_json("transitions", FROM)
        self.assertEqual(self.run_json("transitions", FROM, "--model", self.path("same.json")), result)
        params["common"] = 0
        other = self.run_json("transitions", FROM, "--model", self.write("other.json", params))
        self.assertNotEqual(other["model"], result["model"])
        self.assertNotEqual([m["score_units"] for m in other["matches"]], [m["score_units"] for m in result["matches"]])

    def test_only_and_without(self):
        only = self.run_json("model", "--only", "skills,groups")["dimensions"]
        self.assertEqual({d for d, weight in only.items() if weight}, {"skills", "groups"})
        without = self.run_json("model", "--without", "words")["dimensions"]
        self.assertEqual({d for d, weight in without.items() if not weight}, {"words"})
        x = self.run_json("explain", FROM, "--to", TO, "--only", "skills")
        self.assertEqual({c["dimension"] for c in x["contributions"]}, {"skills"})
        self.assertEqual(self.run_json("transitions", FROM, "--only", "words,family"),
                         self.run_json("transitions", FROM, "--without", "skills,knowledge", "--without", "tasks,groups"))

    def test_text(self):
        for language in ("nl", "en"):
            text = self.run_ok("model", "--lang", language)
            self.assertIn(self.run_json("transitions", FROM)["model"], text)
        small = self.write("small.json", small_taxonomy())
        self.assertIn("weinig beroepen", self.run_ok("model", "--taxonomy", small))
        result = self.run_json("transitions", "ober", "--taxonomy", small)
        self.assertEqual((result["matches"][0]["percentile"], result["matches"][0]["band"]), (None, "unknown"))

    def test_no_strong_match_is_told(self):
        # A strong match of all pairs but the very best: nothing else reaches it.
        strict = self.write("strict.json", {"overstap_model": 1, "bands": {"some": 1000, "good": 1000, "strong": 1000}})
        self.assertFalse(self.run_json("transitions", FROM, "--model", strict)["strong_match"])
        self.assertIn("geen sterke match", self.run_ok("transitions", FROM, "--model", strict))

    def test_what_is_wrong_is_refused_with_its_place(self):
        error = self.run_error(BAD_FILE, "transitions", FROM, "--model", self.write("bad.json", '{"overstap_model": 1,\n "spread": 3}'))
        self.assertIn("bad.json:2:", error)
        self.run_error(IO, "model", "--model", self.path("absent.json"))
        self.run_error(USAGE, "model", "--only", "titles")
        self.run_error(USAGE, "model", "--without", "skills,knowledge,tasks,groups,words,family")


class Evaluate(Case):
    METRICS = ("ndcg@10", "recall@10", "recall@20", "mrr", "auc")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run = subprocess.run([PROGRAM, "matrix"], stdout=subprocess.PIPE, check=True)
        cls.by_origin = {}
        for line in run.stdout.decode().splitlines():
            origin, target, _ = line.split("\t")
            cls.by_origin.setdefault(origin, []).append((target, line))
        cls.origins = sorted(cls.by_origin)[:8]

    def judge(self, name, rows):
        return self.write(name, "from,to,grade\n" + "".join(f"{a},{b},{grade}\n" for a, b, grade in rows))

    def test_the_best_and_the_worst(self):
        best = self.judge("best.csv", [(o, self.by_origin[o][0][0], 3) for o in self.origins])
        worst = self.judge("worst.csv", [(o, self.by_origin[o][-1][0], 75) for o in self.origins])
        for truth, value, universe in ((best, 1, "closed"), (best, 1, "all"), (worst, 0, "closed"), (worst, 0, "all")):
            result = self.run_json("evaluate", "--truth", truth, "--universe", universe)
            self.assertEqual((result["origins"], result["judgements"], result["unranked"], result["rows_unknown"], result["universe"]), (8, 8, 0, 0, universe))
            self.assertEqual(result["candidates"], len(self.by_origin) if universe == "all" else len({o for row in open(truth).readlines()[1:] for o in row.split(",")[:2]}))
            for metric in self.METRICS if value else ("auc",):
                self.assertEqual([result[metric], result[metric + "_low"], result[metric + "_high"]], [value] * 3)

    def test_text_json_ranking_and_threads(self):
        truth = self.judge("truth.csv", [(o, self.by_origin[o][i][0], grade) for o in self.origins for i, grade in ((0, 1), (3, 25), (40, 3))])
        ranking = self.path("ranking.tsv")
        result = self.run_json("evaluate", "--truth", truth, "--ranking", ranking)
        self.assertEqual(self.run_json("evaluate", "--truth", truth, "--threads", "3"), result)
        with open(truth) as file:
            universe = {o for row in file.readlines()[1:] for o in row.split(",")[:2]}
        with open(ranking) as file:
            self.assertEqual(file.read().splitlines(), [line for o in self.origins for target, line in self.by_origin[o] if target in universe])
        for language, decimal in (("nl", ","), ("en", ".")):
            text = self.run_ok("evaluate", "--truth", truth, "--lang", language)
            self.check_width(text)
            for metric in self.METRICS:
                self.assertLessEqual(result[metric + "_low"], result[metric + "_high"])
                numbers = [f"{result[metric + end]:.4f}".replace(".", decimal) for end in ("", "_low", "_high")]
                self.assertRegex(text, rf"{metric} +{numbers[0]}  {numbers[1]} \u2013 {numbers[2]}\n")

    def test_dimensions_change_the_model_and_the_figures(self):
        truth = self.judge("some.csv", [(o, self.by_origin[o][i][0], 1) for o in self.origins for i in (0, 1, 2)])
        results = [self.run_json("evaluate", "--truth", truth, *more) for more in ((), ("--only", "skills"), ("--without", "words,family"))]
        self.assertEqual(len({r["model"] for r in results}), 3)
        self.assertEqual(len({r["taxonomy"] for r in results}), 1)
        self.assertLess(results[1]["ndcg@10"], results[0]["ndcg@10"])

    def test_unknown_rows_are_counted_and_left_out(self):
        pair = (self.origins[0], self.by_origin[self.origins[0]][0][0], 2)
        truth = self.judge("unknown.csv", [pair, ("urn:gone", pair[0], 1), (pair[0], "urn:lost", 1), (*reversed(pair[:2]), 1)])
        run = self.run_program("evaluate", "--truth", truth, "--lang", "en", "--json")
        self.assertEqual(run.returncode, OK)
        self.assertEqual((json.loads(run.stdout)["rows_unknown"], json.loads(run.stdout)["rows_read"]), (2, 4))
        self.assertIn("2 of the 4 rows", run.stderr.decode())
        self.assertIn("line 3: urn:gone", run.stderr.decode())
        error = self.run_error(BAD_FILE, "evaluate", "--truth", self.judge("none.csv", [("urn:a", "urn:b", 1)]))
        self.assertIn("none.csv:2", error)
        self.assertIn("urn:a", error)

    def test_what_cannot_be_measured(self):
        some = (self.origins[0], self.origins[1])
        self.assertIn("--help", self.run_error(USAGE, "evaluate"))
        truth = self.judge("fine.csv", [(*some, 1)])
        self.run_error(USAGE, "evaluate", "--truth", truth, "--universe", "half")
        self.run_error(USAGE, "evaluate", "--truth", truth, "--only", "smell")
        self.run_error(IO, "evaluate", "--truth", self.path("absent.csv"))
        self.run_error(IO, "evaluate", "--truth", truth, "--ranking", self.path("absent/r.tsv"))
        self.run_error(IO, "evaluate", "--truth", truth, "--ranking", "/dev/full/r.tsv")
        self.assertIn("bad.csv:3", self.run_error(BAD_FILE, "evaluate", "--truth", self.judge("bad.csv", [(*some, 1), (*some, 4)])))
        self.run_error(BAD_FILE, "evaluate", "--truth", self.write("short.csv", "from,to\na,b\n"))
        self.run_error(BAD_FILE, "evaluate", "--truth", self.judge("empty.csv", []))
        self.run_error(NO, "evaluate", "--truth", self.judge("self.csv", [(some[0], some[0], 1)]))


class Data(Case):
    def test_info(self):
        for language in ("nl", "en"):
            text = self.run_ok("info", "--lang", language)
            self.check_width(text)
            self.assertIn("CompetentNL", text)
        info = self.run_json("info")
        self.assertGreater(info["concepts"]["occupation"], 100)
        self.assertEqual(set(info["concepts_without_label"].values()), {0})
        self.assertRegex(info["hash"], "^[0-9a-f]{32}$")
        self.assertGreater(info["catalogue"]["courses"], 0)

    def test_import_json_round_trip(self):
        source = self.write("small.json", small_taxonomy())
        snapshot, courses = self.path("small.snap"), self.path("courses.snap")
        report = self.run_json("import", "json", source, "-o", snapshot, "--courses-output", courses)
        self.assertEqual((report["concepts"], report["courses"]), (14, 1))
        self.assertEqual(report["bytes"], os.path.getsize(snapshot))
        self.assertEqual(report["hash"], self.run_json("info", "--taxonomy", snapshot)["hash"])
        for arguments in (["transitions", "ober"], ["explain", "ober", "--to", "kok"], ["courses", "ober", "--to", "kok"], ["info"]):
            with self.subTest(arguments):
                self.assertEqual(self.run_ok(*arguments, "--json", "--taxonomy", snapshot, "--catalogue", courses),
                                 self.run_ok(*arguments, "--json", "--taxonomy", source, "--catalogue", source))
        text = self.run_ok("import", "json", source, "-o", snapshot)
        self.assertIn("--courses-output", text)
        self.assertIn("Saved:", self.run_ok("import", "json", source, "-o", snapshot, "--lang", "en"))

    def test_order_of_files_does_not_matter(self):
        document = small_taxonomy()
        half = {**document, "concepts": document["concepts"][5:], "courses": []}
        other = {"overstap": 1, "base": "urn:test:", "concepts": document["concepts"][:5], "courses": document["courses"]}
        files = [self.write("half.json", half), self.write("other.json", other)]
        first = self.run_json("import", "json", *files, "-o", self.path("a.snap"))
        second = self.run_json("import", "json", *reversed(files), "-o", self.path("b.snap"))
        self.assertEqual(first["hash"], second["hash"])
        self.run_error(BAD_FILE, "validate", files[0])
        self.run_ok("validate", *files)

    def test_import_refuses_one_file_for_two(self):
        source = self.write("small.json", small_taxonomy())
        self.run_error(USAGE, "import", "json", source, "-o", self.path("x.snap"), "--courses-output", self.path("x.snap"))
        self.assertFalse(os.path.exists(self.path("x.snap")))

    def test_import_keeps_the_old_file_on_error(self):
        old = self.write("old.snap", "old")
        self.run_error(BAD_FILE, "import", "json", self.write("bad.json", "{"), "-o", old)
        with open(old) as file:
            self.assertEqual(file.read(), "old")

    def test_import_where_nothing_can_be_written(self):
        source = self.write("small.json", small_taxonomy())
        self.run_error(IO, "import", "json", source, "-o", self.path("absent/x.snap"))
        self.run_error(IO, "import", "json", source, "-o", self.folder)
        self.run_error(IO, "import", "esco", self.folder, "-o", self.path("x.snap"))

    def test_validate(self):
        document = small_taxonomy()
        source = self.write("small.json", document)
        self.assertIn("Geldig", self.run_ok("validate", source))
        self.assertEqual(self.run_json("validate", source)["unknown_concepts"], [])
        self.run_ok("import", "json", source, "-o", self.path("t.snap"), "--courses-output", self.path("c.snap"))
        self.assertEqual(self.run_json("validate", self.path("t.snap"))["concepts"], 14)
        self.assertEqual(self.run_json("validate", self.path("c.snap"))["courses"], 1)
        self.assertTrue(self.run_json("validate", self.path("t.snap"), "--courses", self.path("c.snap"))["valid"])
        document["courses"][0]["teaches"].append("skill/vliegen")
        other = self.write("other.json", document)
        self.assertEqual(self.run_json("validate", self.path("t.snap"), "--courses", other, exit_code=NO)["unknown_concepts"], ["urn:test:skill/vliegen"])
        self.assertIn("urn:test:skill/vliegen", self.run_ok("validate", other, exit_code=NO))

    def test_validate_says_where(self):
        bad = self.write("bad.json", '{"overstap": 1,\n "concepts": 3}')
        run = self.run_program("validate", bad, "--json")
        self.assertEqual(run.returncode, BAD_FILE)
        result = json.loads(run.stdout)
        self.assertEqual((result["valid"], result["line"]), (False, 2))
        self.assertIn(b"bad.json:2", run.stderr)


def overlay(*, change=(), add=(), remove=(), name="Hier"):
    return {"overstap_overlay": 1, "name": name, "author": "A. Dviseur", "date": "2026-11-01", "reason": "plaatselijk gebruik", "base": "urn:test:",
            "change": list(change), "add": list(add), "remove": list(remove)}


TURTLE = """
@prefix cnlo: <https://linkeddata.competentnl.nl/def/competentnl#> . @prefix cnluwvo: <https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#> .
@prefix ksmo: <https://data.s-bb.nl/ksm/ont/ksmo#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
<urn:cnl:o1> a cnluwvo:Occupation, cnlo:Occupation ; skos:prefLabel "Ballonvouwer"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ;
  skosxl:altLabel [ a cnluwvo:DetailedLabel ; skosxl:literalForm "Feestvouwer"@nl ; cnluwvo:hasContentStatus cnluwvo:ContentStatus_Current ] ;
  cnlo:requiresHATEssential <urn:cnl:s1>, <urn:cnl:k1> ; cnlo:requiresHATImportant <urn:cnl:s2> ; cnlo:weather "mild" .
<urn:cnl:s1> a cnlo:HumanCapability ; skos:prefLabel "Vouwen"@nl .
<urn:cnl:s2> a cnlo:HumanCapability ; skos:prefLabel "Blazen"@nl ; cnlo:exactMatchESCO <urn:test:skill/koken> .
<urn:cnl:k1> a cnlo:KnowledgeArea ; skos:prefLabel "Ballonkunde"@nl .
<urn:cnl:n1> a cnlo:EducationalNorm, ksmo:MboKwalificatie ; skos:prefLabel "Vouwvak"@nl ; cnlo:prescribesHATEssential <urn:cnl:s1> .
"""


class Exchange(Case):
    """import competentnl and onet, overlay, export, diff, translate. What the readers understand is tested in unit/."""

    def setUp(self):
        self.source = self.write("small.json", small_taxonomy())

    def test_competentnl(self):
        turtle = self.write("cnl.ttl", TURTLE)
        report = self.run_json("import", "competentnl", turtle, "-o", self.path("cnl.ovs"), "--courses-output", self.path("norms.ovs"))
        self.assertEqual((report["occupations"], report["skills"], report["knowledge"], report["qualifications"]), (1, 2, 1, 1))
        self.assertIn("https://linkeddata.competentnl.nl/def/competentnl#weather", json.dumps(report["unknown_predicates"]))
        self.assertEqual(report["hash"], self.run_json("info", "--taxonomy", self.path("cnl.ovs"))["hash"])
        self.assertEqual(self.run_json("validate", self.path("norms.ovs"))["courses"], 1)
        for language, word in (("nl", "Weggelaten"), ("en", "Left out")):
            text = self.run_ok("import", "competentnl", turtle, "-o", self.path("cnl.ovs"), "--lang", language)
            self.assertIn(word, text)
            self.assertIn("--courses-output", text)
        self.assertIn("Ballonvouwer", self.run_ok("search", "feestvouwer", "--taxonomy", self.path("cnl.ovs")))
        self.run_error(USAGE, "import", "competentnl", turtle, "-o", self.path("x"), "--courses-output", self.path("x"))
        self.assertIn("bad.ttl:2", self.run_error(BAD_FILE, "import", "competentnl", self.write("bad.ttl", "<urn:a> <urn:b>\n ;;; ??? ."), "-o", self.path("x")))
        self.assertIn("map.json", self.run_error(BAD_FILE, "import", "competentnl", turtle, "--map", self.write("map.json", "{}"), "-o", self.path("x")))
        self.run_error(IO, "import", "competentnl", self.path("absent.ttl"), "-o", self.path("x"))

    def test_onet(self):
        folder = self.path("onet")
        os.makedirs(folder, exist_ok=True)
        def table(name, *rows):
            self.write(os.path.join("onet", name), "".join("\t".join(row) + "\n" for row in rows))
        table("Occupation Data.txt", ("O*NET-SOC Code", "Title", "Description"), ("11-1111.00", "Balloon Folders", "Fold balloons."))
        table("Content Model Reference.txt", ("Element ID", "Element Name", "Description"), ("2", "Worker Requirements", "x"), ("2.A", "Basic Skills", "x"), ("2.A.1", "Folding", "x"))
        table("Skills.txt", ("O*NET-SOC Code", "Element ID", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant"),
              ("11-1111.00", "2.A.1", "IM", "4.12", "N", ""), ("11-1111.00", "2.A.1", "LV", "5", "N", "N"))
        report = self.run_json("import", "onet", folder, "-o", self.path("onet.ovs"))
        self.assertEqual((report["occupations"], report["skills"], report["ratings_read"]), (1, 1, 2))
        self.assertIn("Knowledge.txt", " ".join(report["missing"]))
        self.assertIn("Knowledge.txt", self.run_ok("import", "onet", folder, "-o", self.path("onet.ovs")))
        os.remove(self.path("onet/Occupation Data.txt"))
        self.assertIn("Occupation Data.txt", self.run_error(IO, "import", "onet", folder, "-o", self.path("x")))

    def test_course_feeds(self):
        """What a norm of CompetentNL prescribes reaches the courses of a feed with its code, and a plan."""
        turtle = self.write("norms.ttl", TURTLE.replace('"Vouwvak"@nl ;', '"Vouwvak"@nl ; ksmo:opleidingscode "25655" ;'))
        self.run_ok("import", "competentnl", turtle, "-o", self.path("cnl.ovs"), "--courses-output", self.path("norms.ovs"))
        self.run_ok("import", "json", self.source, "-o", self.path("small.ovs"), "--courses-output", self.path("small-courses.ovs"))
        program = ("<program><programClassification><programId>{}</programId><orgUnitId>o</orgUnitId>{}</programClassification><programDescriptions>{}</programDescriptions>"
                   "<programSchedule><genericProgramRun><cost><amount>{}</amount></cost></genericProgramRun></programSchedule></program>")
        name = "<programName>Vouwen</programName>"
        os.makedirs(self.path("feed"), exist_ok=True)
        self.write(os.path.join("feed", "b.xml"), "<l>\n" + program.format("1", "<creboCode>25655</creboCode>", name, "-5") + "\n" + program.format("2", "", "", 10) + "</l>")
        self.write(os.path.join("feed", "a.xml"), program.format("3", "", name, "99.50"))
        out = self.path("feed.ovs")
        report = self.run_json("import", "edudex", self.path("feed"), "--taxonomy", self.path("cnl.ovs"), "--norms", self.path("norms.ovs"), "--norms", self.path("small-courses.ovs"), "-o", out)
        self.assertEqual((report["records"], report["courses"], report["refused"], report["from_norms"], report["teaching_nothing"], report["without_price"]), (3, 2, 1, 1, 1, 1))
        self.assertEqual([problem["what"] for problem in report["problems"]], ["price left out: an amount below 0", "record left out: it has no programName"])
        self.assertIn("b.xml:2:", report["problems"][0]["examples"][0])
        self.assertEqual(report["file"], out)
        self.assertEqual(self.run_json("validate", out)["courses"], 2)
        self.assertEqual(report["hash"], self.run_json("import", "edudex", self.path("feed/a.xml"), self.path("feed/b.xml"), "--taxonomy", self.path("cnl.ovs"), "--norms", self.path("norms.ovs"),
                                                       "-o", self.path("again.ovs"))["hash"])
        for language, words in (("nl", ("weggelaten, zonder id", "niets bekend", "Opgeslagen: 2")), ("en", ("without an id", "teach nothing known", "Saved: 2"))):
            text = self.run_ok("import", "edudex", self.path("feed"), "-o", out, "--lang", language)
            for word in words:
                self.assertIn(word, text)
            self.assertIn("price left out: an amount below 0", text)
            self.check_width(text)

        page = {"items": [{"courseId": "1", "name": [{"language": "nl", "value": "Bouwen"}], "fieldsOfStudy": "0732", "duration": "P6M", "studyLoad": [{"studyLoadUnit": "ects", "value": 5}]}]}
        feed = self.write("page.json", page)
        report = self.run_json("import", "oeapi", feed, "-o", out)  # the starter's knowledge areas have these codes
        self.assertEqual((report["courses"], report["from_fields"], report["teaching_nothing"]), (1, 1, 0))
        broken = self.write("broken.json", '{"items": [')
        self.assertIn("broken.json:1", self.run_error(BAD_FILE, "import", "oeapi", feed, broken, "-o", self.path("none.ovs")))
        self.assertFalse(os.path.exists(self.path("none.ovs")))
        self.assertEqual(self.run_json("import", "oeapi", feed, broken, "--keep-going", "-o", out)["documents_refused"], 1)
        self.run_error(IO, "import", "oeapi", self.path("absent.json"), "-o", out)
        self.run_error(IO, "import", "edudex", self.folder, "-o", self.path("absent/x.ovs"))
        self.run_error(IO, "import", "edudex", feed, "--norms", self.path("absent.ovs"), "-o", out)
        self.assertIn("DOCTYPE", self.run_error(BAD_FILE, "import", "edudex", self.write("bomb.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "-o", out))

    def test_overlay_and_diff(self):
        change = {"id": "occupation/kok", "label": {"nl": "Chef-kok"}}
        add = {"id": "occupation/ober", "alt": {"nl": ["kelner"]}}
        file = self.write("hier.json", overlay(change=[change], add=[add]))
        result = self.path("laid.ovs")
        report = self.run_json("overlay", file, "--taxonomy", self.source, "-o", result)
        self.assertEqual([(layer["name"], layer["author"], layer["added"], layer["changed"]) for layer in report["layers"]], [("Hier", "A. Dviseur", 1, 1)])
        self.assertIn("A. Dviseur", self.run_ok("overlay", file, "--taxonomy", self.source, "-o", result))
        self.assertIn("Ober", self.run_ok("search", "kelner", "--taxonomy", result))
        self.assertIn("Chef-kok", self.run_ok("search", "kok", "--taxonomy", result))
        info = self.run_ok("info", "--taxonomy", result)
        self.assertIn("A. Dviseur", info)
        changes = self.run_ok("info", "--changes", "--taxonomy", result)
        self.assertIn("kelner", changes)
        self.assertIn("urn:test:occupation/kok", changes)

        self.assertIn("hetzelfde", self.run_ok("diff", self.source, self.source))
        self.assertEqual(sum(self.run_json("diff", result, result)["counts"].values()), 0)
        text = self.run_ok("diff", self.source, result, exit_code=NO)
        self.assertIn("Kok -> Chef-kok", text)
        counts = self.run_json("diff", self.source, result, exit_code=NO)["counts"]
        self.assertEqual((counts["relabelled"], counts["added"], counts["relations_added"]), (1, 0, 0))

    def test_overlays_that_contradict_each_other_name_both_places(self):
        one = self.write("one.json", overlay(change=[{"id": "occupation/kok", "nlqf": 3}]))
        two = self.write("two.json", overlay(change=[{"id": "occupation/kok", "nlqf": 4}]))
        error = self.run_error(BAD_FILE, "overlay", one, two, "--taxonomy", self.source, "-o", self.path("x"))
        self.assertRegex(error, r"one\.json:1:\d+")
        self.assertRegex(error, r"two\.json:1:\d+")
        self.assertFalse(os.path.exists(self.path("x")))

    def test_export(self):
        exported = self.path("again.json")
        self.assertIn("again.json", self.run_ok("export", "json", "-o", exported, "--taxonomy", self.source, "--catalogue", self.source))
        self.assertEqual(*(self.run_json("info", "--taxonomy", file, "--catalogue", file) for file in (self.source, exported)))
        with open(exported) as file:
            self.assertEqual(file.read().strip(), self.run_ok("export", "json", "--taxonomy", self.source, "--catalogue", self.source).strip())
        triples = self.path("again.nt")
        self.run_ok("export", "ntriples", "-o", triples, "--taxonomy", self.source)
        again = self.run_json("import", "competentnl", triples, "-o", self.path("again.ovs"))
        self.assertEqual((again["unknown_predicates"], again["unknown_classes"], again["dangling"]), ([], [], []))
        counts = self.run_json("diff", self.source, self.path("again.ovs"))["counts"]
        self.assertEqual(sum(counts.values()), 0, counts)
        self.run_error(IO, "export", "json", "-o", self.path("absent/x"), "--taxonomy", self.source)

    def test_translate(self):
        turtle = self.write("cnl.ttl", TURTLE)
        self.run_ok("import", "competentnl", turtle, "-o", self.path("cnl.ovs"))
        links = self.write("links.csv", "from,type,to\nurn:test:occupation/kok,close,urn:cnl:o1\n")
        base = ["translate", "ober", "--skill", "urn:test:skill/koken:3", "--taxonomy", self.source, "--into", self.path("cnl.ovs"), "--crosswalk", links]
        result = self.run_json(*base)
        self.assertEqual(result["counts"]["kept"], 1)
        kept = [entry for entry in result["entries"] if entry["outcome"] == "kept"]
        self.assertEqual([[target["uri"] for target in entry["targets"]] for entry in kept], [["urn:cnl:s2"]])
        text = self.run_ok(*base)
        self.assertIn("Koken: behouden -> Blazen", text)
        self.assertIn("Ober (eerder beroep): verloren", text)
        self.assertIn("kept", self.run_ok(*base, "--lang", "en"))
        text = self.run_ok("translate", "kok", "--taxonomy", self.source, "--into", self.path("cnl.ovs"), "--crosswalk", links, "--lang", "en")
        self.assertIn("Kok (en) (past job): approximated, by a close concept -> Ballonvouwer", text)
        same = self.run_json("translate", "kok", "--versions", "--taxonomy", self.source, "--into", self.source)
        self.assertEqual(same["counts"]["lost"], 0)
        self.run_ok("translate", "ober", "--taxonomy", self.source, "--into", self.path("cnl.ovs"), exit_code=NO)
        self.run_error(BAD_FILE, *base[:-1], self.write("bad.csv", "a,b\n1,2\n"))


class WrongFiles(Case):
    def setUp(self):
        source = self.write("small.json", small_taxonomy())
        self.snapshot, self.courses = self.path("good.snap"), self.path("good-courses.snap")
        self.run_ok("import", "json", source, "-o", self.snapshot, "--courses-output", self.courses)
        with open(self.snapshot, "rb") as file:
            self.bytes = file.read()

    def check(self, exit_code, path):
        for arguments in (["info", "--taxonomy", path], ["transitions", "kok", "--taxonomy", path], ["matrix", "--taxonomy", path], ["transitions", FROM, "--catalogue", path]):
            with self.subTest(arguments):
                self.assertIn(os.path.basename(path), self.run_error(exit_code, *arguments))
        self.assertEqual(self.run_program("validate", path).returncode, exit_code)

    def test_absent(self):
        self.check(IO, self.path("absent.snap"))

    def test_empty(self):
        self.check(BAD_FILE, self.write("empty.snap", b""))

    def test_directory(self):
        self.check(IO, self.folder)

    def test_fifo(self):
        os.mkfifo(self.path("fifo"))
        self.check(IO, self.path("fifo"))

    def test_truncated(self):
        for size in (1, 8, 63, 64, 100, len(self.bytes) // 2, len(self.bytes) - 1):
            self.check(BAD_FILE, self.write("truncated.snap", self.bytes[:size]))

    def test_damaged(self):
        for at in range(0, len(self.bytes), max(1, len(self.bytes) // 60)):
            damaged = bytearray(self.bytes)
            damaged[at] ^= 0x40
            with self.subTest(at):
                self.assertEqual(self.run_program("info", "--taxonomy", self.write("damaged.snap", bytes(damaged))).returncode, BAD_FILE)

    def test_other_content(self):
        for content in (b"hello", b"{", b"[]", b"{}", b"\x00" * 1000, b"\xef\xbb\xbf{", b"PK\x03\x04", b" "):
            self.check(BAD_FILE, self.write("other", content))

    def test_courses_for_a_taxonomy_and_the_reverse(self):
        self.run_error(BAD_FILE, "info", "--taxonomy", self.courses)
        self.run_error(BAD_FILE, "info", "--catalogue", self.snapshot)

    def test_message_is_in_the_language(self):
        self.assertIn("lezen of schrijven", self.run_error(IO, "info", "--taxonomy", self.path("absent")))
        self.assertIn("reading or writing", self.run_error(IO, "info", "--taxonomy", self.path("absent"), "--lang", "en"))

    def test_terminal_controls_in_labels_are_not_shown(self):
        document = small_taxonomy()
        document["concepts"][-5]["label"]["nl"] = "Kok \u009b31m"
        run = self.run_program("transitions", "ober", "--taxonomy", self.write("controls.json", document))
        self.assertNotIn("\u009b", run.stdout.decode() + run.stderr.decode())


class Output(Case):
    COMMANDS = (["transitions", FROM], ["explain", FROM, "--to", TO], ["search", "kassa"], ["info"], ["matrix"], ["--help"], ["--version"], ["info", "--json"])

    def test_full_disk(self):
        for command in self.COMMANDS:
            with self.subTest(command), open("/dev/full", "wb") as full:
                run = self.run_program(*command, stdout=full)
                self.assertEqual(run.returncode, IO)
                self.assertTrue(run.stderr)
        self.run_error(IO, "matrix", "-o", "/dev/full")

    def test_closed_pipe(self):
        for command in self.COMMANDS:
            with self.subTest(command):
                reader, writer = os.pipe()
                os.close(reader)
                try:
                    run = self.run_program(*command, stdout=writer)
                finally:
                    os.close(writer)
                self.assertEqual(run.returncode, IO)
                self.assertTrue(run.stderr)

    def test_closed_descriptors(self):
        # Without care the taxonomy would be opened as descriptor 1.
        source = self.write("small.json", small_taxonomy())
        for closing in (">&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"):
            with self.subTest(closing):
                run = subprocess.run(["sh", "-c", f'"$0" info --taxonomy "$1" {closing}', PROGRAM, source], timeout=60)
                self.assertEqual(run.returncode, IO)
        run = subprocess.run(["sh", "-c", '"$0" import json "$1" -o "$2" >&- 2>&-', PROGRAM, source, self.path("x.snap")], timeout=60)
        self.assertEqual(run.returncode, IO)
        self.run_ok("validate", self.path("x.snap"))

    def test_matrix_leaves_an_existing_file_alone_until_it_is_whole(self):
        old = self.write("old.tsv", "old")
        # A file size limit stands for a full disk.
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))

        run = self.run_program("matrix", "-o", old, preexec_fn=limit)
        self.assertEqual(run.returncode, IO)
        self.assertTrue(run.stderr)
        with open(old) as file:
            self.assertEqual(file.read(), "old")
        self.assertEqual(os.listdir(self.folder).count("old.tsv"), 1)
        self.assertEqual([n for n in os.listdir(self.folder) if n.endswith(".tmp")], [])

    def test_out_of_memory(self):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (96 << 20, 96 << 20))

        if self.run_program("--version", preexec_fn=limit).returncode != OK:
            self.skipTest("the program does not start with 96 MB of address space (a sanitizer build)")
        large = small_taxonomy()
        large["concepts"] += [{"id": f"skill/nummer-{i}", "kind": "skill", "label": {"nl": f"Nummer {i} " + "x" * 100}} for i in range(300000)]
        run = self.run_program("validate", self.write("large.json", large), preexec_fn=limit)
        self.assertEqual(run.returncode, INTERNAL, run.stderr)
        self.assertIn(b"memory", run.stderr)


class Esco(Case):
    FOLDER = os.path.join(os.environ.get("OVERSTAP_SHARED_DATA") or os.path.join(os.path.dirname(__file__), "../../../shared/data"), "esco-1.2.0")

    def setUp(self):
        if not os.path.isdir(self.FOLDER):
            self.skipTest(f"{self.FOLDER} is not there")

    def test_import_and_use(self):
        snapshot = self.path("esco.snap")
        report = self.run_json("import", "esco", self.FOLDER, "-o", snapshot)
        self.assertEqual((report["occupations"], report["skills"] + report["knowledge"], report["relations_read"]), (3039, 13939, 129004))
        self.assertGreater(report["relations"], 128000)
        text = self.run_ok("import", "esco", self.FOLDER, "-o", snapshot)
        self.check_width(text)
        self.assertIn("3.039", text)
        info = self.run_json("info", "--taxonomy", snapshot)
        self.assertEqual((info["concepts"]["occupation"], info["hash"]), (3039, report["hash"]))
        x = self.run_json("explain", "welder", "--to", "solderer", "--taxonomy", snapshot)
        self.assertEqual(sum(c["score_units"] for c in x["contributions"]), x["score_units"])
        text = self.run_ok("transitions", "welder", "--taxonomy", snapshot, "--lang", "en")
        self.check_width(text)
        self.assertIn("ESCO", text)


class Onet(Case):
    FOLDER = os.path.join(os.path.dirname(Esco.FOLDER), "onet-29.2")
    CROSSWALK = os.path.join(os.path.dirname(Esco.FOLDER), "transitions", "crosswalk_esco_onet.csv")

    def setUp(self):
        for needed in (self.FOLDER, self.CROSSWALK, Esco.FOLDER):
            if not os.path.exists(needed):
                self.skipTest(f"{needed} is not there")

    def test_import_use_and_translate(self):
        onet, esco = self.path("onet.ovs"), self.path("esco.ovs")
        report = self.run_json("import", "onet", self.FOLDER, "-o", onet)
        self.assertEqual((report["occupations"], report["skills"], report["knowledge"]), (1016, 35, 33))
        text = self.run_ok("import", "onet", self.FOLDER, "-o", onet)
        self.check_width(text)
        self.assertIn("Abilities.txt", text)
        self.assertIn("Welders", self.run_ok("search", "welder", "--taxonomy", onet))
        self.check_width(self.run_ok("transitions", "Cashiers", "--taxonomy", onet, "--lang", "en"))
        self.run_ok("import", "esco", Esco.FOLDER, "-o", esco)
        result = self.run_json("translate", "http://data.europa.eu/esco/occupation/6c3fd65e-2d24-47d8-bc22-9e93512bdcc2", "--taxonomy", esco, "--into", onet,
                               "--crosswalk", self.CROSSWALK, exit_code=OK)
        self.assertEqual([entry["outcome"] for entry in result["entries"] if entry["origin"]], ["kept"])


class Reporter(unittest.TextTestResult):
    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.stream.writeln(f"skipped: {test.id()}: {reason}")


def main():
    global PROGRAM
    if len(sys.argv) < 2:
        sys.exit("usage: test_cli.py PATH_TO_OVERSTAP [unittest arguments]")
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(exit=False, testRunner=unittest.TextTestRunner(stream=sys.stdout, resultclass=Reporter)).result
    # Subtests can fail more than once in a test.
    failed = len({(test.test_case if hasattr(test, "test_case") else test).id() for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed", flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
