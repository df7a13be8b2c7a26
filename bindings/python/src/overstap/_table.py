# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""A result: named columns inside, typed rows outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from . import _core

if TYPE_CHECKING:
    from typing import Self

    import pandas
    import polars
    import pyarrow

Row = TypeVar("Row", bound=tuple[Any, ...])

_SHOWN = 10


def needs(package: str, what: str) -> ImportError:
    return ImportError(f"{what} needs {package}, which is not installed: pip install {package}", name=package)


class Table(Generic[Row]):
    """Columns of equal length, of which every row is a named tuple.

    ``len``, iteration, ``[i]``, slices, ``==`` and pickling work; a slice is a table of the same kind. ``table.columns["uri"]`` is a
    list. Any library that reads the Arrow PyCapsule interface takes a table as it is: ``polars.DataFrame(t)``, ``pyarrow.table(t)``,
    ``duckdb.sql("from t")``.
    """

    # Not a collections.abc.Sequence: Polars would then go through the rows instead of the columns.

    __slots__ = ("columns",)

    _row: ClassVar[Any]
    _formats: ClassVar[dict[str, str]]  # Arrow format of each column, in order
    _bar: ClassVar[str | None] = None  # column of shares that _repr_html_ draws a bar for
    _shown: ClassVar[tuple[str, ...]] = ()  # columns of repr and _repr_html_

    columns: dict[str, list[Any]]

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        if list(columns) != list(self._formats) or len({len(values) for values in columns.values()}) > 1:
            raise ValueError(f"{type(self).__name__} has the columns {', '.join(self._formats)}, all of one length")
        self.columns = columns

    @classmethod
    def _of(cls, columns: dict[str, list[Any]]) -> Self:
        """Of columns that are known to be right."""
        self = object.__new__(cls)
        self.columns = columns
        return self

    def _like(self, columns: dict[str, list[Any]]) -> Self:
        """A table of the same kind with other rows; a class with more in it says how."""
        return self._of(columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __iter__(self) -> Iterator[Row]:
        return map(self._row._make, zip(*self.columns.values(), strict=True))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Row | Self:
        if isinstance(index, slice):
            return self._like({name: values[index] for name, values in self.columns.items()})
        row: Row = self._row._make(values[index] for values in self.columns.values())
        return row

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other) or not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns

    __hash__ = None  # type: ignore[assignment]

    def to_dict(self) -> dict[str, list[Any]]:
        """A copy of the columns: {name: [value, ...]}."""
        return {name: list(values) for name, values in self.columns.items()}

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame with the same columns."""
        try:
            import pandas
        except ImportError:
            raise needs("pandas", "to_pandas()") from None
        return pandas.DataFrame(self.columns)

    def to_polars(self) -> polars.DataFrame:
        """A Polars DataFrame with the same columns."""
        try:
            import polars
        except ImportError:
            raise needs("polars", "to_polars()") from None
        return polars.DataFrame(self)

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow Table with the same columns."""
        try:
            import pyarrow
        except ImportError:
            raise needs("pyarrow", "to_arrow()") from None
        return pyarrow.table(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """An Arrow stream of one batch (PyCapsule interface). ``requested_schema`` is not followed, as the interface allows."""
        return _core.arrow_stream([(name, format, self.columns[name]) for name, format in self._formats.items()])

    def _title(self) -> str:
        return f"{type(self).__name__}, {len(self)} {'row' if len(self) == 1 else 'rows'}"

    def __repr__(self) -> str:
        names = self._shown or tuple(self.columns)
        rows = [[_text(self.columns[name][i]) for name in names] for i in range(min(len(self), _SHOWN))]
        widths = [min(44, max(map(len, column))) for column in zip(names, *rows, strict=True)]
        lines = [self._title()]
        for row in [list(names), *rows] if rows else []:
            cells = (_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append("  " + "  ".join(cells).rstrip())
        if len(self) > _SHOWN:
            lines.append(f"  ... {len(self) - _SHOWN} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """A table for notebooks. Everything that comes from data is escaped; bars are plain CSS."""
        from html import escape

        names = self._shown or tuple(self.columns)
        out = [f"<div><b>{escape(self._title())}</b><table><thead><tr>"]
        out += [f"<th style='text-align:left'>{escape(name)}</th>" for name in names]
        out.append("</tr></thead><tbody>")
        for i in range(min(len(self), _SHOWN)):
            out.append("<tr>")
            for name in names:
                value = self.columns[name][i]
                bar = _html_bar(value) if name == self._bar and value is not None else ""
                out.append(f"<td style='text-align:left'>{bar}{escape(_text(value))}</td>")
            out.append("</tr>")
        out.append("</tbody></table>")
        if len(self) > _SHOWN:
            out.append(f"<p>... {len(self) - _SHOWN} more</p>")
        out.append("</div>")
        return "".join(out)


def _html_bar(share: float) -> str:
    width = round(100 * max(0.0, min(1.0, abs(share))))
    colour = "#b5533c" if share < 0 else "#3c78b5"
    return (
        "<span style='display:inline-block;width:100px;height:0.7em;margin-right:6px;background:#e6e6e6'>"
        f"<span style='display:block;width:{width}px;height:100%;background:{colour}'></span></span>"
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
