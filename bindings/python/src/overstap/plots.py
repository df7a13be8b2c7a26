# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Plots of results, with matplotlib: ``pip install 'overstap[plots]'``. Nothing else in the package imports this."""

from __future__ import annotations

from bisect import bisect_left
from math import cos, pi, sin
from typing import TYPE_CHECKING

from ._engine import SCORE_ONE, Engine, Profile
from ._results import BANDS, Explanation, Gap, Ranking
from ._table import needs

if TYPE_CHECKING:
    from matplotlib.axes import Axes

try:
    import matplotlib.pyplot as plt
except ImportError:
    raise needs("matplotlib", "overstap.plots") from None

_GIVES, _TAKES, _OPEN = "#3c78b5", "#b5533c", "#e6e6e6"

# ISCO-08's major groups, by the first digit of the code.
_FAMILIES = {
    "en": (
        "Armed forces",
        "Managers",
        "Professionals",
        "Technicians and associate professionals",
        "Clerical support",
        "Services and sales",
        "Agriculture, forestry and fishery",
        "Crafts and trades",
        "Machine operators and assemblers",
        "Elementary occupations",
    ),
    "nl": (
        "Krijgsmacht",
        "Leidinggevenden",
        "Specialisten",
        "Technici en vakspecialisten",
        "Administratie",
        "Dienstverlening en verkoop",
        "Landbouw, bosbouw en visserij",
        "Ambachten",
        "Bediening van machines, montage",
        "Elementaire beroepen",
    ),
}


def contributions(explanation: Explanation, limit: int = 12, ax: Axes | None = None) -> Axes:
    """Bars of what adds most to a score and what takes most away from it; the rest is one bar, so that the bars add up to the score.

    Args:
        limit: most bars beside that of the rest.
        ax: axes to draw on; None makes a figure.

    Raises ValueError when there is too little data for a score.
    """
    if explanation.score is None:
        raise ValueError(f"there is too little data for a score of {explanation.label}, so there is nothing to plot")
    parts = sorted(explanation.contributions, key=lambda part: -abs(part.score_units))
    bars = [(part.label or part.dimension, part.score) for part in parts[:limit]]
    if len(parts) > limit:
        bars.append((f"{len(parts) - limit} others", sum(part.score for part in parts[limit:])))
    axes = ax or _axes(len(bars))
    names, scores = [name for name, _ in bars], [score for _, score in bars]
    axes.barh(range(len(bars)), scores, color=[_GIVES if score >= 0 else _TAKES for score in scores])
    axes.axvline(0, color="black", linewidth=0.8)
    _finish(axes, names, "contribution to the score", f"{explanation.label}: {explanation.score:.3f}")
    return axes


def gap(gap: Gap, limit: int = 15, ax: Axes | None = None) -> Axes:
    """Bars of what an occupation asks, the weightiest first: blue is what the person meets of it.

    Args:
        limit: most requirements.
        ax: axes to draw on; None makes a figure.
    """
    items = sorted([*gap.matched, *gap.gap], key=lambda item: -item.weight)[:limit]
    axes = ax or _axes(len(items))
    axes.barh(range(len(items)), [item.weight for item in items], color=_OPEN, label="asked")
    axes.barh(range(len(items)), [item.met for item in items], color=_GIVES, label="met")
    axes.set_xticks([])
    axes.legend(loc="lower right")
    _finish(axes, [item.label for item in items], "weight", f"{gap.label}: readiness {gap.readiness:.0%}")
    return axes


def transition_map(
    engine: Engine, profile: Profile, limit: int = 20, *, lang: str = "en", name: str = "this person", ax: Axes | None = None
) -> Axes:
    """The occupations nearest to a person, with the person in the middle.

    The distance from the middle is 1 - score, so that what is nearer is more like the person's work; circles bound the bands. The larger a dot, the
    more of what is required the person meets. Occupations of a family (ISCO's major group) have one colour and stand together, the nearest family
    first, clockwise from the top; a line joins each occupation with the one on the map that is most like it. The same for the same input.

    Args:
        limit: most occupations.
        lang: of labels and families.
        name: of the person.
        ax: axes to draw on; None makes a figure.

    Raises TooLittleDataError, and ValueError when there is no match.
    """
    ranking = engine.rank(profile, limit, lang=lang)
    if not len(ranking):
        raise ValueError("there is no match, so there is nothing to plot")
    core = engine.taxonomy._handle
    codes = [core.isco(core.find(match.uri)) for match in ranking]
    families = [code // 10 ** (len(str(code)) - 1) if code >= 1000 else 0 if code else -1 for code in codes]  # 0110 is of the armed forces
    alike = _alike(engine, ranking)
    order = _round_the_clock(families, alike)
    edge = 1.06 * (1 - ranking[-1].score)
    turn = 2 * pi / (len(order) + len(set(families)))  # as wide a gap between families as between neighbours

    tall = max(1.0, len(order) / 40)  # of the columns of labels, against the circle
    axes = ax or plt.subplots(figsize=(12, 1 + 5.5 * tall), layout="constrained")[1]
    _bands(axes, engine, edge, pi / 2 + turn / 2)
    places, at = {}, 0.5
    for before, i in zip([order[0], *order], order, strict=False):
        at += families[i] != families[before]
        places[i] = pi / 2 - turn * at
        at += 1
    points = {i: ((1 - ranking[i].score) * cos(angle), (1 - ranking[i].score) * sin(angle)) for i, angle in places.items()}
    for i, row in enumerate(alike):
        nearest = max((j for j in points if j != i), key=lambda j: (row[j], -j), default=i)
        if row[nearest] > 0:
            (x, y), (to_x, to_y) = points[i], points[nearest]
            axes.plot([x, to_x], [y, to_y], color="#aaaaaa", linewidth=0.3 + 2 * row[nearest], zorder=1, label="_alike")
    colours = plt.get_cmap("tab10").colors
    names = _FAMILIES[lang if lang in _FAMILIES else "en"]
    for family in dict.fromkeys(families[i] for i in order):
        own = [i for i in order if families[i] == family]
        sizes = [20 + 130 * ranking[i].readiness for i in own]
        label = names[family] if family >= 0 else "-"
        axes.scatter([points[i][0] for i in own], [points[i][1] for i in own], s=sizes, color=[colours[family]], zorder=2, label=label)
    axes.plot([0], [0], marker="*", markersize=16, color="black", zorder=3, label="_person")
    axes.annotate(name, (0, 0), (0, -12), textcoords="offset points", ha="center", va="top", fontweight="bold")
    for side in (1, -1):
        column = sorted((i for i in order if (cos(places[i]) >= 0) == (side > 0)), key=lambda i: -sin(places[i]))
        for slot, i in enumerate(column):  # in columns beside the circle, where they cannot hide one another
            height = tall * edge * (1 - (2 * slot + 1) / len(column))
            corner = (edge * cos(places[i]), edge * sin(places[i]))
            axes.plot(
                [points[i][0], corner[0], side * 1.12 * edge], [points[i][1], corner[1], height], color="#cccccc", linewidth=0.6, zorder=0
            )
            text = f"{_short(ranking[i].label)}  {ranking[i].score:.2f}"
            axes.text(side * 1.14 * edge, height, text, ha="left" if side > 0 else "right", va="center", fontsize=9)
    axes.set(xlim=(-2.3 * edge, 2.3 * edge), ylim=(-1.05 * tall * edge, 1.05 * tall * edge), aspect="equal")
    axes.set_axis_off()
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=3, frameon=False, fontsize=9)
    return axes


def _alike(engine: Engine, ranking: Ranking) -> list[list[float]]:
    """Scores of the occupations of a ranking with one another; the higher of both directions, which differ by rounding only."""
    uris = ranking.columns["uri"]
    scores = []
    for uri in uris:
        row = engine.rank(engine.profile(uri), limit=None, with_origins=True).columns
        found = dict(zip(row["uri"], row["score"], strict=True))
        scores.append([found.get(other, 0.0) for other in uris])
    return [[max(scores[i][j], scores[j][i]) for j in range(len(uris))] for i in range(len(uris))]


def _round_the_clock(families: list[int], alike: list[list[float]]) -> list[int]:
    """Families in the order of their best occupation; in each, from the best one on to whichever is most like the last."""
    order: list[int] = []
    for family in dict.fromkeys(families):
        left = [i for i, other in enumerate(families) if other == family]
        order.append(left.pop(0))
        while left:
            order.append(left.pop(left.index(max(left, key=lambda i: (alike[order[-1]][i], -i)))))
    return order


def _bands(axes: Axes, engine: Engine, edge: float, angle: float) -> None:
    """A circle round each band, with its name at an angle where no occupation stands."""
    for band in range(2, len(BANDS)):
        least = bisect_left(range(SCORE_ONE + 1), band, key=engine._handle.band) / SCORE_ONE
        if 1 - edge < least < 1:
            axes.add_patch(plt.Circle((0, 0), 1 - least, fill=False, linestyle=":", color="#888888", zorder=0))
            label = f"{BANDS[band]}, from {least:.2f}"
            white = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            x, y = (1 - least) * cos(angle), (1 - least) * sin(angle)
            axes.text(x, y, label, ha="center", va="center", fontsize=7, color="#666666", bbox=white, zorder=1.5)


def _axes(bars: int) -> Axes:
    axes: Axes = plt.subplots(figsize=(8, 1.2 + 0.32 * bars), layout="constrained")[1]
    return axes


def _finish(axes: Axes, names: list[str], unit: str, title: str) -> None:
    axes.set_yticks(range(len(names)), [_short(name) for name in names])
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.set_title(title)


def _short(name: str) -> str:
    return name if len(name) <= 44 else name[:43] + "…"
