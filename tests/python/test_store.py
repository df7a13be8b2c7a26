# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Stores of vacancies and persons."""

from __future__ import annotations

import pathlib
import random
import threading

import pytest
from conftest import CASHIER, GUARD

import overstap


def _skills(engine: overstap.Engine, count: int) -> list[str]:
    return [item.uri for item in engine.profile(CASHIER, GUARD).items()][:count]


def test_vacancies_are_ranked_for_a_person(engine: overstap.Engine) -> None:
    skills = _skills(engine, 6)
    store = engine.store("vacancies")
    change = store.update({7: skills[:3], 2**64 - 1: {skills[0]: 4}, 3: [skills[5]]}, tags={7: [1, 10], 3: [2]})
    assert change == overstap.StoreChange(snapshot=1, added=3, replaced=0, deleted=0)
    assert len(store) == 3
    assert 7 in store
    assert 8 not in store
    ranked = store.rank({skills[0]: 2, skills[1]: 1, skills[2]: 1})
    assert ranked.columns["id"] == [7, 2**64 - 1]
    assert ranked[0].met == ranked[0].needed
    assert ranked[0].score == pytest.approx(1, abs=1e-5)
    assert 2 * ranked[1].met == ranked[1].needed
    assert ranked[1].score == pytest.approx(0.5, abs=1e-5)
    assert store.rank(skills, tags=[[1, 2], [10]]).columns["id"] == [7]
    assert len(store.rank(skills, tags=[[]])) == 0
    assert store.rank(skills, limit=1, min_score=0.9) == store.rank(skills)[:1]
    assert store.document(7) == overstap.StoredDocument(7, dict.fromkeys(sorted(skills[:3]), 1), (1, 10))
    assert store.update({7: [skills[4]]}, delete=[3, 99]) == (2, 0, 1, 1)
    assert list(store.document(7).items) == [skills[4]]
    assert store.document(7).tags == ()
    assert store.info()["documents"] == 2
    assert "2 vacancies, snapshot 2" in repr(store)


def test_both_sides_see_one_score(engine: overstap.Engine) -> None:
    person, vacancy = engine.profile(CASHIER), engine.profile(GUARD)
    vacancies, persons = engine.store(), engine.store("persons")
    vacancies.update({1: vacancy})
    persons.update({1: person})
    assert persons.side == "persons"
    client, employer = vacancies.rank(person), persons.rank({item.uri: item.level or 0 for item in vacancy.items()})
    assert client == employer
    assert len(client) == 1
    assert 0 < client[0].score < 1


def test_a_store_is_saved_and_opened(engine: overstap.Engine, golden: tuple[overstap.Engine, list[dict]], tmp_path: pathlib.Path) -> None:
    skills = _skills(engine, 5)
    store = engine.store()
    store.update({id: random.Random(id).sample(skills, 3) for id in range(500)})
    while store.compact():
        pass
    store.save(tmp_path / "store.ovs")
    opened = overstap.Store.load(engine, tmp_path / "store.ovs")
    assert opened.rank(skills[:2], limit=500) == store.rank(skills[:2], limit=500)
    opened.update({}, delete=range(250))
    opened.save(tmp_path / "store.ovs")
    assert len(overstap.Store.load(engine, tmp_path / "store.ovs")) == 250
    with pytest.raises(overstap.ArgumentError, match="taxonomy"):
        overstap.Store.load(golden[0], tmp_path / "store.ovs")
    with pytest.raises(overstap.FileError):
        overstap.Store.load(engine, tmp_path / "none.ovs")


def test_what_is_wrong_is_refused_and_changes_nothing(engine: overstap.Engine, golden: tuple[overstap.Engine, list[dict]]) -> None:
    skill = _skills(engine, 1)[0]
    store = engine.store()
    with pytest.raises(overstap.NotFoundError):
        store.update({1: [skill], 2: ["urn:nothing"]})
    with pytest.raises(overstap.ArgumentError, match="twice"):
        store.update({1: [skill, skill]})
    with pytest.raises(overstap.ArgumentError, match="tags for document 9"):
        store.update({1: [skill]}, tags={9: [1]})
    with pytest.raises(overstap.ArgumentError, match="another taxonomy"):
        store.update({1: golden[0].profile("urn:overstap:golden:occupation/kok")})
    with pytest.raises(TypeError):
        store.update({-1: [skill]})
    with pytest.raises(overstap.ArgumentError, match="limit"):
        store.rank([skill], limit=0)
    with pytest.raises(overstap.NotFoundError, match="document 1 is not in snapshot 0"):
        store.document(1)
    with pytest.raises(ValueError, match="jobs"):
        engine.store("jobs")  # type: ignore[arg-type]
    assert store.info()["snapshot"] == 0


def test_threads_rank_while_it_changes(engine: overstap.Engine) -> None:
    skills = _skills(engine, 4)
    store = engine.store()
    store.update(dict.fromkeys(range(10), skills[:2]))
    wrong: list[object] = []

    def search() -> None:
        for _ in range(300):
            found = store.rank(skills, limit=20)
            if len(found) != 10 or len({row.needed for row in found}) != 1:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(100):
        store.update(dict.fromkeys(range(10), skills[n % 2 : n % 2 + 2]))
        store.compact()
    for thread in threads:
        thread.join()
    assert not wrong
