# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""scripts/fetch_competentnl.py against a stand-in server: what is fetched, what is resumed, what goes wrong, and where the key never is.

    python3 tests/fetch/test_fetch.py [PATH_TO_OVERSTAP] [unittest arguments]

With the program (or the variable OVERSTAP_CLI) it also imports a fetched folder. Nothing here reaches the network beyond 127.0.0.1.
"""
import contextlib
import hashlib
import io
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import types
import unittest
from collections import Counter
from typing import Any, Iterable
from unittest import mock

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts" / "fetch_competentnl.py"
sys.path[:0] = [str(ROOT / "scripts"), str(pathlib.Path(__file__).resolve().parent)]
sys.dont_write_bytecode = True
import fetch_competentnl as client  # noqa: E402
import keyed_client  # noqa: E402
from stand_in import AREA, CNLO, KSMO, OCCUPATION, ODD_TEXTS, OTHER, SKILL, SKOS, TYPE, UWV, XL, XSD, StandIn, Term, Triple, text, uri  # noqa: E402

CLI = os.environ.get("OVERSTAP_CLI", "")
OK, USAGE, MALFORMED, IO, INTERRUPTED = 0, 2, 5, 6, 130
CLASSES = {CNLO + "Occupation": "occupation", UWV + "Occupation": "occupation", CNLO + "HumanCapability": "skill", CNLO + "KnowledgeArea": "knowledge",
           UWV + "OccupationTask": "task", UWV + "OccupationCircumstance": "condition", CNLO + "EducationalNorm": "course", UWV + "DetailedLabel": "ignored"}
SKOLEM = "urn:overstap:skolem:"


def small_map(triples: Iterable[Triple]) -> dict[str, Any]:
    """A predicate map of just what the graph uses, so that a fetch is some 40 requests."""
    roles = {XL + "literalForm": "literal_form", UWV + "hasContentStatus": "status"}
    predicates = {p[1]: {"role": roles.get(p[1], "text")} for _, p, _ in triples}
    return {"prefixes": {"skos": SKOS, "cnluwvo": [UWV, "urn:older:"]}, "classes": {c: {"kind": k} for c, k in CLASSES.items()},
            "predicates": predicates | {"skos:inScheme": {"role": "ignored"}, "urn:overstap:def:isco": {"role": "isco"}}}


def parse(content: str) -> list[Triple]:
    """N-Triples, the slow and obvious way: character by character."""
    found = []
    for line in content.split("\n"):
        terms, at = [], 0
        while line and line[at] != ".":
            if line[at] == " ":
                at += 1
            elif line[at] == "<":
                end = line.index(">", at)
                terms.append(uri(line[at + 1:end]))
                at = end + 1
            elif line[at] == "_":
                end = line.index(" ", at)
                terms.append(("bnode", line[at + 2:end]))
                at = end
            else:
                assert line[at] == '"', line
                value, at = "", at + 1
                while line[at] != '"':
                    if line[at] == "\\":
                        plain = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}.get(line[at + 1])
                        value += plain if plain is not None else chr(int(line[at + 2:at + 6], 16))
                        at += 2 if plain is not None else 6
                    else:
                        value, at = value + line[at], at + 1
                at += 1
                more = re.match(r"@([\w-]+)|\^\^<([^>]*)>|", line[at:])
                at += more.end()
                terms.append(text(value, more[1] or "", more[2] or ""))
        if line:
            assert len(terms) == 3 and line[at:] == ".", line
            found.append(tuple(terms))
    return found


def named(triples: Iterable[Triple]) -> Counter:
    """The triples with each blank or skolem node replaced by what identifies it: who points to it, how, and its text."""
    triples = list(triples)
    def odd(term: Term) -> bool:
        return term[0] == "bnode" or term[1].startswith(SKOLEM)
    names: dict[Term, Term] = {}
    for s, p, o in triples:
        if odd(o):
            forms = sorted(t[2] for t in triples if t[0] == o and t[1][1] == XL + "literalForm")
            names[o] = ("node", str((s, p, forms)))
    return Counter((names.get(s, s), p, names.get(o, o)) for s, p, o in triples)


def plain(triples: Iterable[Triple]) -> set[Triple]:
    """xsd:string is the datatype of a plain literal."""
    return {(s, p, text(*o[1:3]) if o[0] == "literal" and o[3:] == (XSD + "string",) else o) for s, p, o in triples}


class Case(unittest.TestCase):
    maxDiff = 4000

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.server = StandIn()
        self.addCleanup(self.server.__exit__)
        self.server.__enter__()
        self.map = self.folder / "map.json"
        self.map.write_text(json.dumps(small_map(self.server.triples)), encoding="utf-8")
        self.said: list[str] = []
        self.slept: list[float] = []
        for patch in (mock.patch.dict(os.environ, {"COMPETENTNL_API_KEY": self.server.key, "LC_ALL": "en_GB.UTF-8", "http_proxy": "http://127.0.0.1:9"}),
                      mock.patch.object(keyed_client, "time", types.SimpleNamespace(sleep=self.slept.append, time=time.time, monotonic=time.monotonic)),
                      mock.patch.object(client.os, "fsync", lambda _: None)):
            patch.start()
            self.addCleanup(patch.stop)
        self.addCleanup(self.no_key_anywhere)
        self.out = self.folder / "out"

    def no_key_anywhere(self) -> None:
        for content in self.said + [p.read_text(encoding="utf-8", errors="replace") for p in self.folder.rglob("*") if p.is_file() and p.name != "key"]:
            self.assertNotIn(self.server.key, content)
            self.assertNotIn("Traceback", content)

    def run_client(self, *arguments: str, output: pathlib.Path | None = None, base: bool = True) -> tuple[int, str, str]:
        given = ["--output", str(output or self.out), "--endpoint", self.server.url + "/v1", "--rest", self.server.url, "--map", str(self.map), "--delay", "0"]
        stdout, stderr = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            code = client.main((given if base else []) + list(arguments))
        self.said += [stdout.getvalue(), stderr.getvalue()]
        return code, stdout.getvalue(), stderr.getvalue()

    def run_ok(self, *arguments: str, output: pathlib.Path | None = None) -> str:
        code, stdout, stderr = self.run_client(*arguments, output=output)
        self.assertEqual(code, OK, stderr)
        return stdout

    def run_error(self, code: int, *arguments: str, base: bool = True) -> str:
        """Standard error of a run that ends with `code`; nothing is on standard output, and no folder looks finished."""
        found, stdout, stderr = self.run_client(*arguments, base=base)
        self.assertEqual((found, stdout), (code, ""), stderr)
        self.assertFalse((self.out / "fetch/manifest.json").exists())
        self.assertTrue(stderr.startswith("fetch_competentnl: "), stderr)
        return stderr

    def files(self, folder: pathlib.Path | None = None) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in sorted((folder or self.out).iterdir()) if p.suffix == ".nt"}

    def triples(self, folder: pathlib.Path | None = None) -> list[Triple]:
        return [t for content in self.files(folder).values() for t in parse(content.decode("utf-8"))]

    def check_complete(self, folder: pathlib.Path | None = None) -> None:
        found = self.triples(folder)
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(named(set(found)), named(plain(self.server.triples)))
        self.assertFalse([p.name for p in (folder or self.out).rglob("*") if p.suffix in (".part", ".tmp")])


class Whole(Case):
    def test_triple_for_triple(self) -> None:
        self.run_ok("--quiet")
        self.check_complete()
        self.assertEqual(self.said[-1], "")
        self.assertTrue(all(m == "POST" and path == "/v1" for m, path, _ in self.server.log))
        texts = {o[1] for _, _, o in self.triples() if o[0] == "literal"}
        self.assertLessEqual(set(ODD_TEXTS), texts)

    def test_any_page_size_and_cap_give_the_same_bytes(self) -> None:
        self.run_ok()
        expected = self.files()
        for cap, size in ((3, 10), (7, 10), (10_000, 11), (1000, 100_000)):
            self.server.cap = cap
            self.run_ok("--page-size", str(size), output=self.folder / f"{cap}-{size}")
            self.assertEqual(self.files(self.folder / f"{cap}-{size}"), expected)

    def test_manifest(self) -> None:
        printed = json.loads(self.run_ok("--json"))
        manifest = json.loads((self.out / "fetch/manifest.json").read_text(encoding="utf-8"))
        self.assertEqual(printed, manifest)
        self.assertEqual(manifest["source"], "CompetentNL")
        self.assertEqual(manifest["endpoint"], self.server.url + "/v1")
        self.assertRegex(manifest["date"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual({f["name"]: (f["bytes"], f["sha256"]) for f in manifest["files"]},
                         {n: (len(b), hashlib.sha256(b).hexdigest()) for n, b in self.files().items()})
        self.assertEqual(manifest["triples"], len(self.triples()))
        counts = Counter({p["predicate"]: p["triples"] for p in manifest["parts"] if "class" not in p and not p["part"].endswith("-labels")})
        for predicate in (SKOS + "prefLabel", CNLO + "requiresHATEssential", UWV + "isRegulatedProfession"):
            self.assertEqual(counts[predicate], sum(p[1] == predicate for _, p, _ in self.server.triples))
        self.assertEqual({p["class"]: p["triples"] for p in manifest["parts"] if "class" in p}[CNLO + "Occupation"], 3)

    def test_ascii_json_is_the_same(self) -> None:
        self.run_ok()
        self.server.fault = lambda n: "ascii"
        self.run_ok(output=self.folder / "ascii")
        self.assertEqual(self.files(), self.files(self.folder / "ascii"))

    def test_only_simple_queries_are_asked(self) -> None:
        for only in ([], ["--only", "occupations"]):
            code, stdout, _ = self.run_client("--dry-run", "--map", str(client.DEFAULT_MAP), *only)
            self.assertEqual(code, OK)
            for query in stdout.splitlines():
                self.assertNotRegex(query, r"UNION|FROM|OPTIONAL|\?p ")
                self.assertRegex(query, r" ORDER BY \?s( \?o)? LIMIT 10000 OFFSET 0$")
            self.assertIn(CNLO + "requiresHATEssential>", stdout)
            self.assertNotIn("urn:overstap:", stdout)
            self.assertNotIn("inScheme", stdout)
        self.assertEqual(self.server.log, [])
        self.assertFalse(self.out.exists())

    def test_prefixes_with_several_namespaces(self) -> None:
        self.map.write_text(json.dumps({"prefixes": {"a": ["urn:x:", "urn:y:"]}, "predicates": {"a:one": {"role": "text"}, "urn:z:two": {"role": "text"}}}))
        asked = json.loads(self.run_ok("--dry-run", "--json"))
        self.assertEqual([re.search(r"<(urn:.*?)>", q)[1] for q in asked], ["urn:x:one", "urn:y:one", "urn:z:two"])

    def test_only_some_kinds(self) -> None:
        self.run_ok("--only", "Tasks,knowledge")
        wanted = {s for s, p, o in self.server.triples if p[1] == TYPE and o[1] in (UWV + "OccupationTask", CNLO + "KnowledgeArea")}
        nodes = {o for _, p, o in self.server.triples if p[1] in (XL + "prefLabel",)}
        expected = {t for t in plain(self.server.triples) if t[0] in wanted} | {
            t for t in plain(self.server.triples) if t[0] in nodes and t[1][1] in (XL + "literalForm", UWV + "hasContentStatus")}
        expected |= {t for t in plain(self.server.triples) if t[0][1].startswith(OCCUPATION) and t[1][1] == UWV + "hasContentStatus"}
        self.assertEqual(set(self.triples()), expected)

    def test_a_second_class_of_the_same_subjects_is_not_asked_again(self) -> None:
        self.run_ok("--only", "occupation")
        joined = [form for _, _, form in self.server.log if "Occupation%3E+.+" in form]
        self.assertTrue(joined)
        self.assertFalse([form for form in joined if "competentnl_uwv%23Occupation%3E+.+" in form])
        occupations = {t for t in plain(self.server.triples) if t[0][1].startswith(OCCUPATION)}
        self.assertLessEqual({t for t in occupations if t[2][0] != "bnode"}, set(self.triples()))


class BlankNodes(Case):
    def test_label_nodes_get_lasting_names(self) -> None:
        self.server.cap = 2
        self.run_ok()
        found = self.triples()
        node = SKOLEM + hashlib.sha256(f'<{OCCUPATION}AAAA000002>\n{XL}altLabel\n"Ander woord voor Proefleider"@nl'.encode()).hexdigest()[:32]
        self.assertEqual({(p[1], o) for s, p, o in found if s == uri(node)},
                         {(TYPE, uri(UWV + "DetailedLabel")), (XL + "literalForm", text("Ander woord voor Proefleider", "nl")),
                          (UWV + "hasContentStatus", uri(UWV + "ContentStatus_Current"))})
        self.assertIn((uri(OCCUPATION + "AAAA000002"), uri(XL + "altLabel"), uri(node)), found)
        self.assertNotIn(b"_:", b"".join(line for b in self.files().values() for line in b.splitlines() if b'"' not in line))
        self.check_complete()

    def test_same_text_of_two_subjects_or_predicates_is_not_one_node(self) -> None:
        for i, (subject, predicate) in enumerate(((OCCUPATION + "AAAA000001", XL + "altLabel"), (OCCUPATION + "AAAA000002", XL + "altLabel"),
                                                  (OCCUPATION + "AAAA000001", UWV + "specialization"))):
            self.server.triples += [(uri(subject), uri(predicate), ("bnode", f"same{i}")), (("bnode", f"same{i}"), uri(XL + "literalForm"), text("Zelfde", "nl"))]
        both = uri(OTHER + "NAMED")           # a node with a name beside those without
        self.server.triples += [(uri(OCCUPATION + "AAAA000001"), uri(XL + "altLabel"), both), (both, uri(XL + "literalForm"), text("Met naam", "nl"))]
        self.run_ok()
        self.check_complete()
        self.assertEqual(len({s for s, p, o in self.triples() if o == text("Zelfde", "nl")}), 3)
        self.assertEqual({s for s, p, o in self.triples() if o == text("Met naam", "nl")}, {both})

    def test_a_node_without_text_is_counted(self) -> None:
        self.server.triples += [(uri("urn:example:norm:1"), uri(CNLO + "prescribesHATEssential"), ("bnode", "level")),
                                (("bnode", "level"), uri(TYPE), uri(CNLO + "Level"))]
        manifest = json.loads(self.run_ok("--json"))
        self.assertEqual(sum(p["left_out"] for p in manifest["parts"]), 1)
        self.assertIn("1 rows or blank nodes left out", self.said[-1])

    def test_terms_that_no_file_can_hold_are_left_out_and_counted(self) -> None:
        subject, p = uri(SKILL + "BBBB000003"), uri(SKOS + "altLabel")
        before = set(plain(self.server.triples))
        self.server.fault = lambda n: "ascii"
        self.server.triples += [(subject, p, uri(bad)) for bad in ("relative", "urn:with space", "urn:a>b", 'urn:"', "", "urn:line\nbreak", "urn:x\u2028y")]
        self.server.triples += [(subject, p, text("lone \ud800")), (subject, p, text("x", "not a language")), (subject, p, text("x", "", "no iri"))]
        manifest = json.loads(self.run_ok("--json"))
        self.assertEqual(sum(p["left_out"] for p in manifest["parts"]), 10)
        self.assertEqual(named(self.triples()), named(before))


class Resumed(Case):
    def setUp(self) -> None:
        super().setUp()
        self.server.cap = 5
        self.run_ok(output=self.folder / "expected")
        self.expected = self.files(self.folder / "expected")
        self.pages = len(self.server.log)

    def test_interrupted_at_every_page(self) -> None:
        done, runs = 0, 0
        self.server.log.clear()
        while done != OK or runs == 0:
            start = len(self.server.log)
            self.server.fault = lambda n: "503" if n > start + 1 else None      # one good answer a run
            done, _, _ = self.run_client("--resume", "--tries", "1")
            runs += 1
            self.assertIn(done, (OK, IO))
            self.assertLessEqual(runs, self.pages + 1)
            if done == IO:
                self.assertFalse(self.files())
        self.assertGreaterEqual(runs, self.pages - 1)
        self.assertEqual(self.files(), self.expected)
        self.assertEqual(len(self.server.log), self.pages + runs - 1, "no page is asked twice but the one that failed")

    def test_killed_while_writing(self) -> None:
        """Dies before, halfway and after the append, and before the note of every 17th page; what was not noted is cut off."""
        append, note = client.Folder.append, client.Folder.note
        for page in range(1, self.pages, 17):
            for moment in ("before", "torn", "after"):
                count = 0

                def broken(folder: Any, name: str, lines: list[str]) -> None:
                    nonlocal count
                    count += 1
                    if count != page:
                        return append(folder, name, lines)
                    if moment == "torn" and lines:
                        with open(folder.path / (name + ".nt.part"), "ab") as file:
                            file.write("".join(lines).encode()[:-7])
                    if moment == "after":
                        append(folder, name, lines)
                    raise KeyboardInterrupt

                out = self.folder / f"{page}-{moment}"
                with mock.patch.object(client.Folder, "append", broken):
                    self.assertEqual(self.run_client(output=out)[0], INTERRUPTED)
                self.run_ok("--resume", output=out)
                self.assertEqual(self.files(out), self.expected, (page, moment))
        self.assertIs(client.Folder.note, note)

    def test_manifests_differ_in_date_alone(self) -> None:
        self.server.fault = lambda n: "503" if n > self.pages + 20 else None
        self.run_error(IO, "--tries", "1")
        self.server.fault = lambda n: None
        self.run_ok("--resume")
        one, two = (json.loads((p / "fetch/manifest.json").read_text()) for p in (self.out, self.folder / "expected"))
        self.assertEqual(one | {"date": ""}, two | {"date": ""})

    def test_resuming_what_is_complete_asks_nothing(self) -> None:
        self.run_ok("--resume", output=self.folder / "expected")
        self.assertEqual(len(self.server.log), self.pages)
        self.assertEqual(self.files(self.folder / "expected"), self.expected)

    def test_resuming_what_was_begun_otherwise(self) -> None:
        for change in (["--only", "skills"], ["--endpoint", self.server.url + "/v2"]):
            code, _, stderr = self.run_client("--resume", *change, output=self.folder / "expected")
            self.assertEqual(code, USAGE)
            self.assertIn("--force", stderr)

    def test_damage(self) -> None:
        out = self.folder / "expected"
        state = (out / "fetch/state.json").read_text()
        for bad in ("", "{", "[]", "null", '{"format": 2}', state[:-9], state.replace('"rows": 3', '"rows": "3"')):
            (out / "fetch/state.json").write_text(bad)
            code, _, stderr = self.run_client("--resume", output=out)
            self.assertEqual(code, MALFORMED, bad)
            self.assertIn("--force", stderr)
        self.run_ok("--force", output=out)
        self.server.fault = lambda n: "404" if "OFFSET+5" in self.server.log[-1][2] else None
        self.run_error(IO)
        part = max(self.out.glob("*.part"), key=lambda p: p.name)
        part.write_bytes(part.read_bytes()[:-1])
        self.server.fault = lambda n: None
        self.assertIn("shorter", self.run_error(IO, "--resume"))

    def test_a_folder_with_something_else(self) -> None:
        (self.out / "fetch").mkdir(parents=True)
        (self.out / "mine.txt").write_text("mine")
        for option in ([], ["--resume"]):
            self.assertIn("not empty", self.run_error(USAGE, *option))
        code, _, _ = self.run_client(output=self.folder / "expected")
        self.assertEqual(code, USAGE)
        (self.out / "099-old.nt").write_text("old")
        self.run_ok("--force")
        self.assertEqual(self.files(), self.expected)
        self.assertEqual((self.out / "mine.txt").read_text(), "mine")


class Rude(Case):
    """The server misbehaves."""

    def test_what_passes_is_tried_again(self) -> None:
        rng = random.Random(11)
        self.server.cap = 5
        self.server.fault = lambda n: rng.choice(["429 0", "429 7", "429 date", "429", "500", "502", "503", "504", "reset", "short"]) if rng.random() < 0.4 else None
        self.run_ok("--tries", "20")
        self.check_complete()
        self.assertIn("HTTP 429: try 2 of 20", self.said[-1])
        self.assertTrue(any(7 <= s < 7.2 for s in self.slept))
        self.assertLessEqual(max(self.slept), 60)

    def test_waiting_grows_up_to_a_minute(self) -> None:
        self.server.fault = lambda n: "503"
        error = self.run_error(IO, "--tries", "10")
        self.assertIn("HTTP 503: for 10 tries", error)
        self.assertEqual(len(self.server.log), 10)
        self.assertEqual(len(self.slept), 9)
        for i, seconds in enumerate(self.slept):
            self.assertLessEqual(min(60, 2 ** i) / 2, seconds)
            self.assertLessEqual(seconds, min(60, 2 ** i))

    def test_delay_between_requests(self) -> None:
        self.run_ok("--delay", "0.25")
        self.assertEqual(self.slept, [0.25] * (len(self.server.log) - 1))

    def test_rate_limit(self) -> None:
        self.server.fault = lambda n: "429 2" if n % 6 == 0 else None
        self.run_ok()
        self.check_complete()
        self.assertEqual(len(self.slept), len(self.server.log) // 6)

    def test_a_wait_too_long(self) -> None:
        for fault in ("429 86400", "503 later", "429 " + "9" * 400):
            self.slept.clear()
            self.server.fault = lambda n: fault
            error = self.run_error(IO, "--force", "--tries", "2")
            self.assertEqual("asks to wait" in error, fault.startswith("429"))
            self.assertEqual(len(self.slept), 0 if fault.startswith("429") else 1)

    def test_slow_first_answer(self) -> None:
        self.server.fault = lambda n: "slow 0.6" if n == 1 else None
        self.run_ok("--timeout", "0.2")
        self.check_complete()
        self.assertIn("timed out", self.said[-1])

    def test_nobody_there(self) -> None:
        self.assertIn("refused", self.run_error(IO, "--endpoint", "http://127.0.0.1:9/v1", "--tries", "2"))

    def test_refused(self) -> None:
        for fault, word in (("401", "key is not accepted"), ("403", "key is not accepted"), ("404", "--endpoint"), ("400 near line 1", "near line 1"),
                            ("406", "refuses"), ("302", "redirect"), ("307", "redirect"), ("308", "redirect")):
            with self.subTest(fault):
                self.server.log.clear()
                self.server.fault = lambda n: fault
                self.assertIn(word, self.run_error(IO, "--force"))
                self.assertEqual(len(self.server.log), 1)

    def test_wrong_key(self) -> None:
        """It leaves nothing that would be in the way of the right one."""
        with mock.patch.dict(os.environ, {"COMPETENTNL_API_KEY": "wrong-key-wrong"}):
            error = self.run_error(IO)
        self.assertIn("HTTP 403", error)
        self.assertIn("***", error)
        self.assertNotIn("wrong-key-wrong", error)
        self.run_ok()
        self.check_complete()

    def test_web_page(self) -> None:
        for fault in ("html", "html application/sparql-results+json"):
            self.server.fault = lambda n: fault
            self.assertIn("web page", self.run_error(MALFORMED, "--force"))

    def test_malformed_json(self) -> None:
        good = {"s": {"type": "uri", "value": "urn:s"}}
        bodies = ["", "{", "[]", "null", "{}", '{"results": {}}', '{"results": {"bindings": {}}}', '{"results": {"bindings": "abc"}}',
                  '{"results": {"bindings": [1]}}',
                  '{"results": {"bindings": [{}]}}', json.dumps({"results": {"bindings": [good, {"s": {"type": "uri"}}]}}),
                  json.dumps({"results": {"bindings": [{"s": {"type": "uri", "value": 3}}]}}), json.dumps({"results": {"bindings": [{"s": "urn:s"}]}}),
                  "[" * 100_000, '{"results": {"bindings": [{"s": {"type": "uri", "value": "\udcff"}}]}}', "\x1b[2J"]
        self.server.bodies = [b.encode("utf-8", "surrogateescape") for b in bodies]
        for i in range(len(bodies)):
            with self.subTest(bodies[i][:60]):
                self.server.fault = lambda n: f"body {i}"
                error = self.run_error(MALFORMED, "--force")
                self.assertIn("SPARQL JSON", error)
                self.assertNotIn("\x1b", error)
        self.server.log.clear()
        self.server.fault = lambda n: "cut" if n == 3 else None
        self.run_error(MALFORMED, "--force")
        self.server.fault = lambda n: None
        self.run_ok("--resume")
        self.check_complete()

    def test_odd_terms_do_not_crash(self) -> None:
        odd = [{"type": "uri", "value": "urn:s", "datatype": ["x"]}, {"type": "literal", "value": "x", "xml:lang": 3}, {"type": "triple", "value": "x"},
               {"type": "literal", "value": "x", "datatype": {}}, {"type": "bnode", "value": ""}]
        self.server.bodies = [json.dumps({"results": {"bindings": [{"s": t, "o": t, "x": None} for t in odd]}}).encode()]
        self.server.fault = lambda n: "body 0"
        self.assertIn("repeats", self.run_error(MALFORMED))

    def test_pages_that_repeat(self) -> None:
        self.server.cap = 3
        self.server.fault = lambda n: "ignore-offset"
        error = self.run_error(MALFORMED)
        self.assertIn("OFFSET", error)
        self.assertLessEqual(len(self.server.log), 2)

    def test_rows_that_come_twice_are_written_once_and_told(self) -> None:
        self.server.triples = self.server.triples + [t for t in self.server.triples if t[1][1] == SKOS + "prefLabel"]
        manifest = json.loads(self.run_ok("--json"))
        self.check_complete()
        self.assertEqual(sum(p["repeated"] for p in manifest["parts"]), sum(t[1][1] == SKOS + "prefLabel" for t in self.server.triples) // 2)
        self.assertIn("came more than once", self.said[-1])

    def test_a_server_that_will_not_sort_far(self) -> None:
        self.server.cap, self.server.sorted_top = 4, 20
        self.run_ok("--page-size", "10", "--tries", "1")
        self.check_complete()
        self.assertTrue(any("%7B+%7B+SELECT" in form for _, _, form in self.server.log))

    def test_an_answer_too_large(self) -> None:
        with mock.patch.object(keyed_client, "MAX_BODY", 500):
            self.assertIn("--page-size", self.run_error(IO))

    def test_an_answer_with_the_key(self) -> None:
        self.server.triples.append((uri(SKILL + "BBBB000001"), uri(SKOS + "altLabel"), text(self.server.key)))
        self.assertIn("repeats the key", self.run_error(MALFORMED))

    def test_the_stand_in_refuses_what_the_service_refuses(self) -> None:
        for where, code in (("{ ?s ?p ?o } UNION { ?s ?p ?o }", "HTTP 500"), ("FROM <urn:g>", "HTTP 400")):
            speaker = keyed_client.Speaker("en", self.server.key)
            asker = keyed_client.Client(self.server.key, 0, 10, 1, speaker)
            speaker.quiet = True
            with self.assertRaises(keyed_client.Fault) as caught:
                client.ask_sparql(asker, self.server.url + "/v1", client.Part("x", ("s",), where), 10, 0)
            self.assertIn(code, str(caught.exception))


class Rest(Case):
    def setUp(self) -> None:
        super().setUp()
        self.server.cap = 200
        lines = [f'<{OTHER}{i}> <{SKOS}prefLabel> "Label {i} \\u00E9 \\"x\\" {chr(0x20ac)}"@nl .' for i in range(7)]
        self.server.sets = {"occupations-id-02": lines, "skills-id-01": [f"_:b0 <{SKOS}broader> <urn:x{i}> ." for i in range(3)], "leeg-01": []}

    def test_pages_until_an_empty_one(self) -> None:
        self.server.cap = 3
        manifest = json.loads(self.run_ok("--rest-set", "occupations-id-02", "leeg-01", "--json"))
        content = self.files()["001-rest-occupations-id-02.nt"].decode()
        self.assertEqual(content, "".join(line + "\n" for line in self.server.sets["occupations-id-02"]))
        self.assertEqual(parse(content)[0][2], text(f'Label 0 \u00e9 "x" \u20ac', "nl"))
        self.assertEqual([path for _, path, _ in self.server.log][:4], [f"/occupations-id-02/v1?page={i}&pageSize=200" for i in (1, 2, 3, 4)])
        self.assertEqual([(p["set"], p["triples"]) for p in manifest["parts"]], [("occupations-id-02", 7), ("leeg-01", 0)])

    def test_blank_nodes_of_two_pages_are_two_nodes(self) -> None:
        self.server.cap = 1
        self.run_ok("--rest-set", "skills-id-01")
        self.assertEqual(len({s for s, _, _ in self.triples()}), 3)
        self.server.cap = 200
        self.run_ok("--rest-set", "skills-id-01", output=self.folder / "one")
        self.assertEqual(len({s for s, _, _ in self.triples(self.folder / "one")}), 1)

    def test_resumed(self) -> None:
        self.server.cap = 2
        self.run_ok("--rest-set", "occupations-id-02", "skills-id-01", output=self.folder / "expected")
        self.server.fault = lambda n: "503" if n % 2 else None
        for _ in range(20):
            code = self.run_client("--rest-set", "occupations-id-02", "skills-id-01", "--resume", "--tries", "1")[0]
            if code == OK:
                break
        self.assertEqual(self.files(), self.files(self.folder / "expected"))

    def test_what_is_no_n_triples(self) -> None:
        bad = ["hello", '{"a": 1}', "<a> <b> .", '<urn:a> <urn:b> "open .', "<urn:a> <urn:b> <urn:c>", '"x" <urn:b> <urn:c> .', "<urn:a> <urn:b> <urn:c> . <urn:d>"]
        self.server.bodies = [f"<urn:a> <urn:b> <urn:c> .\n{b}\n".encode() for b in bad] + [b"<urn:a> <urn:b> \"\xff\" .\n"]
        for i in range(len(self.server.bodies)):
            with self.subTest(self.server.bodies[i]):
                self.server.fault = lambda n: f"body {i}"
                self.assertIn("001-rest-leeg-01:1", self.run_error(MALFORMED, "--force", "--rest-set", "leeg-01"))

    def test_unknown_set_and_repeated_page(self) -> None:
        self.assertIn("--rest-set", self.run_error(IO, "--rest-set", "onbekend-09"))
        self.server.bodies = [b"<urn:a> <urn:b> <urn:c> .\n"]
        self.server.fault = lambda n: "body 0"
        self.assertIn("repeats", self.run_error(MALFORMED, "--force", "--rest-set", "leeg-01"))
        self.run_error(USAGE, "--rest-set", "../x")


class Usage(Case):
    def test_addresses(self) -> None:
        for url in ("http://sparql.competentnl.nl/v1", "http://127.0.0.1.example.com/", "http://localhost@evil.example/", "ftp://localhost/", "",
                    "sparql.competentnl.nl",
                    "https://user:pass@host/v1", "https://host/v1?apikey=x", "https://host/#x", "https://", "https://[::1", "https://host:port/", "https://ho st/"):
            for option in ("--endpoint", "--rest"):
                with self.subTest(url=url, option=option):
                    self.assertIn(option, self.run_error(USAGE, option, url))
        self.assertEqual(self.server.log, [])

    def test_wrong_usage(self) -> None:
        for arguments in (["--page-size", "0"], ["--page-size", "x"], ["--delay", "-1"], ["--delay", "nan"], ["--tries", "0"], ["--timeout", "0"], ["--lang", "de"],
                          ["--nonsense"], ["more"], ["--rest-set"], ["--key", "geheim-op-de-regel"], ["--key=geheim-op-de-regel"], ["--apikey=geheim-op-de-regel"]):
            with self.subTest(arguments):
                error = self.run_error(USAGE, *arguments)
                self.assertIn("--help", error)
                self.assertNotIn("geheim-op-de-regel", error)
        self.assertIn("--output", self.run_error(USAGE, base=False))
        self.assertIn("choose from condition, course, knowledge, occupation, skill, task\n", self.run_error(USAGE, "--only", "fietsen"))

    def test_key(self) -> None:
        for key in ("", "   ", "short", "with space inside", "caf\u00e9-caf\u00e9-caf\u00e9", "x" * 5000, "line\nbreak-key"):
            with mock.patch.dict(os.environ, {"COMPETENTNL_API_KEY": key}):
                self.assertIn("COMPETENTNL_API_KEY", self.run_error(USAGE))
        self.assertFalse(self.out.exists())

    def test_key_file(self) -> None:
        path = self.folder / "key"
        with mock.patch.dict(os.environ):
            del os.environ["COMPETENTNL_API_KEY"]
            path.write_text(self.server.key + "\n")
            for mode in (0o644, 0o640, 0o604, 0o602, 0o610):
                path.chmod(mode)
                self.assertIn("chmod 600", self.run_error(USAGE, "--key-file", str(path)))
            path.chmod(0o600)
            self.run_ok("--key-file", str(path))
            self.check_complete()
            for wrong in (self.server.key, str(self.folder)):       # the key itself in place of a file
                code, _, stderr = self.run_client("--key-file", wrong, output=self.folder / "other")
                self.assertEqual(code, USAGE)
                self.assertNotIn(wrong, stderr)

    def test_map(self) -> None:
        for content in ("", "[]", "{}", '{"predicates": {}}', '{"predicates": []}', '{"predicates": {"urn:a": 3}}', '{"predicates": {"urn:a": {}}}',
                        '{"predicates": {"no iri": {"role": "text"}}}', '{"predicates": {"urn:a> ?o } #": {"role": "text"}}}', '{"prefixes": 3}', "[" * 100_000):
            with self.subTest(content[:60]):
                self.map.write_text(content)
                self.assertIn("map.json", self.run_error(MALFORMED))
        self.assertIn("no-such", self.run_error(IO, "--map", str(self.folder / "no-such")))

    def test_language(self) -> None:
        for env, lang in (("nl_NL.UTF-8", "nl"), ("en_GB", "en"), ("C", "nl"), ("", "nl")):
            with mock.patch.dict(os.environ, {"LC_ALL": env, "LANG": ""}):
                self.assertIn("niet begrepen" if lang == "nl" else "not understood", self.run_error(USAGE, "--nonsense"))
        self.assertIn("niet begrepen", self.run_error(USAGE, "--nonsense", "--lang", "nl"))
        self.assertIn("bestanden in", self.run_ok("--lang", "nl"))
        self.assertIn("bladzijde 1", self.said[-1])

    def test_output_that_cannot_be_written(self) -> None:
        (self.folder / "file").write_text("")
        code, _, stderr = self.run_client(output=self.folder / "file" / "out")
        self.assertEqual(code, IO)
        self.assertIn("file", stderr)

    def test_as_a_program(self) -> None:
        """In a process of its own: help, and an interruption by a signal."""
        run = subprocess.run([sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, env=os.environ | {"COLUMNS": "100"})
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        for option in ("--output", "--key-file", "--endpoint", "--rest-set", "--map", "--only", "--page-size", "--delay", "--timeout", "--tries", "--resume",
                       "--force",
                       "--dry-run", "--json", "--quiet", "--lang", "Exit codes: 0", "\nNL: ", "COMPETENTNL_API_KEY"):
            self.assertIn(option, run.stdout)
        self.server.fault = lambda n: "slow 30" if n == 4 else None
        command = [sys.executable, str(SCRIPT), "--output", str(self.out), "--endpoint", self.server.url + "/v1", "--map", str(self.map), "--delay", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        while len(self.server.log) < 4 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=10)
        self.said += [stdout.decode(), stderr.decode()]
        self.assertEqual(process.returncode, INTERRUPTED, stderr)
        self.assertIn(b"--resume", stderr)
        run = subprocess.run([*command, "--resume"], capture_output=True)
        self.assertEqual(run.returncode, OK, run.stderr)
        self.check_complete()


class EndToEnd(Case):
    def test_fetched_folder_can_be_imported(self) -> None:
        if not CLI:
            self.skipTest("no overstap program given (argument or OVERSTAP_CLI)")
        if "competentnl" not in subprocess.run([CLI, "import", "--help"], capture_output=True, text=True).stdout:
            self.skipTest("this overstap has no `import competentnl`")
        self.server.cap = 7
        self.run_ok("--map", str(client.DEFAULT_MAP))
        snapshot = self.folder / "cnl.ovs"
        run = subprocess.run([CLI, "import", "competentnl", str(self.out), "-o", str(snapshot), "--json"], capture_output=True, text=True)
        self.assertEqual(run.returncode, OK, run.stderr)
        report = json.loads(run.stdout)
        self.assertEqual(report["triples"], len(self.triples()))
        self.assertEqual([report[k] for k in ("occupations", "skills", "knowledge", "tasks", "conditions", "qualifications")], [3, 3, 1, 2, 2, 1])
        self.assertEqual([report[k] for k in ("unknown_predicates", "unknown_classes", "dangling")], [[], [], []])
        self.assertNotIn("no class", str(report["notes"]))
        for query, title in (("Proefleider", "Proefleider"), ("Ander woord voor Testschrijver", "Testschrijver")):
            found = subprocess.run([CLI, "search", query, "--json", "--taxonomy", str(snapshot)], capture_output=True, text=True)
            self.assertEqual(json.loads(found.stdout)["hits"][0]["label"], title, found.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        CLI = sys.argv.pop(1)
    unittest.main()
