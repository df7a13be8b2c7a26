# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""overstap.spark on a cluster of two executors, each a JVM with Python workers of its own, gives what one process gives."""

from __future__ import annotations

import os
import pathlib
import random
import re
import sys
from collections.abc import Iterator

import pyarrow
import pytest
from conftest import CASHIER, ROOT
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession

import overstap
import overstap.spark

SCHEMA = "id bigint, occupations array<string>, skills array<string>, levels array<int>, nlqf int"


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(os.environ.get("OVERSTAP_SPARK_MASTER", "local-cluster[2,1,1024]"))
    for key, value in {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        "spark.task.maxFailures": "1",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def rows(engine: overstap.Engine, occupations: list[str]) -> list[tuple]:
    """Seeded; with nobody, URIs that are not known, nulls, and a group."""
    made = random.Random(5)
    skills = engine.taxonomy.uris("skill")

    def person(number: int) -> tuple:
        past = made.sample(occupations, made.randint(0, 3)) + ["urn:typo"] * (made.random() < 0.2) + [None] * (made.random() < 0.1)
        have = made.sample(skills, made.randint(0, 5))
        return number, past, have, [made.randint(0, 4) for _ in have], made.choice([None, 20, 45])

    odd = [
        (2000, None, None, None, None),
        (2001, [], [], [], None),
        (2002, ["urn:nobody:knows", CASHIER, engine.taxonomy.uris("group")[0]], None, None, 30),
    ]
    return [*map(person, range(2000)), *odd]


@pytest.fixture(scope="module")
def persons(spark: SparkSession, rows: list[tuple]) -> DataFrame:
    return spark.createDataFrame(rows, SCHEMA).repartition(8)


def one_process(engine: overstap.Engine, rows: list[tuple], **options) -> tuple[list[tuple], dict]:
    uris = pyarrow.list_(pyarrow.string())
    types = [pyarrow.int64(), uris, uris, pyarrow.list_(pyarrow.int32()), pyarrow.int32()]
    names = [column.split()[0] for column in SCHEMA.split(", ")]
    columns = [pyarrow.array(column, type) for type, column in zip(types, zip(*rows, strict=True), strict=True)]
    table = pyarrow.table(columns, names)
    many = engine.rank_many(table, **options)
    columns = many.to_dict()
    del columns["row"]
    return sorted(zip(*columns.values(), strict=True), key=lambda row: (row[0], row[1] or 0)), many.report()


def collected(matches: DataFrame) -> list[tuple]:
    return sorted((tuple(row) for row in matches.collect()), key=lambda row: (row[0], row[1] or 0))


def test_the_same_as_in_one_process(engine, persons, rows) -> None:
    expected, told = one_process(engine, rows, limit=5, lang="nl")
    matches = overstap.spark.rank_many(engine, persons, limit=5, lang="nl")
    assert matches.columns == ["id", "rank", "label", "occupation", "score", "score_units", "readiness", "status", "unused"]
    assert collected(matches) == expected
    assert overstap.spark.report(engine, persons) == told
    assert told["unknown_uris"]["urn:typo"] > 100
    assert told["nulls"] > 0
    unused = matches.where("rank is null or rank = 1").agg({"unused": "sum"}).first()[0]
    assert unused == told["unknown"] + told["unusable"] + told["nulls"]


def test_a_file_and_other_parameters_and_ids_of_text(spark, engine, snapshot, rows) -> None:
    other = overstap.open(snapshot, parameters={"dimensions": {"words": 0}})
    few = rows[-50:]
    texts = spark.createDataFrame([(f"p{id}", *rest) for id, *rest in few], "bsn string" + SCHEMA.removeprefix("id bigint"))
    found = collected(overstap.spark.rank_many(other, texts.repartition(3), id="bsn", limit=2))
    expected, _ = one_process(other, few, limit=2)
    assert found == [(f"p{id}", *rest) for id, *rest in expected]
    assert found != collected(overstap.spark.rank_many(engine, texts, id="bsn", limit=2))


def test_two_executors_work_and_every_worker_opens_the_engine_once(spark, engine, persons) -> None:
    def workers(batches) -> Iterator:
        """Who works, on which executor, and how often that worker has opened an engine by now. Inside, as the workers do not have this file."""
        for _ in batches:
            pass
        opened = overstap.spark._engine.cache_info().misses
        yield pyarrow.RecordBatch.from_pylist([{"executor": os.getcwd(), "pid": os.getpid(), "opened": opened}])

    for _ in range(3):
        overstap.spark.rank_many(engine, persons, limit=1).count()
    seen = spark.range(8).repartition(8).mapInArrow(workers, "executor string, pid bigint, opened bigint").distinct().collect()
    assert len({row.executor for row in seen}) == 2
    assert os.getpid() not in {row.pid for row in seen}
    # The engine of this test, and at most the one of the test before it.
    assert all(row.opened <= 2 for row in seen), seen


def test_the_block_in_the_readme_runs(spark, engine, capfd) -> None:
    (block,) = re.findall(r"```py\n(.*?)```", (ROOT / "bindings/python/README.md").read_text(), re.DOTALL)
    exec(block, {"overstap": overstap, "engine": engine})
    shown = capfd.readouterr().out
    assert "too_little_data" in shown
    assert "'unknown_uris': {'urn:typo': 1}" in shown


def test_another_file_fails_the_job_and_says_why(engine, persons, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "taxonomy.ovs"
    engine.taxonomy.save(path)
    mapped = overstap.open(path)
    matches = overstap.spark.rank_many(mapped, persons)
    overstap.Taxonomy.from_json((ROOT / "tests/golden/taxonomy.json").read_bytes()).save(path)
    with pytest.raises(PythonException) as caught:
        matches.count()
    assert f"{path} has the hash" in str(caught.value)
    assert f"but {mapped.taxonomy.hash} was pickled: use the same file on both sides" in str(caught.value)
    path.unlink()
    with pytest.raises(PythonException, match=r"taxonomy\.ovs"):
        matches.count()


def test_what_is_wrong_with_a_person_fails_the_job_and_says_why(spark, engine) -> None:
    persons = spark.createDataFrame([(1, [CASHIER], None, None, 7)], SCHEMA)
    with pytest.raises(PythonException, match=r"person 0 .*nlqf"):
        overstap.spark.rank_many(engine, persons).count()
