# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The answer about many persons: an Arrow stream that is computed as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from . import _core
from ._table import needs

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

_CHUNK = 1024


class Columns:
    """Columns as an Arrow stream of one batch: (name, Arrow format, values)."""

    __slots__ = ("columns",)

    def __init__(self, columns: list[tuple[str, str, list[Any]]]) -> None:
        self.columns = columns

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _core.arrow_stream(self.columns)


def is_arrow(thing: object) -> bool:
    return hasattr(thing, "__arrow_c_stream__") or hasattr(thing, "__arrow_c_array__")


def as_batches(persons: object) -> object:
    """Something that the extension reads: an Arrow object, or an iterator of Arrow objects."""
    if is_arrow(persons):
        return persons
    if isinstance(persons, (str, bytes, Mapping)) or not isinstance(persons, Iterable):
        raise TypeError(
            f"persons must be a frame or column with __arrow_c_stream__, or an iterable of persons, not {type(persons).__name__}"
        )
    iterator = iter(persons)
    try:
        first = next(iterator)
    except StopIteration:
        return iter(())
    everyone = chain([first], iterator)
    return everyone if is_arrow(first) else _batches_of_persons(everyone)


def _batches_of_persons(persons: Iterator[object]) -> Iterator[Columns]:
    number = 0
    while chunk := list(islice(persons, _CHUNK)):
        rows = [_person(person, number + i) for i, person in enumerate(chunk)]
        number += len(rows)
        columns: list[tuple[str, str, list[Any]]] = [
            ("occupations", "+L:U", [row[0] for row in rows]),
            ("skills", "+L:U", [row[1] for row in rows]),
            ("levels", "+L:C", [row[2] for row in rows]),
            ("evidence", "+L:U", [row[3] for row in rows]),
            ("nlqf", "I", [row[4] for row in rows]),
        ]
        yield Columns(columns)


_Row = tuple[list[str], list[str] | None, list[int] | None, list[str] | None, int | None]


def _person(person: object, number: int) -> _Row:
    from ._engine import Profile, skills_of

    try:
        if isinstance(person, Profile):
            if person._recipe is None:
                raise TypeError("a profile that was translated or read from a document cannot be ranked with others; rank() it by itself")
            past, have, nlqf = person._recipe
            return list(past), [s.uri for s in have], [s.level for s in have], [s.evidence for s in have], nlqf or None
        if isinstance(person, str):
            return [person], None, None, None, None
        if isinstance(person, Mapping):
            unknown = set(person) - {"occupations", "skills", "nlqf"}
            if unknown:
                raise TypeError(f"unknown keys: {', '.join(map(str, unknown))}; there are occupations, skills and nlqf")
            skills = skills_of(person.get("skills") or ())
            past = person.get("occupations") or ()
            return (
                [past] if isinstance(past, str) else [str(uri) for uri in past],
                [s.uri for s in skills],
                [s.level for s in skills],
                [s.evidence for s in skills],
                person.get("nlqf"),
            )
        if isinstance(person, Iterable) and not isinstance(person, bytes):
            # NumPy's str is a str; a missing value is not, and must not pass for a URI.
            uris = list(person)
            if any(uri is not None and not isinstance(uri, str) for uri in uris):
                raise TypeError("a list of URIs holds something else than str and None")
            return uris, None, None, None, None
        if person is None:
            return [], None, None, None, None
    except (TypeError, ValueError) as error:
        error.add_note(f"in person {number} (from 0)")
        raise
    raise TypeError(f"person {number} (from 0) must be a URI, a list of URIs, a dict or a Profile, not {type(person).__name__}")


class RankedMany:
    """Matches of many persons, to be read once.

    It is an Arrow stream: ``polars.DataFrame(m)``, ``pyarrow.RecordBatchReader.from_stream(m)``, ``duckdb.sql("from m")``. Nothing is computed before
    it is read, and one batch is in memory at a time. ``report()`` tells what came by so far.
    """

    __slots__ = ("_handle", "_taken")

    def __init__(self, core: _core.RankMany) -> None:
        self._handle = core
        self._taken = False

    def _take(self) -> _core.RankMany:
        self._must_be_unread()
        self._taken = True
        return self._handle

    def _must_be_unread(self) -> None:
        if self._taken or self._handle.claimed:
            raise RuntimeError("these matches have been read already: call rank_many() again, or keep what to_arrow() gave")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow stream (PyCapsule interface); ``requested_schema`` is not followed, as the interface allows."""
        self._must_be_unread()  # a consumer may ask twice, to look at the schema first; whoever reads rows first has them
        return self._handle.stream(True)

    def __iter__(self) -> Iterator[dict[str, list[Any]]]:
        """Batches, as {column: [value, ...]}. Needs no Arrow library."""
        core = self._take()
        while (batch := core.next()) is not None:
            yield batch

    def batches(self) -> Iterator[pyarrow.RecordBatch]:
        """Batches, as pyarrow.RecordBatch."""
        try:
            import pyarrow
        except ImportError:
            raise needs("pyarrow", "batches()") from None
        core = self._take()
        try:
            yield from pyarrow.RecordBatchReader.from_stream(Stream(core))
        except BaseException:
            _raise_own(core)
            raise

    def to_arrow(self) -> pyarrow.Table:
        """All of it as a pyarrow Table."""
        try:
            import pyarrow
        except ImportError:
            raise needs("pyarrow", "to_arrow()") from None
        core = self._take()
        try:
            return pyarrow.RecordBatchReader.from_stream(Stream(core)).read_all()
        except BaseException:
            _raise_own(core)
            raise

    def to_polars(self) -> polars.DataFrame:
        """All of it as a Polars DataFrame; URIs, labels and statuses are categorical."""
        try:
            import polars
        except ImportError:
            raise needs("polars", "to_polars()") from None
        core = self._take()
        try:
            return polars.DataFrame(Stream(core))
        except BaseException:
            _raise_own(core)
            raise

    def to_pandas(self) -> pandas.DataFrame:
        """All of it as a pandas DataFrame; through pyarrow where that is there, and then URIs, labels and statuses are categorical."""
        try:
            import pandas
        except ImportError:
            raise needs("pandas", "to_pandas()") from None
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            return pandas.DataFrame(self.to_dict())
        return self.to_arrow().to_pandas()

    def to_dict(self) -> dict[str, list[Any]]:
        """All of it as {column: [value, ...]}. Needs no Arrow library."""
        out: dict[str, list[Any]] = {}
        for batch in self:
            for name, values in batch.items():
                out.setdefault(name, []).extend(values)
        return out or self._handle.columns()

    def report(self) -> dict[str, Any]:
        """What came by so far.

        persons; of these ranked, too_little_data, no_match; entries (URIs and nulls in their lists); of these unknown (not in the taxonomy),
        unusable (of a kind that a person does not have, such as a group) and nulls; and unknown_uris, {URI: how often}, most first,
        of at most 1,000 URIs.
        """
        uris = self._handle.unknown_uris()
        ordered = dict(sorted(uris.items(), key=lambda item: (-item[1], item[0])))
        return {**self._handle.counts(), "unknown_uris": ordered}

    def __repr__(self) -> str:
        counts = self._handle.counts()
        state = "read" if self._taken or self._handle.claimed else "not read yet"
        return f"<overstap.RankedMany, {state}: {counts['persons']} persons, {counts['ranked']} ranked, {counts['unknown']} unknown URIs>"


class Stream:
    """The stream for our own readers, which raise by themselves what went wrong inside."""

    __slots__ = ("core",)

    def __init__(self, core: _core.RankMany) -> None:
        self.core = core

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.core.stream(False)


def _raise_own(core: _core.RankMany) -> None:
    # An Arrow stream carries a text only; the exception itself waits in the extension.
    error = core.take_error()
    if error is not None:
        raise error from None
