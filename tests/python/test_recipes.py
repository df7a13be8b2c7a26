# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The recipes of the package's README give what they are to give. That all of it runs, test_package.py tests."""

from __future__ import annotations

import pathlib
import re

import duckdb
import polars
import pyarrow.parquet
import pytest
from conftest import CASHIER, ROOT

import overstap


@pytest.fixture(scope="module")
def recipes() -> list[str]:
    """The first block of "Many persons", which makes the frame, and those of the recipes."""
    text = (ROOT / "bindings/python/README.md").read_text()
    many = text.partition("## Many persons\n")[2].partition("\n## ")[0]
    return re.findall(r"```python\n(.*?)```", many, re.DOTALL)


@pytest.fixture
def names(engine: overstap.Engine, recipes: list[str], tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    monkeypatch.chdir(tmp_path)
    names = {"engine": engine, "overstap": overstap}
    exec(recipes[0], names)
    return names


def test_tqdm(recipes: list[str], names: dict, capsys: pytest.CaptureFixture[str]) -> None:
    (recipe,) = [recipe for recipe in recipes if "tqdm" in recipe]
    exec(recipe, names)
    assert names["bar"].n == 3
    assert "3/3" in capsys.readouterr().err
    written = pyarrow.parquet.read_table("matches.parquet").to_pylist()
    assert written == names["engine"].rank_many(names["persons"]).to_arrow().to_pylist()


def test_polars(recipes: list[str], names: dict) -> None:
    (recipe,) = [recipe for recipe in recipes if "scan_parquet" in recipe]
    exec(recipe, names)
    engine = names["engine"]
    best = engine.rank(engine.profile(CASHIER), 3, lang="nl").columns["label"]
    assert names["three_best"].with_columns(polars.col("label").cast(polars.List(polars.String))).to_dict(as_series=False) == {
        "id": ["p1", "p2", "p3"],
        "label": [best, [], best],
    }
    assert names["often"]["len"].to_list() == [2]


def test_duckdb(recipes: list[str], names: dict) -> None:
    names["persons"].write_parquet("persons.parquet")
    (recipe,) = [recipe for recipe in recipes if "duckdb" in recipe]
    exec(recipe, names)
    engine = names["engine"]
    expected = [
        (id, i, match.uri, match.score) for id in ("p1", "p3") for i, match in enumerate(engine.rank(engine.profile(CASHIER), 3), 1)
    ]
    assert duckdb.sql("from 'best.parquet' order by id, rank").fetchall() == expected
