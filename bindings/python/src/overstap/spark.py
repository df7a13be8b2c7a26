# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Many persons on Apache Spark: ``pip install 'overstap[spark]'``. Nothing else in the package imports this.

    matches = overstap.spark.rank_many(overstap.open("esco.ovs"), persons, limit=5)

Overstap must be installed on every node, and a taxonomy that is a file must be readable there under the same path. Every Python worker opens it
once and checks its hash; a worker that finds another file, or scores in another way, fails the job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ._engine import Engine
from ._errors import ArgumentError
from ._table import needs

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

try:
    import pyarrow
except ImportError:
    raise needs("pyarrow", "overstap.spark") from None

# Spark has no unsigned numbers and does not read dictionaries; and a row's number is of its partition only.
_COLUMNS = {
    "rank": ("int", pyarrow.int32()),
    "label": ("string", pyarrow.string()),
    "occupation": ("string", pyarrow.string()),
    "score": ("double", pyarrow.float64()),
    "score_units": ("bigint", pyarrow.int64()),
    "readiness": ("double", pyarrow.float64()),
    "status": ("string", pyarrow.string()),
    "unused": ("int", pyarrow.int32()),
}
_IDS = {
    "tinyint": pyarrow.int8(),
    "smallint": pyarrow.int16(),
    "int": pyarrow.int32(),
    "bigint": pyarrow.int64(),
    "string": pyarrow.string(),
}


def rank_many(engine: Engine, persons: DataFrame, *, id: str = "id", **options: Any) -> DataFrame:
    """``engine.rank_many()`` on Spark; lazy, as everything in Spark.

    Args:
        persons: a Spark DataFrame with a column of ids, and columns as for ``engine.rank_many()``.
        id: name of the column that says who is who, whole numbers or strings; Spark keeps no order, so there must be one.
        options: of ``engine.rank_many()``, but ``progress``. A task is one thread to Spark; leave ``threads`` at 1 or raise spark.task.cpus.

    Returns a DataFrame as ``engine.rank_many()`` gives, without "row": id, rank, label (with ``lang``), occupation, score, score_units, readiness,
    status and unused. Nobody gets lost, and ``unused`` is how many of the person's entries could not be used; ``report()`` names them.

    Raises ArgumentError for the ids; TypeError for an engine in memory only. What a worker raises, Spark reports when the rows are asked for.
    """
    kind = dict(persons.dtypes).get(id)
    if kind not in _IDS:
        raise ArgumentError(f"the column {id!r} must hold the persons' ids, {', '.join(_IDS)}; it is {kind or 'not there'}")
    engine.rank_many([], **options)  # says here, and not on some worker, what is wrong with the options
    columns = {name: types for name, types in _COLUMNS.items() if name != "label" or options.get("lang") is not None}
    schema = pyarrow.schema([("id", _IDS[kind]), *((name, type) for name, (_, type) in columns.items())])
    ddl = ", ".join(f"{name} {type}" for name, type in [("id", kind), *((name, type) for name, (type, _) in columns.items())])
    return persons.mapInArrow(_Work(engine, _matches, schema, {"id": id, **options}), ddl)


def report(engine: Engine, persons: DataFrame, **options: Any) -> dict[str, Any]:
    """``RankedMany.report()`` of all persons together: how many were ranked, and what of their entries could not be used, by name.

    Takes the options of ``rank_many()`` and runs a job of its own, in which the persons are ranked again, but for what comes of it. At most 1,000
    unknown URIs of each partition are named; all are counted.
    """
    engine.rank_many([], **options)
    schema = pyarrow.schema([("what", pyarrow.string()), ("uri", pyarrow.string()), ("count", pyarrow.int64())])
    work = _Work(engine, _counts, schema, {**options, "limit": 1})
    total: dict[str, Any] = dict.fromkeys(engine.rank_many([]).report(), 0)
    named: dict[str, int] = {}
    for what, uri, count in persons.mapInArrow(work, "what string, uri string, count bigint").groupBy("what", "uri").sum("count").collect():
        if uri is None:
            total[what] = count
        else:
            named[uri] = count
    return {**total, "unknown_uris": dict(sorted(named.items(), key=lambda item: (-item[1], item[0])))}


class _Work:
    """What a task does with its batches of persons. The engine goes along as paths and hashes."""

    def __init__(self, engine: Engine, work: Callable[..., Iterator[Any]], schema: Any, options: dict[str, Any]) -> None:
        from pickle import dumps

        self.engine = dumps(engine)
        self.work, self.schema, self.options = work, schema, options

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return self.work(_engine(self.engine), batches, self.schema, self.options)


@lru_cache(maxsize=4)
def _engine(pickled: bytes) -> Engine:
    """Opened once for all tasks of a Python worker, which Spark keeps for the next ones."""
    from pickle import loads

    engine: Engine = loads(pickled)
    return engine


def _matches(engine: Engine, batches: Iterable[Any], schema: Any, options: dict[str, Any]) -> Iterator[Any]:
    for batch in engine.rank_many(batches, **options).batches():
        yield batch.select(schema.names).cast(schema)


def _counts(engine: Engine, batches: Iterable[Any], schema: Any, options: dict[str, Any]) -> Iterator[Any]:
    many = engine.rank_many(batches, **options)
    for _ in many.batches():
        pass
    told = many.report()
    uris = told.pop("unknown_uris")
    rows = [*((what, None, count) for what, count in told.items()), *(("unknown_uris", uri, count) for uri, count in uris.items())]
    yield pyarrow.RecordBatch.from_pylist([dict(zip(schema.names, row, strict=True)) for row in rows], schema)
