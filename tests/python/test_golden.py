# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The package gives what the C API gives, bit for bit."""

from __future__ import annotations

import ctypes
import importlib.util
import json

import pytest
from conftest import ROOT

import overstap

BASE = "urn:overstap:golden:"
COUNT = len(json.loads((ROOT / "tests/golden/queries.json").read_text()))


def short(uri: str | None) -> str | None:
    return None if uri is None else uri.removeprefix(BASE)


@pytest.mark.parametrize("number", range(COUNT))
def test_every_golden_query_gets_the_answer_on_file(golden: tuple[overstap.Engine, list[dict]], number: int) -> None:
    engine, queries = golden
    query = queries[number]
    profile = engine.profile(
        *(BASE + uri for uri in query["from"]),
        skills=[overstap.Skill(BASE + item["uri"], item["level"]) for item in query["have"]],
        nlqf=query["nlqf"] or 0,
    )
    options = {name: query[name] for name in ("limit", "with_origins", "with_zero")}
    expected = query["expect"]
    if expected["status"] == "too_little_data":
        with pytest.raises(overstap.TooLittleDataError) as caught:
            engine.rank(profile, **options)
        assert caught.value.code == 30
        return
    ranking = engine.rank(profile, **options)
    found = []
    for match in ranking:
        gap = engine.gap(profile, match)
        items = [*gap.matched, *gap.gap]
        met, required = sum(item.met for item in items), sum(item.weight for item in items)
        assert match.readiness == gap.readiness == met / required
        assert match.score == match.score_units / overstap.SCORE_ONE
        found.append({"uri": short(match.uri), "score_units": match.score_units, "met": met, "required": required})
    assert found == expected["matches"]
    parts = engine.explain(profile, ranking[0]).contributions
    assert [{"uri": short(p.uri), "dimension": p.dimension, "score_units": p.score_units} for p in parts[:3]] == expected["largest"]
    assert sum(parts.columns["score_units"]) == ranking[0].score_units

    many = engine.rank_many([profile], **options).to_dict()
    assert [short(uri) for uri in many["occupation"]] == [match["uri"] for match in expected["matches"]]
    assert many["score_units"] == [match["score_units"] for match in expected["matches"]]
    assert many["readiness"] == ranking.columns["readiness"]


def c_api(library: str):
    """The ctypes view of the C API that the command line is tested against."""
    spec = importlib.util.spec_from_file_location("same_bytes", ROOT / "tests/cli/test_same_bytes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Api(library), module.TERMINATED


def test_same_bytes_as_the_c_api(engine: overstap.Engine, occupations: list[str], library: str) -> None:
    api, terminated = c_api(library)
    options = b'{"overstap_advice": 1, "limit": 5, "wider": {"limit": 4}, "gates": {"licence": "demote", "education": "hide"}}'
    count = len(occupations)
    for at in range(0, count, 7):
        origin, target = occupations[at], occupations[(at * 7 + 1) % count]
        if origin == target:
            continue
        ids = []
        for uri in (origin, target):
            out = ctypes.c_uint32()
            assert api.lib.ovs_taxonomy_find(api.taxonomy, uri.encode(), terminated, ctypes.byref(out), None) == 0
            ids.append(out.value)
        theirs = api.profile(ids[0])
        explanation = api.made("ovs_explain_match", api.engine, theirs, ctypes.c_uint32(ids[1]))
        ours = engine.profile(origin)
        nl = b"nl"
        pairs = {
            "rank": (
                engine.rank_json(ours, lang="nl"),
                api.text("ovs_rank_transitions_json", api.engine, theirs, nl, None),
            ),
            "explain": (
                engine.explain(ours, target, lang="nl").json,
                api.text("ovs_explanation_to_json", explanation, nl),
            ),
            "gap": (engine.gap(ours, target, lang="nl").json, api.text("ovs_explanation_gap_to_json", explanation, nl)),
            "courses": (
                engine.suggest_courses_json(ours, target, lang="nl"),
                api.text("ovs_suggest_courses_json", api.engine, theirs, ctypes.c_uint32(ids[1]), nl, None),
            ),
            "advise": (
                engine.advise(ours, options.decode(), lang="nl").json,
                api.report("ovs_advise", api.engine, theirs, options, terminated, None, nl),
            ),
            "why not": (
                engine.why_not(ours, target, shown=7, limit=2, lang="nl").json,
                api.report("ovs_why_not", api.engine, theirs, ctypes.c_uint32(ids[1]), 7, 2, None, ctypes.c_size_t(0), nl),
            ),
            "questions": (
                engine.questions(ours, limit=4, lang="nl").json,
                api.report("ovs_questions", api.engine, theirs, ctypes.c_uint32(4), nl),
            ),
            "plan": (
                engine.plan_courses(ours, target, lang="nl").json,
                api.report("ovs_plan_courses", api.engine, theirs, ctypes.c_uint32(ids[1]), None, nl),
            ),
            "unlock": (
                engine.unlock(ours, lang="nl").json,
                api.report("ovs_unlock", api.engine, theirs, ctypes.c_uint32(0), ctypes.c_uint32(0), ctypes.c_uint32(0), nl),
            ),
            "profile": (ours.to_json(), api.text("ovs_profile_to_json", theirs)),
        }
        for what, (mine, c) in pairs.items():
            assert mine.encode() == c, (what, origin, target)

        # The columns, not only the texts.
        n = 25
        found, scores, ready = (ctypes.c_uint32 * n)(), (ctypes.c_int64 * n)(), (ctypes.c_double * n)()
        written = ctypes.c_size_t()
        rank_options = (ctypes.c_uint32 * 6)(24, 0, n, 1, 0, 0)  # ovs_rank_options; min_score is the last two
        assert (
            api.lib.ovs_rank_transitions(
                api.engine, theirs, rank_options, ctypes.c_size_t(n), found, scores, ready, ctypes.byref(written), None
            )
            == 0
        )
        ranking = engine.rank(ours, limit=n)
        assert ranking.columns["uri"] == [api.lib.ovs_taxonomy_uri(api.taxonomy, id, None).decode() for id in found[: written.value]]
        assert ranking.columns["score_units"] == scores[: written.value]
        assert ranking.columns["readiness"] == ready[: written.value]
        api.lib.ovs_explanation_unref(explanation)
        api.lib.ovs_profile_unref(theirs)


def test_the_version_is_that_of_the_library(library: str) -> None:
    lib = ctypes.CDLL(library)
    lib.ovs_version_string.restype = ctypes.c_char_p
    assert overstap.__version__ == lib.ovs_version_string().decode()
