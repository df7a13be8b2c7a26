# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Results: sequences of named tuples, with columns inside, into every frame."""

from __future__ import annotations

import html.parser
import pickle
import re
import subprocess
import sys

import duckdb
import pandas
import polars
import pyarrow
import pytest
from conftest import GUARD

import overstap


@pytest.fixture(scope="module")
def tables(engine: overstap.Engine, cashier: overstap.Profile) -> list[overstap.Table]:
    explained = engine.explain(cashier, GUARD)
    return [
        engine.search("medewerker"),
        engine.rank(cashier, limit=25),
        explained.contributions,
        explained.matched,
        explained.gap,
        explained.licences,
        explained.conditions,
        engine.suggest_courses(cashier, GUARD),
        engine.advise(cashier).matches,
        engine.search("zzzzzz"),
    ]


def test_a_table_is_a_sequence(tables: list[overstap.Table]) -> None:
    for table in tables:
        rows = list(table)
        assert len(rows) == len(table)
        assert [table[i] for i in range(len(table))] == rows
        assert list(table[1:4]) == rows[1:4]
        assert type(table[::-1]) is type(table)
        assert list(reversed(table)) == list(table[::-1]) == rows[::-1]
        if rows:
            assert table[-1] == rows[-1]
            assert table[:1] != table[:0]
        with pytest.raises(IndexError):
            table[len(table)]
        assert table == table[:]
        assert pickle.loads(pickle.dumps(table)) == table
        assert table != rows
        assert table.to_dict() == table.columns


def test_every_frame_has_the_same_values(tables: list[overstap.Table]) -> None:
    for table in tables:
        columns = table.to_dict()
        arrow = table.to_arrow()
        arrow.validate(full=True)
        assert arrow.to_pydict() == columns
        assert table.to_polars().to_dict(as_series=False) == columns
        assert polars.DataFrame(table).equals(table.to_polars())
        frame = table.to_pandas()
        assert list(frame.columns) == list(columns)
        for name, values in columns.items():
            assert [None if pandas.isna(value) else value for value in frame[name]] == values
        assert pyarrow.table(table) == arrow
        relation = duckdb.connect().from_arrow(arrow)
        assert relation.fetchall() == [tuple(row) for row in table]


def test_repr_is_for_reading(engine: overstap.Engine, cashier: overstap.Profile, tables: list[overstap.Table]) -> None:
    ranking = engine.rank(cashier, limit=25)
    text = repr(ranking)
    assert text.startswith("Ranking, 25 rows")
    assert ranking[0].label in text
    assert "15 more" in text
    assert max(map(len, text.splitlines())) < 200
    for table in tables:
        assert "object at 0x" not in repr(table)
    for thing in (
        engine,
        cashier,
        engine.taxonomy,
        engine.courses,
        engine.advise(cashier),
        engine.why_not(cashier, GUARD),
    ):
        assert "object at 0x" not in repr(thing)
    assert "Kassamedewerker" in repr(cashier) or "ashier" in repr(cashier)


class Checker(html.parser.HTMLParser):
    """Every tag is closed, and none can do anything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "b", "p", "table", "thead", "tbody", "tr", "th", "td", "span"}
        assert {name for name, _ in attrs} <= {"style"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_harmless(engine: overstap.Engine, cashier: overstap.Profile, tables: list[overstap.Table]) -> None:
    for thing in [*tables, engine.explain(cashier, GUARD), engine.gap(cashier, GUARD), engine.advise(cashier)]:
        checker = Checker()
        checker.feed(thing._repr_html_())
        assert checker.open == []
    bars = re.findall(r"width:(\d+)px;height:100%", engine.rank(cashier)._repr_html_())
    assert len(bars) == 10
    assert bars == sorted(bars, key=int, reverse=True)


def test_html_escapes_labels() -> None:
    hits = overstap.SearchHits({"uri": ["urn:a"], "label": ["<script>alert('x')</script>&"], "match": ["words"]})
    text = hits._repr_html_()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    checker = Checker()
    checker.feed(text)


def test_a_table_refuses_other_columns() -> None:
    with pytest.raises(ValueError, match="uri, label, match"):
        overstap.SearchHits({"uri": []})
    with pytest.raises(ValueError, match="one length"):
        overstap.SearchHits({"uri": ["urn:a"], "label": [], "match": []})


def test_a_missing_library_is_named() -> None:
    code = """
import sys
for name in ("pandas", "polars", "pyarrow", "scipy", "scipy.sparse"):
    sys.modules[name] = None
import overstap
engine = overstap.open()
person = engine.profile("kassamedewerker")
ranking = engine.rank(person)
for call in (ranking.to_pandas, ranking.to_polars, ranking.to_arrow, engine.matrix(top=1).to_scipy,
             engine.rank_many([["x"]]).to_arrow, engine.rank_many([["x"]]).to_polars):
    try:
        call()
    except ImportError as error:
        assert "pip install" in str(error), error
    else:
        raise SystemExit(f"{call} did not fail")
print(len(ranking.to_dict()["uri"]), len(engine.rank_many([person]).to_dict()["occupation"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["10", "10"], done.stderr
