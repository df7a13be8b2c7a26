# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""What overstap.spark does in a worker, without Spark. With Spark: scripts/spark_test.sh."""

from __future__ import annotations

import pathlib
import pickle
from collections import Counter

import pyarrow as pa
import pytest
from conftest import CASHIER, GUARD, ROOT

import overstap
import overstap.spark

SPARK = {"bigint": pa.int64(), "smallint": pa.int16(), "string": pa.string(), "int": pa.int32(), "double": pa.float64()}


class Frame:
    """As much of a Spark DataFrame as is used: two partitions, a function that arrives pickled, and what comes back is held to its types."""

    def __init__(self, table: pa.Table, kind: str = "bigint") -> None:
        self.table, self.dtypes = table, [(name, kind if name == "id" else "array<string>") for name in table.column_names]

    def mapInArrow(self, work, ddl: str) -> Frame:
        found = []
        for part in (self.table[:2], self.table[2:]):
            batches = list(pickle.loads(pickle.dumps(work))(iter(part.to_batches())))
            for batch in batches:
                assert [(f.name, f.type) for f in batch.schema] == [(n, SPARK[t]) for n, t in map(str.split, ddl.split(", "))]
            found += batches
        return Frame(pa.Table.from_batches(found))

    def groupBy(self, *names: str) -> Frame:
        self.names = names
        return self

    def sum(self, name: str) -> Frame:
        self.table = self.table.group_by(self.names).aggregate([(name, "sum")])
        return self

    def collect(self) -> list[tuple]:
        return [tuple(row.values()) for row in self.table.to_pylist()]


@pytest.fixture
def table() -> pa.Table:
    lists = [[CASHIER, "urn:typo"], None, [GUARD], ["urn:typo", None, "urn:other"]]
    return pa.table({"id": [7, 5, 6, 8], "occupations": pa.array(lists, pa.list_(pa.string()))})


def test_the_same_rows_and_the_same_report(engine: overstap.Engine, table: pa.Table) -> None:
    found = overstap.spark.rank_many(engine, Frame(table), limit=3, lang="nl").collect()
    many = engine.rank_many(table, limit=3, lang="nl")
    columns = many.to_dict()
    assert columns.pop("row") != columns["id"]
    assert found == list(zip(*columns.values(), strict=True))
    assert Counter(row[0] for row in found) == {7: 3, 5: 1, 6: 3, 8: 1}
    assert overstap.spark.report(engine, Frame(table)) == many.report()
    assert many.report()["unknown_uris"] == {"urn:typo": 2, "urn:other": 1}


@pytest.mark.parametrize(("kind", "ids"), [("smallint", [1, 2, 3, None]), ("string", ["a", "ü", None, "d"])])
def test_ids_keep_their_type(engine: overstap.Engine, table: pa.Table, kind: str, ids: list) -> None:
    renamed = pa.table({"id": pa.array(ids, SPARK[kind]), "occupations": table["occupations"]})
    found = overstap.spark.rank_many(engine, Frame(renamed, kind), limit=1)
    assert found.table["id"].to_pylist() == ids
    assert found.table["id"].type == SPARK[kind]


def test_what_cannot_work_is_said_before_the_job(engine: overstap.Engine, table: pa.Table, snapshot: pathlib.Path) -> None:
    with pytest.raises(overstap.ArgumentError, match=r"'bsn' must hold the persons' ids.*not there"):
        overstap.spark.rank_many(engine, Frame(table), id="bsn")
    with pytest.raises(overstap.ArgumentError, match="it is double"):
        overstap.spark.rank_many(engine, Frame(table, "double"))
    with pytest.raises(overstap.ArgumentError, match="limit"):
        overstap.spark.rank_many(engine, Frame(table), limit=0)
    with pytest.raises(TypeError, match="top"):
        overstap.spark.report(engine, Frame(table), top=3)
    with pytest.raises(TypeError, match="in memory only"):
        overstap.spark.rank_many(overstap.Engine(overstap.Taxonomy.from_bytes(snapshot.read_bytes())), Frame(table))


def test_a_worker_opens_the_engine_once_and_refuses_another_file(engine: overstap.Engine, table: pa.Table, snapshot: pathlib.Path) -> None:
    mapped = overstap.open(snapshot)
    before = overstap.spark._engine.cache_info().misses
    overstap.spark.rank_many(mapped, Frame(table))
    overstap.spark.rank_many(mapped, Frame(table), limit=1)
    assert overstap.spark._engine.cache_info().misses == before + 1
    overstap.spark._engine.cache_clear()
    overstap.Taxonomy.from_json((ROOT / "tests/golden/taxonomy.json").read_bytes()).save(snapshot)
    with pytest.raises(overstap.DataError, match=r"has the hash .* was pickled"):
        overstap.spark.rank_many(mapped, Frame(table))
