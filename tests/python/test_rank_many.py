# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Many persons: every form of Arrow in, one stream out, nobody and nothing lost in silence."""

from __future__ import annotations

import _thread
import random

import duckdb
import numpy
import pandas
import polars
import pyarrow as pa
import pytest
from conftest import CASHIER, GUARD

import overstap

UNKNOWN = "urn:unknown"


@pytest.fixture(scope="module")
def persons(engine: overstap.Engine, occupations: list[str]) -> list[list[str] | None]:
    """Seeded; with nobody, nothing, nothing known, and a group."""
    made = random.Random(4)
    skills = engine.taxonomy.uris("skill")
    some: list[list[str] | None] = [
        made.sample(occupations, made.randint(1, 3)) + made.sample(skills, made.randint(0, 4)) for _ in range(60)
    ]
    return [
        *some,
        None,
        [],
        [UNKNOWN, UNKNOWN],
        [CASHIER, UNKNOWN],
        [engine.taxonomy.uris("group")[0], CASHIER],
        *some[:5],
    ]


@pytest.fixture(scope="module")
def expected(engine: overstap.Engine, persons: list[list[str] | None]) -> list[tuple[int, str | None, int | None]]:
    """What rank() says of each person, one by one."""
    rows: list[tuple[int, str | None, int | None]] = []
    taxonomy = engine.taxonomy
    for number, person in enumerate(persons):
        known = [uri for uri in person or () if uri in taxonomy]
        past = [uri for uri in known if taxonomy.kind(uri) == "occupation"]
        skills = [uri for uri in known if taxonomy.kind(uri) == "skill"]
        try:
            ranking = engine.rank(engine.profile(*past, skills=skills), limit=3)
        except overstap.TooLittleDataError:
            rows.append((number, None, None))
        else:
            rows += [(number, match.uri, match.score_units) for match in ranking]
    return rows


def read(many: overstap.RankedMany) -> list[tuple[int, str | None, int | None]]:
    columns = many.to_dict()
    return list(zip(columns["row"], columns["occupation"], columns["score_units"], strict=True))


def dictionary_of(persons: list[list[str] | None], index: pa.DataType) -> pa.Array:
    lists = pa.array(persons, pa.list_(pa.string()))
    return pa.ListArray.from_arrays(
        lists.offsets, lists.values.dictionary_encode().cast(pa.dictionary(index, pa.string())), mask=lists.is_null()
    )


FORMS = {
    "plain lists": lambda p: p,
    "generator": lambda p: (person for person in p),
    "numpy": lambda p: numpy.array([*p, None], dtype=object)[:-1],
    "list": lambda p: pa.array(p, pa.list_(pa.string())),
    "large_list": lambda p: pa.array(p, pa.large_list(pa.large_string())),
    "string view": lambda p: pa.array(p, pa.list_(pa.string_view())),
    "list view": lambda p: pa.array(p, pa.list_view(pa.string())),
    "large list view": lambda p: pa.array(p, pa.large_list_view(pa.large_string())),
    "dictionary": lambda p: dictionary_of(p, pa.int32()),
    "dictionary, unsigned": lambda p: dictionary_of(p, pa.uint16()),
    "sliced array": lambda p: pa.array([["urn:a"], None, *p, ["urn:b"]], pa.list_(pa.string()))[2:-1],
    "sliced struct": lambda p: pa.StructArray.from_arrays([pa.array([["urn:a"], *p], pa.list_(pa.string()))], ["occupations"])[1:],
    "chunked": lambda p: pa.chunked_array([p[:7], [], p[7:]], pa.list_(pa.string())),
    "record batch": lambda p: pa.record_batch({"other": range(len(p)), "occupations": pa.array(p, pa.list_(pa.string()))}),
    "sliced record batch": lambda p: pa.record_batch({"occupations": pa.array([["x"], *p], pa.list_(pa.string()))}).slice(1),
    "table": lambda p: pa.table({"skills": pa.array(p, pa.list_(pa.string()))}),
    "reader": lambda p: pa.table({"occupations": pa.array(p, pa.list_(pa.string()))}).to_reader(max_chunksize=10),
    "iterator of batches": lambda p: iter(pa.table({"occupations": pa.array(p, pa.list_(pa.string()))}).to_batches(max_chunksize=9)),
    "polars": lambda p: polars.DataFrame({"occupations": p}),
    "polars series": lambda p: polars.Series(p),
    "polars categorical": lambda p: polars.DataFrame({"occupations": polars.Series(p, dtype=polars.List(polars.Categorical))}),
    "pandas": lambda p: pandas.DataFrame({"occupations": p}),
    "pandas arrow": lambda p: pandas.DataFrame({"occupations": pandas.Series(p, dtype=pandas.ArrowDtype(pa.list_(pa.string())))}),
    "duckdb": lambda p: duckdb.connect().from_arrow(pa.table({"occupations": pa.array(p, pa.list_(pa.string()))})),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_persons_gives_what_rank_gives(engine, persons, expected, form: str) -> None:
    many = engine.rank_many(FORMS[form](persons), limit=3)
    assert read(many) == expected
    report = many.report()
    assert report["persons"] == len(persons)
    assert report["ranked"] == len({row for row, uri, _ in expected if uri})
    assert report["too_little_data"] == 3
    assert report["ranked"] + report["too_little_data"] + report["no_match"] == len(persons)
    assert report["unknown"] == 3
    assert report["unknown_uris"] == {UNKNOWN: 3}
    assert report["unusable"] == 1


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("batch_size", [1, 7, 4096])
def test_the_same_for_any_number_of_threads_and_batches(engine, persons, expected, threads: int, batch_size: int) -> None:
    table = engine.rank_many(persons, limit=3, threads=threads, batch_size=batch_size).to_arrow()
    table.validate(full=True)
    rows = list(zip(table["row"].to_pylist(), table["occupation"].to_pylist(), table["score_units"].to_pylist(), strict=True))
    assert rows == expected


def test_the_answer_as_a_frame(engine, persons) -> None:
    def many() -> overstap.RankedMany:
        return engine.rank_many(persons, limit=3, lang="nl")

    columns = many().to_dict()
    assert list(columns) == [
        "row",
        "rank",
        "label",
        "occupation",
        "score",
        "score_units",
        "readiness",
        "status",
        "unused",
    ]
    assert set(columns["status"]) == {"ok", "too_little_data"}
    assert columns["label"][0] == engine.label(columns["occupation"][0], "nl")
    assert columns["unused"][columns["row"].index(62)] == 2
    assert columns["rank"][:3] == [1, 2, 3]
    assert [None if units is None else units / overstap.SCORE_ONE for units in columns["score_units"]] == columns["score"]
    assert many().to_arrow().to_pydict() == columns
    frame = many().to_polars()
    assert frame.to_dict(as_series=False) == columns
    assert polars.DataFrame(many()).equals(frame)
    pandas_frame = many().to_pandas()
    assert pandas_frame["occupation"].astype(object).where(pandas_frame["occupation"].notna(), None).tolist() == columns["occupation"]
    found_table = many().to_arrow()
    found = duckdb.connect().sql("select count(*), count(occupation), max(rank) from found_table").fetchall()
    assert found == [(len(columns["row"]), len(columns["row"]) - 3, 3)]
    assert [len(batch["row"]) for batch in engine.rank_many(persons[:5], limit=3, batch_size=2)] == [6, 6, 3]
    assert sum(batch.num_rows for batch in many().batches()) == found_table.num_rows


def test_duckdb_reads_the_stream_itself(engine, persons, expected) -> None:
    many = engine.rank_many(persons, limit=3)  # noqa: F841  DuckDB finds it by its name
    connection = duckdb.connect()
    rows = connection.sql("select row, occupation, score_units from many order by row, rank").fetchall()
    assert [(row, uri, units) for row, uri, units in rows] == expected


def test_levels_evidence_and_education_count(golden: tuple[overstap.Engine, list[dict]]) -> None:
    engine = golden[0]
    past = "urn:overstap:golden:occupation/kok"
    uris = sorted({need.uri for uri in engine.taxonomy.uris() for need in engine.gap(engine.profile(past), uri).gap if need.need})
    assert len(uris) >= 3
    levels: list[int | None] = [1, 4, None, *[2] * (len(uris) - 3)]
    evidence: list[str | None] = ["claimed", "diploma", None, *["evc"] * (len(uris) - 3)]
    table = pa.table(
        {
            "past": pa.array([[past]]),
            "have": pa.array([uris]),
            "level": pa.array([levels], pa.list_(pa.int8())),
            "how": pa.array([evidence]),
            "education": pa.array([30], pa.uint8()),
        }
    )
    names = {"occupations": "past", "skills": "have", "levels": "level", "evidence": "how", "nlqf": "education"}
    found = engine.rank_many(table, **names, limit=None, with_zero=True).to_dict()
    stated = [overstap.Skill(u, lv or 0, e or "claimed") for u, lv, e in zip(uris, levels, evidence, strict=True)]
    profile = engine.profile(past, skills=stated, nlqf=30)
    ranking = engine.rank(profile, limit=None, with_zero=True)
    assert found["occupation"] == ranking.columns["uri"]
    assert found["readiness"] == ranking.columns["readiness"]
    assert found["readiness"] != engine.rank(engine.profile(past, skills=uris), limit=None, with_zero=True).columns["readiness"]
    numbers = table.set_column(3, "how", pa.array([[1, 4, None, *[3] * (len(uris) - 3)]], pa.list_(pa.int32())))
    assert engine.rank_many(numbers, **names, limit=None, with_zero=True).to_dict() == found
    as_dicts = [{"occupations": past, "skills": stated, "nlqf": 30}, profile]
    for_dicts = engine.rank_many(as_dicts, limit=None, with_zero=True).to_dict()
    assert for_dicts["readiness"] == found["readiness"] * 2


@pytest.mark.parametrize(
    ("ids", "type"),
    [
        (["a", None, "ü"], pa.string()),
        (["a", "b", "c"], pa.string_view()),
        ([3, None, -1], pa.int16()),
        ([1, 2, 2**64 - 1], pa.uint64()),
    ],
)
def test_ids_come_along(engine, ids: list, type: pa.DataType) -> None:
    table = pa.table({"id": pa.array(ids, type), "occupations": pa.array([[CASHIER], [], [GUARD]])})
    found = engine.rank_many(table, limit=2).to_arrow()
    assert found["id"].to_pylist() == [ids[0], ids[0], ids[1], ids[2], ids[2]]
    renamed = table.rename_columns(["bsn", "occupations"])
    assert engine.rank_many(renamed, id="bsn", limit=2).to_arrow()["id"].to_pylist() == found["id"].to_pylist()


@pytest.mark.parametrize(
    "nothing",
    [
        [],
        pa.table({"occupations": pa.array([], pa.list_(pa.string()))}),
        pa.chunked_array([], pa.list_(pa.string())),
        iter(()),
    ],
)
def test_nobody_gives_an_empty_frame_with_the_same_columns(engine, nothing) -> None:
    table = engine.rank_many(nothing).to_arrow()
    assert table.num_rows == 0
    assert table.column_names == ["row", "rank", "occupation", "score", "score_units", "readiness", "status", "unused"]
    assert engine.rank_many([]).to_dict() == {name: [] for name in table.column_names}
    assert engine.rank_many([]).to_polars().height == 0


@pytest.mark.parametrize(
    ("persons", "options", "words"),
    [
        (pa.table({"a": [1]}), {}, "no column 'occupations'; there are: a"),
        (pa.table({"occupations": [["x"]]}), {"skills": "b"}, "no column 'b'"),
        (pa.table({"occupations": [[1]]}), {}, "column 'occupations': texts"),
        (pa.table({"occupations": [{"a": 1}]}), {}, "column 'occupations': a list"),
        (pa.table({"skills": [["x", "y"]], "levels": [[1]]}), {}, "person 0 (from 0): 1 levels for 2 skills"),
        (pa.table({"skills": [["urn:overstap:starter:skill/bhv-uitvoeren"]], "levels": [[9]]}), {}, "level 9"),
        (
            pa.table({"skills": [["urn:overstap:starter:skill/bhv-uitvoeren"]], "evidence": [["maybe"]]}),
            {},
            "evidence 'maybe'",
        ),
        (pa.table({"skills": [["x"]], "levels": [["high"]]}), {}, "column 'levels': integers"),
        (pa.table({"occupations": [["x"]], "nlqf": [7]}), {}, "person 0 (from 0)"),
        (pa.table({"occupations": [["x"]], "nlqf": [-1]}), {}, "nlqf -1"),
        (
            iter([pa.table({"id": [1], "occupations": [["x"]]}), pa.table({"occupations": [["x"]]})]),
            {},
            "ids is not of one type",
        ),
        ([["x"]], {"threads": 0}, "threads"),
        ([["x"]], {"limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_meant_is_refused(engine, persons, options: dict, words: str) -> None:
    with pytest.raises(overstap.ArgumentError) as caught:
        engine.rank_many(persons, **options).to_arrow()
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "persons",
    [
        "urn:a",
        3,
        {"occupations": []},
        [3],
        [[3]],
        [b"urn:a"],
        [{"past": []}],
        [["x"], 4.5],
        iter([pa.table({"occupations": [["x"]]}), 3]),
    ],
)
def test_what_is_no_person_is_refused(engine, persons) -> None:
    with pytest.raises((TypeError, overstap.ArgumentError)):
        engine.rank_many(persons).to_dict()


def test_a_stream_is_read_once(engine) -> None:
    many = engine.rank_many([[CASHIER]])
    assert "not read yet" in repr(many)
    many.to_dict()
    assert "1 persons, 1 ranked" in repr(many)
    for again in (many.to_dict, many.to_arrow, lambda: polars.DataFrame(many)):
        with pytest.raises(RuntimeError, match="already"):
            again()


def test_nothing_is_computed_before_it_is_read(engine) -> None:
    asked: list[int] = []

    def endless():
        while True:
            asked.append(1)
            yield [CASHIER]

    batches = iter(engine.rank_many(endless(), limit=1))
    assert len(asked) <= 1
    assert len(next(batches)["row"]) == 1024
    assert len(asked) == 1024
    reader = pa.RecordBatchReader.from_stream(engine.rank_many(endless(), limit=1))
    assert reader.read_next_batch().num_rows == 1024
    reader.close()


def test_progress_is_told_and_its_exception_comes_out(engine, persons) -> None:
    done: list[int] = []
    engine.rank_many(persons, batch_size=16, progress=done.append).to_arrow()
    assert sum(done) == len(persons)
    assert max(done) == 16

    class Enough(Exception):
        pass

    def stop(_: int) -> None:
        raise Enough

    for read_all in ("to_arrow", "to_polars", "to_pandas", "to_dict"):
        with pytest.raises(Enough):
            getattr(engine.rank_many(persons, progress=stop), read_all)()


def test_an_exception_in_the_persons_comes_out(engine) -> None:
    def broken():
        yield [CASHIER]
        raise ZeroDivisionError("the source broke")

    for read_all in ("to_arrow", "to_polars", "to_dict"):
        with pytest.raises(ZeroDivisionError, match="the source broke"):
            getattr(engine.rank_many(broken()), read_all)()
    with pytest.raises(Exception, match="the source broke"):
        polars.DataFrame(engine.rank_many(broken()))


@pytest.mark.parametrize("read_all", ["to_arrow", "to_polars", "to_dict", "foreign"])
def test_control_c_stops_it(engine, read_all: str) -> None:
    """The signal arrives in the middle: an endless source could not end otherwise."""

    def endless():
        for number in range(100_000_000):
            if number == 5_000:
                _thread.interrupt_main()
            yield [CASHIER]

    many = engine.rank_many(endless(), limit=1, threads=2)

    def foreign() -> None:
        try:
            pa.RecordBatchReader.from_stream(many).read_all()
        except OSError:  # what pyarrow makes of it; Python notices the interrupt at its next step
            for _ in range(1000):
                pass

    with pytest.raises(KeyboardInterrupt):
        (foreign if read_all == "foreign" else getattr(many, read_all))()


def test_control_c_stops_a_batch_that_is_being_ranked(engine) -> None:
    """The interrupt comes from progress=, called from C with the number of persons: 2, which is also SIGINT. No Python runs after it."""
    many = engine.rank_many(pa.table({"occupations": [[CASHIER]] * 200_000}), limit=1, batch_size=2, progress=_thread.interrupt_main)
    with pytest.raises(KeyboardInterrupt):
        many.to_arrow()
    assert many.report()["persons"] < 200_000


def test_two_threads_do_not_share_one_stream_unnoticed(engine, persons) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(lambda _: engine.rank_many(persons, limit=3).to_arrow(), range(8)))
    assert all(table == tables[0] for table in tables)
