# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""What the engine answers: typed rows, and tables of them. All of it is plain data that can be compared and pickled."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from ._core import SCORE_ONE
from ._table import Table

Kind = Literal["occupation", "skill", "knowledge", "task", "condition", "group", "licence"]
Relevance = Literal["not_relevant", "somewhat", "optional", "important", "essential"]
EvidenceName = Literal["inferred", "claimed", "confirmed", "evc", "diploma"]
Dimension = Literal["skills", "knowledge", "tasks", "groups", "words", "family"]
Band = Literal["unknown", "none", "some", "good", "strong"]
TitleMatch = Literal["preferred", "alternative", "prefix", "words", "spelling"]
Entry = Literal["open", "unknown", "level_too_low", "skill_missing"]

# In the order of the C API's numbers.
KINDS: tuple[Kind, ...] = ("occupation", "skill", "knowledge", "task", "condition", "group", "licence")
RELEVANCES: tuple[Relevance, ...] = ("not_relevant", "somewhat", "optional", "important", "essential")
EVIDENCE: tuple[EvidenceName, ...] = ("inferred", "claimed", "confirmed", "evc", "diploma")
DIMENSIONS: tuple[Dimension, ...] = ("skills", "knowledge", "tasks", "groups", "words", "family")
BANDS: tuple[Band, ...] = ("unknown", "none", "some", "good", "strong")
TITLE_MATCHES: tuple[TitleMatch, ...] = ("preferred", "alternative", "prefix", "words", "spelling")
ENTRIES: tuple[Entry, ...] = ("open", "unknown", "level_too_low", "skill_missing")
COURSE_TYPES = (
    "short",
    "sector",
    "licence",
    "language",
    "practice",
    "elective",
    "certificate",
    "hbo_module",
    "diploma",
    "associate_degree",
)
COURSE_FORMS = ("daytime", "evening", "weekend", "online", "blended", "work_based")
COURSE_PROVIDERS = ("any", "public", "private")


class SearchHit(NamedTuple):
    """An occupation that a typed title may mean."""

    uri: str
    label: str
    match: TitleMatch


class SearchHits(Table[SearchHit]):
    """Occupations for a typed title, best first."""

    __slots__ = ()
    _row = SearchHit
    _formats = {"uri": "U", "label": "U", "match": "U"}  # noqa: RUF012
    _shown = ("label", "match", "uri")


class Match(NamedTuple):
    """An occupation that a person could move to.

    ``score`` is ``score_units / SCORE_ONE``, -1 to 1: 1 is the same work, 0 what chance gives. ``readiness`` is 0 to 1, the weighted
    share of what is required that the person meets. ``percentile`` is 0 to 1, the share of random pairs that score below; None
    where there are too few pairs to tell.
    """

    uri: str
    label: str
    score: float
    score_units: int
    readiness: float
    percentile: float | None
    band: Band


class Ranking(Table[Match]):
    """Occupations, best first. ``strong_match`` is False when even the first is not in the highest band: say so to the person."""

    __slots__ = ()
    _row = Match
    _formats = {  # noqa: RUF012
        "uri": "U",
        "label": "U",
        "score": "g",
        "score_units": "l",
        "readiness": "g",
        "percentile": "g",
        "band": "U",
    }
    _shown = ("label", "score", "readiness", "band", "uri")
    _bar = "score"

    @property
    def strong_match(self) -> bool:
        return bool(self.columns["band"]) and self.columns["band"][0] == "strong"


class Contribution(NamedTuple):
    """What one concept adds to a score; ``uri`` and ``label`` are None for wording or job family as a whole, and for what neither has."""

    uri: str | None
    label: str | None
    dimension: Dimension
    score: float
    score_units: int


class Contributions(Table[Contribution]):
    """Parts of a score, largest first. The units add up to the score exactly."""

    __slots__ = ()
    _row = Contribution
    _formats = {"uri": "U", "label": "U", "dimension": "U", "score": "g", "score_units": "l"}  # noqa: RUF012
    _shown = ("label", "dimension", "score", "uri")
    _bar = "score"


class Requirement(NamedTuple):
    """What an occupation asks for. Levels are 1 to 4, None where not stated; ``met`` is of ``weight``, both comparable in one taxonomy."""

    uri: str
    label: str
    kind: Kind
    relevance: Relevance
    need: int | None
    have: int | None
    present: bool
    weight: int
    met: int


class Requirements(Table[Requirement]):
    """Requirements, by relevance (strongest first), then weight."""

    __slots__ = ()
    _row = Requirement
    _formats = {  # noqa: RUF012
        "uri": "U",
        "label": "U",
        "kind": "U",
        "relevance": "U",
        "need": "C",
        "have": "C",
        "present": "b",
        "weight": "l",
        "met": "l",
    }
    _shown = ("label", "kind", "relevance", "need", "have", "uri")


class Condition(NamedTuple):
    """A work condition and how strongly it holds."""

    uri: str
    label: str
    relevance: Relevance


class Conditions(Table[Condition]):
    """Work conditions, strongest first. What is not listed is unknown."""

    __slots__ = ()
    _row = Condition
    _formats = {"uri": "U", "label": "U", "relevance": "U"}  # noqa: RUF012


class Gap(NamedTuple):
    """What an occupation asks, split exactly into what is there and what is missing.

    Attributes:
        uri, label: the occupation.
        readiness: 0 to 1, weighted share of the required skills and knowledge that is met.
        matched, gap: together all skills and knowledge asked for.
        licences: asked for by law or by employers; they do not count in the readiness.
        json: the same as one line of JSON, the bytes of ``overstap gap --json``.
    """

    uri: str
    label: str
    readiness: float
    matched: Requirements
    gap: Requirements
    licences: Requirements
    json: str

    def __repr__(self) -> str:
        return f"Gap to {self.label}: readiness {self.readiness:.3f}, {len(self.matched)} matched, {len(self.gap)} missing\n{self.gap!r}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(self.label)}: readiness {self.readiness:.3f}</p>{self.gap._repr_html_()}"


class Explanation(NamedTuple):
    """A score taken apart.

    Attributes:
        uri, label: the occupation.
        score, score_units: equal to those of the ranking; None when there is too little data.
        readiness: 0 to 1, weighted share of the required skills and knowledge that is met.
        readiness_by_relevance: the same for each relevance; 1 where nothing is required.
        contributions: parts of the score that add up to it exactly.
        matched, gap, licences, conditions: as in ``Gap``.
        reason: one line for a person.
        json: the whole as one line of JSON, the bytes of ``overstap explain --json``.
    """

    uri: str
    label: str
    score: float | None
    score_units: int | None
    readiness: float
    readiness_by_relevance: dict[Relevance, float]
    contributions: Contributions
    matched: Requirements
    gap: Requirements
    licences: Requirements
    conditions: Conditions
    reason: str
    json: str

    def __repr__(self) -> str:
        score = "too little data" if self.score is None else f"score {self.score:.3f}"
        return f"Explanation of {self.label}: {score}, readiness {self.readiness:.3f}\n  {self.reason}\n{self.contributions!r}"

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p><b>{escape(self.label)}</b>: {escape(self.reason)}</p>{self.contributions._repr_html_()}"


class Course(NamedTuple):
    """A course. Amounts are indicative, in euro; None where the catalogue does not state them.

    ``gain`` is 0 to 1, the share of what is missing (licences too) that it teaches. ``nlqf`` is its level times ten, ``entry_nlqf`` what it
    expects of a participant, None for none. ``form`` and ``type`` are words of the catalogue.
    """

    uri: str
    label: str
    gain: float
    entry: Entry
    type: str
    form: str
    provider: str
    cost_min: int | None
    cost_max: int | None
    hours: int | None
    weeks: int | None
    nlqf: int | None
    entry_nlqf: int | None


class Courses(Table[Course]):
    """Courses, those that the person can enter first."""

    __slots__ = ()
    _row = Course
    _formats = {  # noqa: RUF012
        "uri": "U",
        "label": "U",
        "gain": "g",
        "entry": "U",
        "type": "U",
        "form": "U",
        "provider": "U",
        "cost_min": "I",
        "cost_max": "I",
        "hours": "I",
        "weeks": "I",
        "nlqf": "I",
        "entry_nlqf": "I",
    }
    _shown = ("label", "gain", "entry", "cost_min", "cost_max", "hours", "uri")
    _bar = "gain"


class AdvisedMatch(NamedTuple):
    """A match with what an adviser shows beside it; ``gates`` are the names of what stands in the way or is not known."""

    uri: str
    label: str
    score: float
    score_units: int
    readiness: float
    percentile: float | None
    band: Band
    demoted: bool
    gates: str
    reason: str


class AdvisedMatches(Table[AdvisedMatch]):
    """Matches in the order in which they are advised."""

    __slots__ = ()
    _row = AdvisedMatch
    _formats = {  # noqa: RUF012
        "uri": "U",
        "label": "U",
        "score": "g",
        "score_units": "l",
        "readiness": "g",
        "percentile": "g",
        "band": "U",
        "demoted": "b",
        "gates": "U",
        "reason": "U",
    }
    _shown = ("label", "score", "band", "gates", "demoted", "uri")
    _bar = "score"

    @classmethod
    def of(cls, matches: list[dict[str, Any]]) -> AdvisedMatches:
        columns: dict[str, list[Any]] = {name: [match.get(name) for match in matches] for name in cls._formats}
        columns["gates"] = [" ".join(f"{gate['gate']}:{gate['state']}" for gate in match["gates"]) for match in matches]
        columns["score"] = [units / SCORE_ONE for units in columns["score_units"]]
        return cls(columns)


class Report:
    """An answer of the library that is a JSON document: ``json`` has its exact bytes as text, ``data`` what it says."""

    __slots__ = ("_data", "json")

    def __init__(self, json: str) -> None:
        self.json = json
        self._data: dict[str, Any] | None = None

    @property
    def data(self) -> dict[str, Any]:
        if self._data is None:
            from json import loads

            self._data = loads(self.json)
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Report) and self.json == other.json

    def __hash__(self) -> int:
        return hash(self.json)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.json,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.json if len(self.json) < 200 else self.json[:197] + '...'})"


class Advice(Report):
    """The ranking with what stands in the way of each occupation; the bytes of ``overstap transitions --json``."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """ "ok", or "too_little_data" when there is no answer."""
        return str(self["status"])

    @property
    def matches(self) -> AdvisedMatches:
        """The list nearby."""
        return AdvisedMatches.of(self["matches"])

    @property
    def wider(self) -> AdvisedMatches | None:
        """The list of other job families; None when it was not asked for."""
        return None if self["wider"] is None else AdvisedMatches.of(self["wider"])

    def __repr__(self) -> str:
        return f"Advice ({self.status}), {self['hidden']} hidden\n{self.matches!r}"

    def _repr_html_(self) -> str:
        return self.matches._repr_html_()


class WhyNot(Report):
    """Why an occupation is not among the first; the bytes of ``overstap whynot --json``."""

    __slots__ = ()

    @property
    def sentences(self) -> list[str]:
        """The answer in words."""
        return [str(sentence) for sentence in self["sentences"]]

    def __repr__(self) -> str:
        return "\n".join([f"WhyNot {self['occupation']['label']}", *("  " + sentence for sentence in self.sentences)])


class Questions(Report):
    """What to ask a person, most telling first; the bytes of ``overstap questions --json``."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """ "ok", or "too_little_data" when there is no ranking yet, and then what half of all occupations ask comes first."""
        return str(self["status"])

    @property
    def uris(self) -> list[str]:
        """Skills and knowledge areas."""
        return [str(question["uri"]) for question in self["questions"]]

    def __repr__(self) -> str:
        lines = (f"  {question['label']}: {question['reason']}" for question in self["questions"])
        return "\n".join([f"Questions ({self.status})", *lines])


class Plans(Report):
    """Plans of courses side by side; the bytes of ``overstap plan --json``."""

    __slots__ = ()

    @property
    def plans(self) -> list[dict[str, Any]]:
        """One a goal: what it reaches, whether that is proven to be the best, and its courses in order."""
        return list(self["plans"])

    def courses(self, goal: str = "coverage") -> list[str]:
        """The courses of one plan (URIs), in the order to take them in."""
        return [str(course["uri"]) for plan in self.plans if plan["goal"] == goal for course in plan["courses"]]

    def __repr__(self) -> str:
        lines = (
            f"  {plan['goal']}: {len(plan['courses'])} courses, at most {plan['cost_max']} euro, {plan['weeks']} weeks, "
            f"ready {self['ready']:.0%} -> {plan['ready']:.0%}"
            for plan in self.plans
        )
        return "\n".join([f"Plans {self['label']}", *lines])


class Unlockings(Report):
    """Which one thing to learn opens most work; the bytes of ``overstap unlock --json``."""

    __slots__ = ()

    @property
    def status(self) -> str:
        """ "ok", or "too_little_data" when there is no ranking and so no answer."""
        return str(self["status"])

    @property
    def skills(self) -> list[dict[str, Any]]:
        """Skills, knowledge areas and licences, what opens most first: what each opens, and how much nearer it brings the rest."""
        return list(self["skills"])

    @property
    def courses(self) -> list[dict[str, Any]]:
        """The same of courses that the person can enter."""
        return list(self["courses"])

    def __repr__(self) -> str:
        lines = (f"  {thing['label']}: opens {len(thing['opens'])}" for thing in self.skills + self.courses)
        return "\n".join([f"Unlockings ({self['open']} of {self['considered']} open now)", *lines])


class Paths(Report):
    """Ways to an occupation over work and training; the bytes of ``overstap path --json``."""

    __slots__ = ()

    @property
    def paths(self) -> list[dict[str, Any]]:
        """Quickest first: cost, weeks, readiness and moves of each."""
        return list(self["paths"])

    def __repr__(self) -> str:
        lines = (
            f"  {' -> '.join(('learn for ' if m['kind'] == 'training' else '') + m['label'] for m in path['moves'])}: "
            f"at most {path['cost_max']} euro, {path['weeks']} weeks, ready {path['ready']:.0%}"
            for path in self.paths
        )
        return "\n".join([f"Paths {self['label']}", *lines])


class Demand(Report):
    """What is short in a region; the bytes of ``overstap demand --json``."""

    __slots__ = ()

    @property
    def skills(self) -> list[dict[str, Any]]:
        """Skills, knowledge areas and licences, what is short by most people first."""
        return list(self["skills"])

    def __repr__(self) -> str:
        lines = (f"  {skill['label']}: {skill['short_by']} people short, {skill['courses']} courses" for skill in self.skills)
        return "\n".join([f"Demand ({self['people']} people, {self['jobs']} jobs)", *lines])


class Funding(Report):
    """What funding rules say of courses; the bytes of ``overstap funding --json``."""

    __slots__ = ()

    @property
    def courses(self) -> list[dict[str, Any]]:
        """Of each course: verdicts of the rules, and what it costs after what is certain and after what is possible."""
        return list(self["courses"])

    def __repr__(self) -> str:
        lines = (
            f"  {course['label']}: {', '.join(v['rule'].rsplit(':', 1)[-1] + ' ' + v['verdict'] for v in course['verdicts'])}"
            for course in self.courses
        )
        return "\n".join([f"Funding on {self['date']}", *lines])
