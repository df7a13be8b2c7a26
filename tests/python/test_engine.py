# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The surface: what one person can be told, and what goes wrong."""

from __future__ import annotations

import json
import pathlib
import pickle

import pytest
from conftest import CASHIER, GUARD, ROOT

import overstap


def test_info_says_what_it_works_on(engine: overstap.Engine) -> None:
    info = engine.info()
    assert info["version"] == overstap.__version__
    assert info["licence"] == "CC-BY-4.0"
    assert "Overstap" in info["source"]
    assert info["hash"] == engine.taxonomy.hash
    assert len(info["hash"]) == len(info["model_hash"]) == 32
    assert engine.taxonomy.info(engine.courses)["catalogue"]["courses"] == len(engine.courses)


def test_search_and_labels_in_two_languages(engine: overstap.Engine) -> None:
    hits = engine.search("kassiere", lang="nl")
    assert CASHIER in hits.columns["uri"]
    assert engine.label(CASHIER, "nl") == "Kassamedewerker"
    assert engine.label(CASHIER, "en") != "Kassamedewerker"
    assert len(engine.search("zzzzzz")) == 0
    assert engine.resolve("kassamedewerker") == engine.resolve(hits[0]) == CASHIER
    assert engine.taxonomy.kind(CASHIER) == "occupation"
    assert CASHIER in engine.taxonomy
    assert "urn:nothing" not in engine.taxonomy


def test_a_file_is_the_same_as_the_starter_set(engine: overstap.Engine, snapshot: pathlib.Path) -> None:
    other = overstap.open(snapshot)
    assert other.taxonomy == engine.taxonomy
    assert other.courses is None
    assert other.rank(other.profile(CASHIER)) == engine.rank(engine.profile(CASHIER))
    with pytest.raises(overstap.ArgumentError, match="no courses"):
        other.suggest_courses(other.profile(CASHIER), GUARD)
    with pytest.raises(overstap.ArgumentError, match="no courses"):
        other.plan_courses(other.profile(CASHIER), GUARD)


def test_skills_with_levels_and_evidence_count(golden: tuple[overstap.Engine, list[dict]]) -> None:
    engine = golden[0]
    past, target = "urn:overstap:golden:occupation/kok", "urn:overstap:golden:occupation/verzorgende"
    alone = engine.profile(past)
    need = next(r for r in engine.gap(alone, target).gap if r.need == 4 or r.need == 3)
    low = engine.profile(past, skills={need.uri: 1})
    high = engine.profile(past, skills=[overstap.Skill(need.uri, 4, "diploma")])
    assert engine.gap(alone, target).readiness < engine.gap(low, target).readiness < engine.gap(high, target).readiness
    item = next(item for item in high.items() if item.uri == need.uri)
    assert (item.level, item.evidence) == (4, "diploma")
    assert engine.profile(past, skills=[need.uri]) == engine.profile(past, skills=[(need.uri, 0)])
    assert engine.profile(past, nlqf=45).nlqf == 45


def test_explanations_add_up(engine: overstap.Engine, cashier: overstap.Profile) -> None:
    for match in engine.rank(cashier, limit=None):
        explained = engine.explain(cashier, match)
        assert sum(explained.contributions.columns["score_units"]) == explained.score_units == match.score_units
        assert explained.readiness == match.readiness
        assert json.loads(explained.json)["uri"] == match.uri


def test_too_little_data_is_told(engine: overstap.Engine) -> None:
    nobody = engine.profile()
    with pytest.raises(overstap.TooLittleDataError) as caught:
        engine.rank(nobody)
    assert caught.value.name == "OVS_TOO_LITTLE_DATA"
    assert engine.explain(nobody, GUARD).score is None
    assert json.loads(engine.rank_json(nobody))["status"] == "too_little_data"
    assert engine.advise(nobody).status == "too_little_data"


def test_courses(engine: overstap.Engine, cashier: overstap.Profile) -> None:
    courses = engine.suggest_courses(cashier, "beveiliger", limit=5)
    told = json.loads(engine.suggest_courses_json(cashier, "beveiliger", limit=5))["courses"]
    assert [c.uri for c in courses] == [c["uri"] for c in told]
    for course, words in zip(courses, told, strict=True):
        assert round(course.gain, 6) == words["gap_share"]
        assert course.cost_min == words["cost_min"]
        assert course.hours == words["hours"]
        assert course.entry == words["entry"]
        assert course.form.split() == [form.replace("-", "_") for form in words["form"]]
        assert course.provider == words["provider"]
    by_coverage = engine.suggest_courses(cashier, "beveiliger", order="coverage")
    assert by_coverage != courses
    with pytest.raises(overstap.ArgumentError, match="order"):
        engine.suggest_courses(cashier, "beveiliger", order="price")  # type: ignore[arg-type]


def test_advice_and_why_not(engine: overstap.Engine, cashier: overstap.Profile) -> None:
    advice = engine.advise(cashier, {"limit": 5, "wider": {"limit": 3}, "gates": {"licence": "demote"}}, lang="nl")
    assert advice.status == "ok"
    assert len(advice.matches) == 5
    assert len(advice.wider) <= 3
    assert engine.advise(cashier).wider is None
    assert advice.matches[0].reason
    why = engine.why_not(cashier, GUARD, lang="nl")
    assert why.sentences
    assert why["occupation"]["uri"] == GUARD
    with pytest.raises(overstap.DataError) as caught:
        engine.advise(cashier, {"limits": 3})
    assert caught.value.code == 20


def test_figures_move_matches_and_name_their_source(engine: overstap.Engine, cashier: overstap.Profile, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("# source: a test\n# date: 2026-06\noccupation,tightness\n5,4\n9,1\n")
    figures = overstap.Figures(path)
    assert (figures.source, figures.date) == ("a test", "2026-06")
    factors = {"factors": {"tightness": {"weight": 100, "worst": 0, "best": 5}}}
    advice = engine.advise(cashier, factors, figures)
    assert advice["figures"]["source"] == "a test"
    path.write_text("occupation,tightness\n5,4\n")
    with pytest.raises(overstap.DataError):
        overstap.Figures(path)


def test_model_parameters(engine: overstap.Engine) -> None:
    other = overstap.open(parameters={"dimensions": {"words": 0}})
    assert other.model_hash != engine.model_hash
    with pytest.raises(overstap.DataError) as caught:
        overstap.open(parameters='{"overstap_model": 1,\n "nonsense": 2}')
    assert caught.value.line == 2


def test_errors_have_classes_and_codes(engine: overstap.Engine, tmp_path: pathlib.Path) -> None:
    with pytest.raises(overstap.NotFoundError) as missing:
        engine.profile("kassamedewerkr zzz")
    assert missing.value.code == 2
    assert isinstance(missing.value, LookupError)
    twice = overstap.Taxonomy.from_json(
        '{"overstap": 1, "base": "urn:t:", "concepts": ['
        '{"id": "a", "kind": "occupation", "label": {"en": "Helper"}}, {"id": "b", "kind": "occupation", "label": {"en": "helper"}}]}'
    )
    with pytest.raises(overstap.AmbiguousError) as several:
        twice.resolve("HELPER")
    assert several.value.code == 4
    assert several.value.choices == ("urn:t:a", "urn:t:b")
    with pytest.raises(overstap.FileError, match="nowhere") as no_file:
        overstap.open(tmp_path / "nowhere.ovs")
    assert no_file.value.code == 11
    assert isinstance(no_file.value, OSError)
    (tmp_path / "bad.ovs").write_bytes(b"no snapshot at all" * 100)
    with pytest.raises(overstap.DataError) as bad:
        overstap.open(tmp_path / "bad.ovs")
    assert bad.value.code in (20, 21, 22)
    with pytest.raises(overstap.DataError) as malformed:
        overstap.Taxonomy.from_json('{"overstap": 1,\n "concepts": [{"id": 1}]}', "mine.json")
    assert malformed.value.line == 2
    assert "mine.json" in str(malformed.value)
    for caught in (missing, several, no_file, bad, malformed):
        again = pickle.loads(pickle.dumps(caught.value))
        assert type(again) is type(caught.value)
        for name in ("code", "name", "line", "byte_offset", "choices"):
            assert getattr(again, name) == getattr(caught.value, name)
        assert str(again) == str(caught.value)


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda e, p: e.rank(p, limit=0), ValueError),
        (lambda e, p: e.rank(p, min_score=2.0), ValueError),
        (lambda e, p: e.rank(p, min_score=float("nan")), ValueError),
        (lambda e, p: e.profile(skills=[("urn:overstap:starter:skill/bhv-uitvoeren", 5)]), ValueError),
        (lambda e, p: e.profile(skills=[("urn:overstap:starter:skill/bhv-uitvoeren", 1, "sure")]), ValueError),
        (lambda e, p: e.profile(skills="urn:overstap:starter:skill/bhv-uitvoeren"), TypeError),
        (lambda e, p: e.profile(skills=[CASHIER]), ValueError),
        (lambda e, p: e.profile(3), TypeError),
        (lambda e, p: e.profile(CASHIER, nlqf=7), ValueError),
        (lambda e, p: e.questions(p, limit=0), ValueError),
        (lambda e, p: e.questions(p, limit=101), ValueError),
        (lambda e, p: p.translate(e.taxonomy, by="guess"), ValueError),
        (lambda e, p: overstap.Profile.from_json(e.taxonomy, p.to_json(), form="linkedin"), ValueError),
        (lambda e, p: overstap.Profile.from_json(e.taxonomy, 3), TypeError),
        (lambda e, p: overstap.Taxonomy.import_files("excel", "x"), ValueError),
        (lambda e, p: overstap.Taxonomy(), TypeError),
        (lambda e, p: overstap.open(b"bytes"), TypeError),
    ],
)
def test_wrong_arguments_are_refused(engine: overstap.Engine, cashier: overstap.Profile, call, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        call(engine, cashier)


def test_another_taxonomy_is_refused(engine: overstap.Engine, golden: tuple[overstap.Engine, list[dict]]) -> None:
    other = golden[0]
    stranger = other.profile(other.taxonomy.uris()[0])
    with pytest.raises(overstap.ArgumentError):
        engine.rank(stranger)


def test_import_overlay_diff_and_translate(tmp_path: pathlib.Path, engine: overstap.Engine, cashier: overstap.Profile) -> None:
    made = overstap.Taxonomy.import_files("json", ROOT / "tests/golden/taxonomy.json")
    assert made.report["concepts"]
    saved = made.taxonomy.save(tmp_path / "golden.ovs")
    assert saved == made.taxonomy
    with pytest.raises(TypeError, match="save"):
        pickle.dumps(made.taxonomy)
    made.taxonomy.export("ntriples", tmp_path / "golden.nt")
    assert (tmp_path / "golden.nt").stat().st_size > 0
    overlaid, report = engine.taxonomy.overlay(ROOT / "examples/overlay/rotterdam.json")
    assert overlaid != engine.taxonomy
    assert report["overlays"] == 1
    difference = engine.taxonomy.diff(overlaid)
    assert difference["before"]["hash"] == engine.taxonomy.hash
    translated, told = cashier.translate(overlaid, by="versions")
    assert told["from"] == engine.taxonomy.hash
    assert len(translated) >= len(cashier) - 1
    assert overstap.Engine(overlaid).rank(translated, limit=3)
    assert pickle.loads(pickle.dumps(overstap.Profile.from_json(engine.taxonomy, cashier.to_json())[0])) == cashier
    with pytest.raises(TypeError, match="in memory only"):
        pickle.dumps(translated)


def test_matrix_is_what_rank_gives(engine: overstap.Engine, occupations: list[str]) -> None:
    done: list[int] = []
    matrix = engine.matrix(top=20, threads=2, progress=done.append)
    assert sum(done) == len(occupations)
    assert matrix.shape == (len(occupations), len(occupations))
    assert matrix == engine.matrix(top=20)
    for row in range(0, len(occupations), 50):
        ranking = engine.rank(engine.profile(occupations[row]), limit=20)
        start, end = matrix.indptr[row], matrix.indptr[row + 1]
        assert [matrix.uris[column] for column in matrix.indices[start:end]] == ranking.columns["uri"]
        assert list(matrix.units[start:end]) == ranking.columns["score_units"]
    scipy_matrix = matrix.to_scipy(units=True)
    assert scipy_matrix.nnz == matrix.nnz
    row = scipy_matrix[[0], :].toarray()[0]
    assert sorted(row[row > 0], reverse=True) == list(matrix.units[: matrix.indptr[1]])
    table = matrix.to_arrow()
    assert table.num_rows == matrix.nnz
    assert table["from"][0].as_py() == occupations[0]
    whole = engine.matrix(with_diagonal=True, with_zero=True).to_scipy()
    assert whole.nnz == len(occupations) ** 2
    assert (whole.diagonal() == 1).all()
    assert abs(whole - whole.T).max() < 1e-5  # A to B scores as B to A, but for rounding


def test_a_profile_as_a_document(engine: overstap.Engine) -> None:
    kept = engine.profile("kassamedewerker", "kok", skills={"urn:overstap:starter:licence/rijbewijs-b": 0}, nlqf=30)
    again, report = overstap.Profile.from_json(engine.taxonomy, kept.to_json())
    assert again == kept
    assert hash(again) == hash(kept)
    assert report["jobs"] == 2
    assert report["notes"] == []
    assert engine.rank(again) == engine.rank(kept)
    job = {"occupation": "urn:overstap:starter:occupation/kok", "months": 6, "months_since": 180}
    faded, _ = overstap.Profile.from_json(engine.taxonomy, {"overstap_person": 1, "jobs": [job]})
    assert faded != engine.profile("kok")
    with pytest.raises(overstap.DataError) as failure:
        overstap.Profile.from_json(engine.taxonomy, '{"overstap_person": 1,\n "name": "x"}')
    assert failure.value.line == 2


def test_every_profile_can_be_compared_and_kept(engine: overstap.Engine) -> None:
    """Whatever it was made of: jobs that faded, what was denied, what is not sure, levels and evidence."""
    document = {
        "overstap_person": 1,
        "jobs": [{"occupation": CASHIER, "months": 30, "months_since": 50}, {"occupation": GUARD}],
        "skills": [{"concept": "urn:overstap:starter:skill/bhv-uitvoeren", "level": 3, "evidence": "diploma"}],
        "denied": [engine.gap(engine.profile(CASHIER), CASHIER).matched[0].uri],
        "unsure": [engine.gap(engine.profile(CASHIER), CASHIER).matched[1].uri],
        "nlqf": "4+",
    }
    person, report = overstap.Profile.from_json(engine.taxonomy, document)
    assert report["notes"] == []
    assert person.nlqf == 45
    for form in (json.dumps(document), json.dumps(document).encode(), person.to_json()):
        same, _ = overstap.Profile.from_json(engine.taxonomy, form)
        assert same == person
        assert hash(same) == hash(person)
    kept = pickle.loads(pickle.dumps(person))
    assert kept == person
    assert kept.items() == person.items()
    assert engine.rank(kept) == engine.rank(person)
    assert engine.gap(kept, GUARD).json == engine.gap(person, GUARD).json
    for change in ({"denied": []}, {"nlqf": 4}, {"jobs": document["jobs"][:1]}, {"skills": []}):
        assert overstap.Profile.from_json(engine.taxonomy, {**document, **change})[0] != person
    assert person != person.to_json()
    with pytest.raises(TypeError, match=r"rank\(\) it by itself") as caught:
        engine.rank_many([engine.profile(CASHIER), person]).to_dict()
    assert caught.value.__notes__ == ["in person 1 (from 0)"]


def test_profiles_of_different_taxonomies_differ(engine: overstap.Engine, golden: tuple[overstap.Engine, list[dict]]) -> None:
    """Also when both are empty, and so the same as documents."""
    mine, theirs = engine.profile(), golden[0].profile()
    assert mine.to_json() == theirs.to_json()
    assert mine != theirs


def test_a_profile_from_vum_says_what_was_not_used(engine: overstap.Engine) -> None:
    document = {
        "contactpersoon": [{"emailadres": "KANARIE@example.org"}],
        "arbeidsmarktkwalificatie": {
            "werkervaring": [
                {"beroep": {"codeBeroepsnaam": "urn:overstap:starter:occupation/kok"}, "datumAanvangWerkzaamheden": "2020-01-01"}
            ],
            "competentiebeheersing": [{"codeCompetentie": "urn:nowhere"}],
        },
    }
    person, report = overstap.Profile.from_json(engine.taxonomy, document, form="vum", today="2026-11-27")
    assert person == engine.profile("kok")
    assert [note["what"] for note in report["notes"]] == ["urn:nowhere"]
    assert "KANARIE" not in str(report)
    with pytest.raises(overstap.ArgumentError):
        overstap.Profile.from_json(engine.taxonomy, document, form="vum")


def test_plan_courses(engine: overstap.Engine) -> None:
    person = engine.profile("kassamedewerker")
    plans = engine.plan_courses(person, "beveiliger", money=2000, weeks=40)
    assert [plan["goal"] for plan in plans.plans] == ["quickest", "cheapest", "coverage"]
    assert all(plan["optimal"] and plan["cost_max"] <= 2000 and plan["weeks"] <= 40 for plan in plans.plans)
    assert plans["limits"] == {"money": 2000, "weeks": 40, "hours": None, "ready_percent": 80, "least_fit_percent": 50}
    assert len(plans.courses()) > 0
    assert "Plans" in repr(plans)
    alone = engine.plan_courses(person, "beveiliger", money=2000, weeks=40, goal="coverage")
    assert alone.plans == plans.plans[2:]
    most = engine.plan_courses(person, "beveiliger", weeks=None, goal="coverage").plans[0]
    assert most["covered"] >= plans.plans[2]["covered"]
    with pytest.raises(overstap.ArgumentError):
        engine.plan_courses(person, "beveiliger", ready_percent=0)
    with pytest.raises(overstap.ArgumentError):
        engine.plan_courses(person, "beveiliger", goal="best")  # type: ignore[arg-type]


def test_questions(engine: overstap.Engine) -> None:
    person = engine.profile("kassamedewerker")
    questions = engine.questions(person)
    assert 0 < len(questions.uris) <= 15
    assert len(set(questions.uris)) == len(questions.uris)
    assert "Questions" in repr(questions)
    answered = engine.profile("kassamedewerker", skills=questions.uris[:1])
    assert questions.uris[0] not in engine.questions(answered).uris
    assert engine.questions(person, limit=3).uris == questions.uris[:3]
    assert pickle.loads(pickle.dumps(questions)) == questions
    in_dutch = engine.questions(person, lang="nl")
    assert in_dutch.uris == questions.uris
    assert in_dutch["questions"][0]["label"] == engine.label(questions.uris[0], "nl")


def test_questions_to_somebody_of_whom_nothing_is_known(engine: overstap.Engine) -> None:
    questions = engine.questions(engine.profile())
    assert questions.status == "too_little_data"
    assert questions.uris
    assert engine.questions(engine.profile(CASHIER)).status == "ok"


def test_unlock(engine: overstap.Engine) -> None:
    person = engine.profile(CASHIER)
    answer = engine.unlock(person, 5, ready_percent=40)
    assert answer.status == "ok"
    assert 0 < len(answer.skills) <= 5
    assert 0 < len(answer.courses) <= 5
    opened = [len(skill["opens"]) for skill in answer.skills]
    assert opened == sorted(opened, reverse=True)
    # What it says is what explaining the person with it says.
    best = answer.skills[0]
    assert opened[0] > 0
    grown = engine.profile(CASHIER, skills=[overstap.Skill(best["uri"], 0, "diploma")])
    for occupation in best["opens"]:
        assert engine.gap(person, occupation["uri"]).readiness < 0.4 <= engine.gap(grown, occupation["uri"]).readiness
    assert "Unlockings" in repr(answer)
    assert engine.unlock(person, 5, nearest=None)["considered"] > answer["considered"] == 100
    assert len(overstap.Engine(engine.taxonomy).unlock(person, 5).courses) == 0
    with pytest.raises(overstap.ArgumentError, match="101 %"):
        engine.unlock(person, ready_percent=101)
    with pytest.raises(overstap.ArgumentError, match="nearest must be 1 or more"):
        engine.unlock(person, nearest=0)


def test_paths(engine: overstap.Engine) -> None:
    person = engine.profile(CASHIER)
    answer = engine.paths(person, "beveiliger", money=1500, weeks=120, ready_percent=50, stay_weeks=30)
    assert answer["limits"] == {"moves": 3, "money": 1500, "weeks": 120, "ready_percent": 50, "stay_weeks": 30}
    assert answer.paths
    assert all(path["cost_max"] <= 1500 and path["weeks"] <= 120 and path["ready"] >= 0.5 for path in answer.paths)
    assert "Paths Beveiliger" in repr(engine.paths(person, "beveiliger", lang="nl"))
    assert engine.paths(person, "beveiliger", stones=None)["left_out"] == 0
    assert engine.paths(person, "beveiliger", advice={"gates": {"licence": "hide"}}, moves=1, ready_percent=1).paths == []
    with pytest.raises(overstap.ArgumentError, match=r"moves 4; it must be in 1\.\.3"):
        engine.paths(person, "beveiliger", moves=4)


def test_demand(engine: overstap.Engine) -> None:
    people = {engine.profile(CASHIER): 40, engine.profile("administratief medewerker"): 10}
    answer = engine.demand(people, {"beveiliger": 25, "kok": 5}, 7)
    assert (answer["people"], answer["jobs"], answer["seats"], len(answer.skills)) == (50, 30, 30, 7)
    assert all(skill["short_by"] == skill["needed"] - skill["have"] > 0 for skill in answer.skills)
    assert "50 people" in repr(answer)
    assert engine.demand(list(people), {"kok": 1})["people"] == 2
    with pytest.raises(overstap.ArgumentError, match="relevance"):
        engine.demand(people, {"kok": 1}, relevance="much")  # type: ignore[arg-type]
    with pytest.raises(overstap.Error):
        engine.demand(people, {"niets": 1})


def test_courses_taken_already(engine: overstap.Engine) -> None:
    person = engine.profile(CASHIER)
    plan = engine.plan_courses(person, "beveiliger", goal="coverage")
    first = plan.courses()[0]
    after = engine.plan_courses(person, "beveiliger", goal="coverage", held=[first])
    assert first not in after.courses()
    assert [course["uri"] for course in after["held"]] == [first]
    assert after["ready"] >= plan["ready"]
    with pytest.raises(overstap.Error):
        engine.plan_courses(person, "beveiliger", held=["urn:nothing"])


def test_funding(engine: overstap.Engine) -> None:
    catalogue = engine.courses
    assert catalogue is not None
    course = "urn:overstap:starter:course/hbo-bachelor-hrm"
    answer = catalogue.funding([course], "2026-11-29")
    verdicts = {v["rule"].rsplit(":", 1)[-1]: v["verdict"] for v in answer.courses[0]["verdicts"]}
    assert verdicts["stap-budget"] == "no"
    assert verdicts["leerrekening"] == "unknown"
    assert "Funding on 2026-11-29" in repr(answer)
    account = "urn:overstap:funding:leerrekening"
    known = catalogue.funding([course], "2026-11-29", {"balances": {account: 500}})
    cost = engine.courses.funding([course], "2026-11-29").courses[0]["certain"]["cost_max"] if engine.courses else 0
    assert known.courses[0]["certain"]["cost_max"] == cost - 500
    assert len(catalogue.funding([course], "2026-11-29", drafts=True).courses[0]["verdicts"]) == len(verdicts) + 1
    rules = (ROOT / "taxonomy/funding/examples.json").read_text(encoding="utf-8")
    own = catalogue.funding([course], "2026-11-29", rules=rules, own_rules_only=True)
    assert all("voorbeeld" in v["rule"] for v in own.courses[0]["verdicts"])
    with pytest.raises(overstap.DataError):
        catalogue.funding([course], "2026-11-29", {"name": "Niemand"})
    with pytest.raises(overstap.NotFoundError):
        catalogue.funding(["urn:nothing"], "2026-11-29")
