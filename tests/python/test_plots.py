# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Plots show the numbers of the result they are made of."""

from __future__ import annotations

import pathlib
from itertools import combinations, pairwise
from math import hypot

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


def dots(axes) -> dict[tuple[float, float], str]:
    """Where each occupation stands, and its family."""
    return {tuple(point): dot.get_label() for dot in axes.collections for point in dot.get_offsets().tolist()}


def test_the_map_shows_scores_as_distances_and_families_together(engine: overstap.Engine, cashier: overstap.Profile) -> None:
    ranking = engine.rank(cashier, limit=20, lang="nl")
    axes = plots.transition_map(engine, cashier, 20, lang="nl")
    places = dots(axes)
    assert sorted(hypot(x, y) for x, y in places) == pytest.approx([1 - score for score in ranking.columns["score"]])
    texts = [text.get_text() for text in axes.texts]
    assert {f"{match.label}  {match.score:.2f}" for match in ranking} < set(texts)
    assert "this person" in texts
    assert any(text.startswith("strong, from ") for text in texts)
    # Round the clock every family comes by once.
    families = list(places.values())
    assert len(set(families)) == 1 + sum(a != b for a, b in pairwise(families))
    assert "Dienstverlening en verkoop" in families
    joined = [line for line in axes.lines if line.get_label() == "_alike"]
    assert {(x, y) for line in joined for x, y in line.get_xydata().tolist()} == set(places)


@pytest.mark.parametrize("limit", [1, 2, 20, 45, 90])
def test_the_map_is_readable_and_the_same_each_time(engine: overstap.Engine, limit: int, tmp_path: pathlib.Path) -> None:
    person = engine.profile("kok", "vrachtwagenchauffeur")
    pictures = []
    for name in ("one.png", "two.png"):
        axes = plots.transition_map(engine, person, limit)
        axes.figure.savefig(tmp_path / name)
        pictures.append((tmp_path / name).read_bytes())
        boxes = [text.get_window_extent() for text in axes.texts if "  " in text.get_text()]
        assert len(boxes) == limit
        assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))
        assert all(axes.figure.bbox.x0 <= box.x0 and box.x1 <= axes.figure.bbox.x1 for box in boxes)
        mpl.pyplot.close(axes.figure)
    assert pictures[0] == pictures[1]


def test_the_map_of_a_taxonomy_without_families_and_of_nobody(golden: tuple[overstap.Engine, list[dict]], engine: overstap.Engine) -> None:
    other = golden[0]
    person = other.profile(other.taxonomy.uris()[0])
    axes = plots.transition_map(other, person, 5, lang="xx", name="A. B.", ax=mpl.pyplot.subplots()[1])
    assert len(dots(axes)) == len(other.rank(person, limit=5))
    with pytest.raises(overstap.TooLittleDataError):
        plots.transition_map(engine, engine.profile())
