# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Plots of results, with matplotlib: ``pip install 'overstap[plots]'``. Nothing else in the package imports this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._results import Explanation, Gap
from ._table import needs

if TYPE_CHECKING:
    from matplotlib.axes import Axes

try:
    import matplotlib.pyplot as plt
except ImportError:
    raise needs("matplotlib", "overstap.plots") from None

_GIVES, _TAKES, _OPEN = "#3c78b5", "#b5533c", "#e6e6e6"


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


def _axes(bars: int) -> Axes:
    axes: Axes = plt.subplots(figsize=(8, 1.2 + 0.32 * bars), layout="constrained")[1]
    return axes


def _finish(axes: Axes, names: list[str], unit: str, title: str) -> None:
    axes.set_yticks(range(len(names)), [name if len(name) <= 44 else name[:43] + "…" for name in names])
    axes.invert_yaxis()
    axes.set_xlabel(unit)
    axes.set_title(title)
