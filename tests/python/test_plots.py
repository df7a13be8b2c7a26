# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Plots show the numbers of the result they are made of."""

from __future__ import annotations

import pathlib

import matplotlib as mpl
import pytest
from conftest import CASHIER, GUARD

import overstap

mpl.use("Agg")
from overstap import plots


def test_contributions_add_up_to_the_score(engine: overstap.Engine, cashier: overstap.Profile, tmp_path: pathlib.Path) -> None:
    explanation = engine.explain(cashier, "verkoopmedewerker winkel", lang="nl")
    axes = plots.contributions(explanation, limit=5)
    widths = [bar.get_width() for bar in axes.patches]
    assert len(widths) == 6
    assert sum(widths) == pytest.approx(explanation.score)
    assert axes.get_yticklabels()[-1].get_text() == f"{len(explanation.contributions) - 5} others"
    axes.figure.savefig(tmp_path / "contributions.png")
    assert (tmp_path / "contributions.png").stat().st_size > 1000
    with pytest.raises(ValueError, match="too little data"):
        plots.contributions(engine.explain(engine.profile(), GUARD))


def test_gap_shows_what_is_met(engine: overstap.Engine) -> None:
    gap = engine.gap(engine.profile(CASHIER), GUARD)
    axes = plots.gap(gap, limit=1000)
    asked, met = axes.containers
    assert sum(bar.get_width() for bar in asked) == sum(item.weight for item in [*gap.matched, *gap.gap])
    assert sum(bar.get_width() for bar in met) == sum(item.met for item in [*gap.matched, *gap.gap])
