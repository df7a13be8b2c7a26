# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""What the tests of the Python package share. They test the installed package, not the sources."""

from __future__ import annotations

import importlib.util
import json
import os
import pathlib

import pytest

import overstap

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A tier of its own, in an environment of its own: scripts/spark_test.sh.
collect_ignore = [] if importlib.util.find_spec("pyspark") else ["spark"]
CASHIER = "urn:overstap:starter:occupation/kassamedewerker"
GUARD = "urn:overstap:starter:occupation/beveiliger"


@pytest.fixture(scope="session")
def engine() -> overstap.Engine:
    return overstap.open()


@pytest.fixture(scope="session")
def cashier(engine: overstap.Engine) -> overstap.Profile:
    return engine.profile(CASHIER)


@pytest.fixture(scope="session")
def occupations(engine: overstap.Engine) -> list[str]:
    return engine.taxonomy.uris("occupation")


@pytest.fixture
def snapshot(engine: overstap.Engine, tmp_path: pathlib.Path) -> pathlib.Path:
    """The starter taxonomy as a file."""
    path = tmp_path / "starter.ovs"
    engine.taxonomy.save(path)
    return path


@pytest.fixture(scope="session")
def golden() -> tuple[overstap.Engine, list[dict]]:
    folder = ROOT / "tests" / "golden"
    taxonomy = overstap.Taxonomy.from_json((folder / "taxonomy.json").read_bytes(), "taxonomy.json")
    return overstap.Engine(taxonomy), json.loads((folder / "queries.json").read_text())


@pytest.fixture(scope="session")
def library() -> str:
    """Path of liboverstap.so, whose answers the package must give."""
    path = os.environ.get("OVERSTAP_LIBRARY", str(ROOT / "build" / "release" / "liboverstap.so"))
    if not os.path.exists(path):
        pytest.fail(f"{path} is not there: build it, or name it in OVERSTAP_LIBRARY")
    return path
