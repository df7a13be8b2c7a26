# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Stores: vacancies, or persons, that come and go, ranked by what a vacancy asks and a person has."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from . import _core
from ._errors import ArgumentError
from ._table import Table
from ._taxonomy import Path, fspath

if TYPE_CHECKING:
    from ._engine import Engine, Profile, Skills

Side = Literal["vacancies", "persons"]

_SIDES: tuple[Side, ...] = ("vacancies", "persons")


class StoreChange(NamedTuple):
    """What a change did. ``snapshot`` is the number of the first one that has it."""

    snapshot: int
    added: int
    replaced: int
    deleted: int


class StoredDocument(NamedTuple):
    """A vacancy and what it asks, or a person and what they have: ``{URI: level}``, levels 1 to 4."""

    id: int
    items: dict[str, int]
    tags: tuple[int, ...]


class RankedDocument(NamedTuple):
    """A vacancy or person. ``score`` is 0 to 1, how much of what the vacancy asks the person has; exactly ``met`` of ``needed``."""

    id: int
    score: float
    met: int
    needed: int


class RankedDocuments(Table[RankedDocument]):
    """Vacancies or persons, best first, equal ones by number."""

    __slots__ = ()
    _row = RankedDocument
    _formats = {"id": "L", "score": "g", "met": "L", "needed": "L"}  # noqa: RUF012
    _bar = "score"


class Store:
    """Vacancies, or persons, by your own numbers (0 to 2**64 - 1); make one with ``engine.store()``.

    Any thread may change it and rank in it: a ranking sees one snapshot and waits for nobody. A pair has the same score in a store of
    vacancies ranked for the person as in a store of persons ranked for the vacancy. Skills and knowledge areas count, by how rare they are
    among occupations; other concepts do not.
    """

    __slots__ = ("_engine", "_handle", "_local", "_side")

    def __init__(self, engine: Engine, side: Side = "vacancies") -> None:
        if side not in _SIDES:
            raise ValueError(f"side {side!r} is none of {', '.join(_SIDES)}")
        self._set(engine, _core.Store.create(engine._handle, _SIDES.index(side)))

    @classmethod
    def load(cls, engine: Engine, path: Path) -> Store:
        """A store that ``save()`` wrote, mapped. Raises FileError, DataError; ArgumentError when it was made with another taxonomy."""
        self = object.__new__(cls)
        self._set(engine, _core.Store.load_file(engine._handle, fspath(path)))
        return self

    def _set(self, engine: Engine, handle: _core.Store) -> None:
        self._engine = engine
        self._handle = handle
        self._side = handle.inspect()[0]
        self._local = threading.local()

    @property
    def side(self) -> Side:
        """What it holds."""
        return _SIDES[self._side]

    def __len__(self) -> int:
        return self._handle.inspect()[2]

    def __repr__(self) -> str:
        return f"<overstap.Store of {len(self)} {self.side}, snapshot {self._handle.inspect()[1]}>"

    def info(self) -> dict[str, int]:
        """Its size: snapshot, documents, rows (with those that are gone and still take room), items, segments, bytes."""
        names = ("snapshot", "documents", "rows", "items", "segments", "bytes")
        return dict(zip(names, self._handle.inspect()[1:], strict=True))

    def update(
        self,
        documents: Mapping[int, Profile | Skills],
        *,
        tags: Mapping[int, Iterable[int]] | None = None,
        delete: Iterable[int] = (),
    ) -> StoreChange:
        """Delete, then add or replace, all in one snapshot; or, when it raises, nothing. Batches are much cheaper than single documents.

        Args:
            documents: {number: what is asked or had}: URIs of skills and knowledge areas, {URI: level}, or a Profile. A level that is not
                stated is 1 when asked and 4 when had.
            tags: {number: numbers of your own}, such as of region, class of hours and level of education, for ``rank(tags=...)``.
            delete: numbers to delete; ones that are not there are passed over.

        Raises NotFoundError for a URI that the taxonomy does not have, ArgumentError for one that is there twice.
        """
        tags = tags or {}
        unknown = [id for id in tags if id not in documents]
        if unknown:
            raise ArgumentError(f"there are tags for document {unknown[0]}, which is not among the documents")
        concepts: list[int] = []
        levels: list[int] = []
        all_tags: list[int] = []
        begin, tag_begin = [0], [0]
        for id, document in documents.items():
            own, own_levels = self._items(document)
            concepts += own
            levels += own_levels
            begin.append(len(concepts))
            all_tags += tags.get(id, ())
            tag_begin.append(len(all_tags))
        return StoreChange(*self._handle.apply(list(documents), begin, concepts, levels, tag_begin, all_tags, list(delete)))

    def compact(self, most: int = 0) -> bool:
        """Merge a few segments, at most ``most`` documents (0: some 260,000, about a second); it changes no result.

        True when there is more to do.
        """
        return self._handle.compact(most)

    def save(self, path: Path) -> None:
        """Write the newest snapshot, atomically. Raises FileError."""
        self._handle.save(fspath(path))

    def rank(
        self,
        who: Profile | Skills,
        limit: int = 10,
        *,
        min_score: float = 0.0,
        tags: Iterable[Iterable[int]] = (),
    ) -> RankedDocuments:
        """The vacancies for a person who has ``who``, or the persons for a vacancy that asks it, best first, in the newest snapshot.

        Args:
            who: a Profile, URIs, or {URI: level}.
            limit: most of them, at least 1.
            min_score: 0 to 1; those below are left out. What shares nothing always is.
            tags: only those that have, of every group, at least one tag: ``[[3, 4], [100]]`` is (3 or 4) and 100.
        """
        if limit < 1:
            raise ArgumentError(f"limit is {limit}; it must be at least 1")
        concepts, levels = self._items(who)
        begin = [0]
        all_tags: list[int] = []
        for group in tags:
            all_tags += group
            begin.append(len(all_tags))
        reader = self._reader()
        least = ceil(min_score * _core.STORE_SCORE_ONE)
        ids, scores, met, needed = reader.rank(self._side, concepts, levels, min(limit, 2**32 - 1), least, begin, all_tags)
        return RankedDocuments({"id": ids, "score": [score / _core.STORE_SCORE_ONE for score in scores], "met": met, "needed": needed})

    def document(self, id: int) -> StoredDocument:
        """The document with this number. Raises NotFoundError."""
        concepts, levels, tags = self._reader().document(id)
        uri = self._engine.taxonomy._handle.uri
        return StoredDocument(id, dict(zip(map(uri, concepts), levels, strict=True)), tuple(tags))

    def __contains__(self, id: int) -> bool:
        from ._errors import NotFoundError

        try:
            self._reader().document(id)
        except NotFoundError:
            return False
        return True

    def _reader(self) -> _core.StoreReader:
        """The thread's own, at the newest snapshot."""
        reader: _core.StoreReader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._local.reader = self._handle.reader()
        else:
            reader.refresh()
        return reader

    def _items(self, document: Profile | Skills) -> tuple[list[int], list[int]]:
        from ._engine import Profile, skills_of

        if isinstance(document, Profile):
            if document.taxonomy != self._engine.taxonomy:
                raise ArgumentError("the profile is in another taxonomy; translate() it")
            items: list[tuple[Any, ...]] = document._handle.items()
            return [item[0] for item in items], [item[1] for item in items]
        find = self._engine.taxonomy._handle.find
        have = skills_of(document)
        return [find(skill.uri) for skill in have], [skill.level for skill in have]
