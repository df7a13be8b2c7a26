# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The command line's JSON and the C API's are the same bytes, for every occupation of the starter taxonomy as origin.

usage: test_same_bytes.py OVERSTAP LIBOVERSTAP_SO
"""
import ctypes
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TERMINATED = ctypes.c_size_t(-1)


class Api:
    """The few functions needed, through ctypes: no header, no compiler, only the ABI."""

    def __init__(self, path: str):
        self.lib = ctypes.CDLL(path)
        self.lib.ovs_taxonomy_label.restype = ctypes.c_char_p
        self.lib.ovs_taxonomy_uri.restype = ctypes.c_char_p
        self.lib.ovs_report_json.restype = ctypes.c_void_p
        self.taxonomy = self.made("ovs_taxonomy_open_default")
        self.catalogue = self.made("ovs_catalogue_open_default")
        self.engine = self.made("ovs_engine_create", self.taxonomy, self.catalogue)

    def made(self, function: str, *arguments) -> ctypes.c_void_p:
        out = ctypes.c_void_p()
        status = getattr(self.lib, function)(*arguments, ctypes.byref(out), None)
        assert status == 0, (function, status)
        return out

    def profile(self, occupation: int) -> ctypes.c_void_p:
        return self.made("ovs_profile_from_occupations", self.taxonomy, (ctypes.c_uint32 * 1)(occupation), ctypes.c_size_t(1))

    def report(self, function: str, *arguments) -> bytes:
        report = self.made(function, *arguments)
        text = ctypes.c_char_p(self.lib.ovs_report_json(report, None)).value
        self.lib.ovs_report_unref(report)
        return text

    def text(self, function: str, *arguments) -> bytes:
        length = ctypes.c_size_t()
        call = getattr(self.lib, function)
        assert call(*arguments, None, ctypes.c_size_t(0), ctypes.byref(length), None) == 3  # OVS_E_BUFFER_TOO_SMALL tells the length
        buffer = ctypes.create_string_buffer(length.value + 1)
        assert call(*arguments, buffer, ctypes.c_size_t(len(buffer)), ctypes.byref(length), None) == 0
        return buffer.value


def main(program: str, library: str) -> int:
    api = Api(library)
    first, last = ctypes.c_uint32(), ctypes.c_uint32()
    assert api.lib.ovs_taxonomy_concepts(api.taxonomy, 0, ctypes.byref(first), ctypes.byref(last), None) == 0

    def cli(*arguments: str) -> bytes:
        run = subprocess.run([program, *arguments, "--json", "--lang", "nl"], check=False, capture_output=True)
        if run.returncode not in (0, 1):  # 1: no answer, which is one too
            raise subprocess.CalledProcessError(run.returncode, run.args, stderr=run.stderr)
        return run.stdout.strip()

    rules = api.made("ovs_funding_open_default")
    known = b'{"overstap_funding_context": 1, "start": "2026-12-07", "facts": {"employer_applies": true}, "balances": {"urn:overstap:funding:leerrekening": 400}}'
    known_flags = ("--fact", "start=2026-12-07", "--fact", "employer_applies=ja", "--balance", "urn:overstap:funding:leerrekening=400")
    api.lib.ovs_catalogue_uri.restype = ctypes.c_char_p
    api.lib.ovs_catalogue_size.restype = ctypes.c_uint32
    advice = b'{"overstap_advice": 1, "limit": 5, "wider": {"limit": 4}, "gates": {"licence": "demote", "education": "hide"}}'
    flags = ("--limit", "5", "--wider", "4", "--gate", "licence=demote", "--gate", "education=hide")
    passed = failed = 0
    for origin in range(first.value, last.value, 9):
        target = first.value + (origin * 7 + 1) % (last.value - first.value)
        if target == origin:
            target = first.value + (target + 1) % (last.value - first.value)
        from_uri, to_uri = (api.lib.ovs_taxonomy_uri(api.taxonomy, c, None).decode() for c in (origin, target))
        profile = api.profile(origin)
        explanation = api.made("ovs_explain_match", api.engine, profile, ctypes.c_uint32(target))
        pair = [(origin * 31) % api.lib.ovs_catalogue_size(api.catalogue), (origin * 7) % api.lib.ovs_catalogue_size(api.catalogue)]
        course_uris = [api.lib.ovs_catalogue_uri(api.catalogue, ctypes.c_uint32(c), None).decode() for c in pair]
        pairs = {
            "funding": (
                cli("funding", *course_uris, "--date", "2026-11-29", "--drafts", "--together", *known_flags),
                api.report("ovs_course_funding", rules, api.catalogue, (ctypes.c_uint32 * 2)(*pair), ctypes.c_size_t(2), known, TERMINATED, b"2026-11-29", 3, b"nl"),
            ),
            "transitions": (cli("transitions", from_uri), api.text("ovs_rank_transitions_json", api.engine, profile, b"nl", None)),
            "explain": (cli("explain", from_uri, "--to", to_uri), api.text("ovs_explanation_to_json", explanation, b"nl")),
            "gap": (cli("gap", from_uri, "--to", to_uri), api.text("ovs_explanation_gap_to_json", explanation, b"nl")),
            "advice": (cli("transitions", from_uri, *flags), api.report("ovs_advise", api.engine, profile, advice, TERMINATED, None, b"nl")),
            "why not": (
                cli("whynot", from_uri, "--to", to_uri, "--shown", "7", "--limit", "2"),
                api.report("ovs_why_not", api.engine, profile, ctypes.c_uint32(target), 7, 2, None, ctypes.c_size_t(0), b"nl"),
            ),
            "unlock": (
                cli("unlock", from_uri),
                api.report("ovs_unlock", api.engine, profile, 0, 0, 0, b"nl"),
            ),
            "path": (
                cli("path", from_uri, "--to", to_uri),
                api.report("ovs_find_paths", api.engine, profile, ctypes.c_uint32(target), None, None, ctypes.c_size_t(0), b"nl"),
            ),
            "plan": (
                cli("plan", from_uri, "--to", to_uri),
                api.report("ovs_plan_courses", api.engine, profile, ctypes.c_uint32(target), None, b"nl"),
            ),
            "questions": (cli("questions", from_uri), api.report("ovs_questions", api.engine, profile, 0, b"nl")),
            "person": (cli("person", from_uri), api.text("ovs_profile_to_json", profile)),
            "courses": (
                cli("courses", from_uri, "--to", to_uri),
                api.text("ovs_suggest_courses_json", api.engine, profile, ctypes.c_uint32(target), b"nl", None),
            ),
        }
        for what, (ours, theirs) in pairs.items():
            if ours == theirs and ours:
                passed += 1
            else:
                failed += 1
                print(f"{what} from {from_uri} to {to_uri} differs:\n  command line: {ours[:300]!r}\n  C API:        {theirs[:300]!r}")
        api.lib.ovs_explanation_unref(explanation)
        api.lib.ovs_profile_unref(profile)
    # Course feeds: the same report and, by its hash, the same catalogue.
    feeds = {
        "edudex": "<program><programClassification><programId>1</programId><creboCode>25655</creboCode></programClassification>"
        "<programDescriptions><programName>Een</programName></programDescriptions></program><!-- -->",
        "oeapi": json.dumps({"items": [{"courseId": "1", "name": [{"language": "nl", "value": "Een"}], "fieldsOfStudy": "0913", "duration": "P6M"}, {}]}),
    }
    with tempfile.TemporaryDirectory() as folder:
        for form, (name, text) in enumerate(feeds.items()):
            source = Path(folder) / f"feed.{name}"
            source.write_text(text, encoding="utf-8")
            catalogue = ctypes.c_void_p()
            paths, norms = (ctypes.c_char_p * 1)(str(source).encode()), (ctypes.c_void_p * 1)(api.catalogue)
            theirs = api.report("ovs_catalogue_import", form, paths, ctypes.c_size_t(1), api.taxonomy, norms, ctypes.c_size_t(1), 0, ctypes.byref(catalogue))
            made = Path(folder) / "made.ovs"
            ours = json.loads(cli("import", name, str(source), "-o", str(made)))
            if ours.pop("file") == str(made) and ours == json.loads(theirs) and ours["courses"] == 1:
                passed += 1
            else:
                failed += 1
                print(f"import {name} differs:\n  command line: {ours!r}\n  C API:        {theirs!r}")
            api.lib.ovs_catalogue_unref(catalogue)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
