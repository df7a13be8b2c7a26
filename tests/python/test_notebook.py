# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The notebook in examples/python runs, cell by cell, and was checked in without outputs."""

from __future__ import annotations

import nbclient
import nbformat
from conftest import ROOT


def test_the_notebook_runs() -> None:
    notebook = nbformat.read(ROOT / "examples/python/tour.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs for cell in code)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    shown = [output.data for cell in code for output in cell.outputs if "data" in output]
    assert any("image/png" in data for data in shown)
    assert any("Ranking" in data.get("text/html", "") for data in shown)
