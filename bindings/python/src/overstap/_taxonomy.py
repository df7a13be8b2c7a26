# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Taxonomies, course catalogues and labour-market figures: what an engine is made of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from . import _core
from ._errors import DataError
from ._results import KINDS, TITLE_MATCHES, Funding, Kind, Report, SearchHits

Path = str | os.PathLike[str]
_IMPORTS = {"json": 0, "competentnl": 1, "esco": 2, "onet": 3}
_EXPORTS = {"json": 0, "ntriples": 1}
_DRAFTS = 1
_TOGETHER = 2


def fspath(path: Path) -> str:
    text = os.fspath(path)
    if not isinstance(text, str):
        raise TypeError(f"a path must be str or os.PathLike[str], not {type(path).__name__}")
    return text


def concept_uri(concept: object) -> str:
    """The URI or title that something stands for: a str, or a row of a result, which has a ``uri``."""
    uri = concept if isinstance(concept, str) else getattr(concept, "uri", None)
    if not isinstance(uri, str):
        raise TypeError(f"a URI, a title, or something with a uri is needed, not {type(concept).__name__}")
    return uri


def as_document(value: Mapping[str, Any] | str | None, version_key: str) -> str | None:
    """JSON text as it is; a dict as JSON, with the version its form needs."""
    if value is None or isinstance(value, str):
        return value
    from json import dumps

    return dumps({version_key: 1, **value})


class Imported(NamedTuple):
    """What an import made: the taxonomy, the courses that came with it, and a report of what was read, merged, left out and missing."""

    taxonomy: Taxonomy
    courses: Catalogue
    report: Report


class Taxonomy:
    """Concepts, and what occupations require. It never changes, and may be used from any number of threads.

    Get one from ``Taxonomy.open()``, ``Taxonomy.from_json()`` or ``Taxonomy.import_files()``. Pickling stores the path (or "the starter set") and
    the hash; unpickling opens the path again and refuses other content. One that is in memory only must be saved first.
    """

    __slots__ = ("_handle", "_path", "_stored")

    _handle: _core.Taxonomy
    _path: str | None
    _stored: bool

    def __init__(self) -> None:
        raise TypeError("use Taxonomy.open(), Taxonomy.from_json() or Taxonomy.import_files()")

    @classmethod
    def _of(cls, core: _core.Taxonomy, path: str | None, stored: bool) -> Taxonomy:
        self = object.__new__(cls)
        self._handle = core
        self._path = path
        self._stored = stored
        return self

    @classmethod
    def open(cls, path: Path | None = None) -> Taxonomy:
        """The embedded starter taxonomy, or a snapshot file, which is mapped and checked as a whole.

        Raises FileError, DataError.
        """
        if path is None:
            return cls._of(_core.Taxonomy.open_default(), None, True)
        file = os.path.abspath(fspath(path))
        return cls._of(_core.Taxonomy.load_file(file), file, True)

    @classmethod
    def from_bytes(cls, snapshot: bytes) -> Taxonomy:
        """A snapshot in memory. Raises DataError."""
        return cls._of(_core.Taxonomy.load_memory(snapshot), None, False)

    @classmethod
    def from_json(cls, document: str | bytes, name: str = "document") -> Taxonomy:
        """One Overstap JSON document. Raises DataError, with ``line``; ``name`` stands in its message."""
        data = document.encode() if isinstance(document, str) else document
        return cls._of(_core.Taxonomy.load_json(name, data), None, False)

    @classmethod
    def import_files(
        cls, format: Literal["json", "competentnl", "esco", "onet"], *paths: Path, predicate_map: Path | None = None
    ) -> Imported:
        """Build a taxonomy from files of another form; ESCO and O*NET take one folder. Raises FileError, DataError."""
        if format not in _IMPORTS:
            raise ValueError(f"format {format!r} is none of {', '.join(_IMPORTS)}")
        map_path = None if predicate_map is None else fspath(predicate_map)
        core, courses, report = _core.Taxonomy.import_files(_IMPORTS[format], [fspath(path) for path in paths], map_path)
        return Imported(cls._of(core, None, False), Catalogue._of(courses, None, False), Report(report))

    def overlay(self, *paths: Path) -> tuple[Taxonomy, Report]:
        """Local corrections laid over this taxonomy, and a report of what they changed. Raises FileError, DataError."""
        core, report = self._handle.overlay([fspath(path) for path in paths])
        return Taxonomy._of(core, None, False), Report(report)

    def save(self, path: Path) -> Taxonomy:
        """Write a snapshot, atomically, and open it. Raises FileError."""
        self._handle.save(fspath(path))
        return Taxonomy.open(path)

    def export(self, format: Literal["json", "ntriples"], path: Path, courses: Catalogue | None = None) -> None:
        """Write the taxonomy in another form. Raises FileError, DataError."""
        if format not in _EXPORTS:
            raise ValueError(f"format {format!r} is none of {', '.join(_EXPORTS)}")
        self._handle.export(None if courses is None else courses._handle, _EXPORTS[format], fspath(path))

    def __len__(self) -> int:
        return self._handle.size

    def __repr__(self) -> str:
        where = (self._path or "the starter set") if self._stored else "in memory"
        return f"<overstap.Taxonomy {self.about('name@en') or ''} ({where}), {len(self)} concepts, hash {self.hash}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Taxonomy) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def hash(self) -> str:
        """32 hexadecimal digits that name the content."""
        return self._handle.hash

    @property
    def licence(self) -> str | None:
        """Licence of the content; None where not stated."""
        return self.about("licence")

    @property
    def source(self) -> str | None:
        """Where the content is from; None where not stated."""
        return self.about("source")

    def about(self, key: str) -> str | None:
        """A fact about the whole, such as "edition", "licence", "source", "notice@nl"; None where not stated."""
        return self._handle.about(key)

    def info(self, courses: Catalogue | None = None) -> Report:
        """Counts, coverage, density and warnings; what ``overstap info --json`` prints."""
        return Report(self._handle.info(None if courses is None else courses._handle))

    def diff(self, newer: Taxonomy) -> Report:
        """What changed between this and a newer taxonomy; what ``overstap diff --json`` prints."""
        return Report(self._handle.diff(newer._handle)[1])

    def search(self, title: str, limit: int = 10, lang: str = "en") -> SearchHits:
        """Occupations for a typed title, best first: exact titles, beginnings, words, near spellings, in all languages.

        ``lang`` is of the labels that are shown. Finding nothing is an empty table.
        """
        ids, matches = self._handle.search(title, limit)
        return SearchHits(
            {
                "uri": [self._handle.uri(id) for id in ids],
                "label": [self._handle.label(id, lang) for id in ids],
                "match": [TITLE_MATCHES[match] for match in matches],
            }
        )

    def resolve(self, title: object) -> str:
        """URI of the one occupation that a title (or URI, or row of a result) means.

        Raises AmbiguousError and NotFoundError, both with ``choices``: it never guesses.
        """
        return self._handle.uri(self._handle.resolve(concept_uri(title)))

    def label(self, uri: object, lang: str = "en") -> str:
        """Preferred label of a concept in a language ("nl", "en"), else in another one. Raises NotFoundError."""
        return self._handle.label(self._handle.find(concept_uri(uri)), lang)

    def kind(self, uri: object) -> Kind:
        """Kind of a concept. Raises NotFoundError."""
        return KINDS[self._handle.kind(self._handle.find(concept_uri(uri)))]

    def uris(self, kind: Kind = "occupation") -> list[str]:
        """URIs of all concepts of a kind, ascending."""
        first, last = self._handle.concepts(KINDS.index(kind))
        return [self._handle.uri(id) for id in range(first, last)]

    def __contains__(self, uri: object) -> bool:
        from ._errors import NotFoundError

        try:
            self._handle.find(concept_uri(uri))
        except NotFoundError:
            return False
        return True

    def __reduce__(self) -> tuple[object, ...]:
        if not self._stored:
            raise TypeError("this taxonomy is in memory only, so it cannot be pickled: save(path) it, and pickle what that returns")
        return _reopen_taxonomy, (self._path, self.hash)


def _reopen_taxonomy(path: str | None, hash: str) -> Taxonomy:
    taxonomy = Taxonomy.open(path)
    if taxonomy.hash != hash:
        where = path or "the starter taxonomy of this version of overstap"
        raise DataError(f"{where} has the hash {taxonomy.hash}, but {hash} was pickled: use the same file on both sides")
    return taxonomy


class Catalogue:
    """Courses. They never change, and may be used from any number of threads."""

    __slots__ = ("_handle", "_path", "_stored")

    _handle: _core.Catalogue
    _path: str | None
    _stored: bool

    def __init__(self) -> None:
        raise TypeError("use Catalogue.open() or Catalogue.from_json()")

    @classmethod
    def _of(cls, core: _core.Catalogue, path: str | None, stored: bool) -> Catalogue:
        self = object.__new__(cls)
        self._handle = core
        self._path = path
        self._stored = stored
        return self

    @classmethod
    def open(cls, path: Path | None = None) -> Catalogue:
        """The courses that belong to the starter taxonomy, or a snapshot file of courses. Raises FileError, DataError."""
        if path is None:
            return cls._of(_core.Catalogue.open_default(), None, True)
        file = os.path.abspath(fspath(path))
        return cls._of(_core.Catalogue.load_file(file), file, True)

    @classmethod
    def from_json(cls, document: str | bytes, name: str = "document") -> Catalogue:
        """One Overstap JSON document. Raises DataError, with ``line``."""
        data = document.encode() if isinstance(document, str) else document
        return cls._of(_core.Catalogue.load_json(name, data), None, False)

    def save(self, path: Path) -> Catalogue:
        """Write a snapshot, atomically, and open it. Raises FileError."""
        self._handle.save(fspath(path))
        return Catalogue.open(path)

    def __len__(self) -> int:
        return self._handle.size

    def __repr__(self) -> str:
        where = (self._path or "the starter set") if self._stored else "in memory"
        return f"<overstap.Catalogue ({where}), {len(self)} courses>"

    def uris(self) -> list[str]:
        """URIs of all courses, ascending."""
        return [self._handle.uri(id) for id in range(len(self))]

    def label(self, uri: object, lang: str = "en") -> str:
        """Label of a course in a language, else in another one. Raises NotFoundError."""
        return self._handle.label(self._handle.find(concept_uri(uri)), lang)

    def funding(
        self,
        courses: Iterable[str],
        date: str,
        context: Mapping[str, Any] | str | None = None,
        *,
        rules: Mapping[str, Any] | str | None = None,
        own_rules_only: bool = False,
        drafts: bool = False,
        together: bool = False,
        lang: str = "en",
    ) -> Funding:
        """What funding rules say of courses: yes, no or unknown, with reasons, amounts and what is left to pay. No source of law.

        Args:
            courses: URIs.
            date: day of the application, "YYYY-MM-DD".
            context: what is known of the person and the employer, as a dict or JSON (taxonomy/schema/overstap-funding-1.schema.json); None: nothing.
            rules: rules of your own, as a dict or JSON of the same schema, beside the built-in ones or, with ``own_rules_only``, instead of them.
            drafts: look at rules that are only announced, too.
            together: all courses are taken: what a rule gives for a year, or from a balance, is given once.

        Raises DataError (with ``line``), NotFoundError.
        """
        flags = (_DRAFTS if drafts else 0) | (_TOGETHER if together else 0)
        ids = [self._handle.find(uri) for uri in courses]
        own = as_document(rules, "overstap_funding")
        known = as_document(context, "overstap_funding_context")
        return Funding(self._handle.funding(ids, known, date, own, own_rules_only, flags, lang))

    def __reduce__(self) -> tuple[object, ...]:
        if not self._stored:
            raise TypeError("this catalogue is in memory only, so it cannot be pickled: save(path) it, and pickle what that returns")
        return _reopen_catalogue, (self._path, _catalogue_hash(self))


def _catalogue_hash(catalogue: Catalogue) -> str:
    # The C API tells it in the report on a taxonomy; any taxonomy will do.
    empty = _core.Taxonomy.load_json("empty", b'{"overstap": 1}')
    data: dict[str, Any] = Report(empty.info(catalogue._handle)).data
    return str(data["catalogue"]["hash"])


def _reopen_catalogue(path: str | None, hash: str) -> Catalogue:
    catalogue = Catalogue.open(path)
    found = _catalogue_hash(catalogue)
    if found != hash:
        where = path or "the courses of this version of overstap"
        raise DataError(f"{where} has the hash {found}, but {hash} was pickled: use the same file on both sides")
    return catalogue


class Figures:
    """Labour-market figures from a CSV file, with their source and date. Raises FileError, DataError (with ``line``)."""

    __slots__ = ("_arguments", "_handle")

    def __init__(self, path: Path, source: str | None = None, date: str | None = None) -> None:
        self._arguments: Sequence[str | None] = (os.path.abspath(fspath(path)), source, date)
        self._handle = _core.Figures.load_file(os.path.abspath(fspath(path)), source, date)

    @property
    def source(self) -> str:
        """Whose figures they are."""
        return self._handle.source

    @property
    def date(self) -> str:
        """What date they are of."""
        return self._handle.date

    def __repr__(self) -> str:
        return f"<overstap.Figures {self.source}, {self.date}>"

    def __reduce__(self) -> tuple[object, ...]:
        return Figures, tuple(self._arguments)
