# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The engine: a taxonomy prepared for matching, and what it answers about a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Any, Literal, NamedTuple

from . import _core
from ._errors import ArgumentError, DataError
from ._matrix import SimilarityMatrix
from ._rank_many import RankedMany, as_batches
from ._results import (
    BANDS,
    COURSE_FORMS,
    COURSE_PROVIDERS,
    COURSE_TYPES,
    DIMENSIONS,
    ENTRIES,
    EVIDENCE,
    KINDS,
    RELEVANCES,
    Advice,
    Band,
    Conditions,
    Contributions,
    Courses,
    Demand,
    EvidenceName,
    Explanation,
    Gap,
    Paths,
    Plans,
    Questions,
    Ranking,
    Relevance,
    Report,
    Requirements,
    SearchHits,
    Unlockings,
    WhyNot,
)
from ._store import Side, Store
from ._taxonomy import Catalogue, Figures, Path, Taxonomy, as_document, concept_uri, fspath

SCORE_ONE = _core.SCORE_ONE
_WITH_ORIGINS = 1
_WITH_ZERO = 2
_IN_STEPS = 1
_UNKNOWN_AMOUNT = 0xFFFFFFFF
# In the order of the C API's numbers.
_ORDERS = ("value", "coverage", "per_cost", "per_hour")
_GOALS = ("coverage", "cheapest", "quickest", "all")
_NO_LIMIT = 0xFFFFFFFF


class Skill(NamedTuple):
    """A skill, knowledge area, task or licence that a person has. ``level`` is 1 to 4, 0 for unknown."""

    uri: str
    level: int = 0
    evidence: EvidenceName = "claimed"


class ProfileItem(NamedTuple):
    """One concept of a profile. ``level`` is 1 to 4, None for unknown."""

    uri: str
    label: str
    level: int | None
    evidence: EvidenceName


Skills = Iterable[str | Skill | tuple[Any, ...]] | Mapping[str, int]


class Profile:
    """What a person has, in one taxonomy. It never changes.

    Make one with ``engine.profile()``, or read one with ``Profile.from_json()``.
    """

    __slots__ = ("_handle", "_recipe", "_taxonomy")

    _handle: _core.Profile
    _taxonomy: Taxonomy
    _recipe: tuple[tuple[str, ...], tuple[Skill, ...], int] | None  # None: translated or read

    def __init__(self, taxonomy: Taxonomy, occupations: Iterable[object] = (), skills: Skills = (), nlqf: int = 0) -> None:
        past = [concept_uri(occupation) for occupation in ([occupations] if isinstance(occupations, str) else occupations)]
        have = skills_of(skills)
        core = taxonomy._handle
        past_ids = [core.resolve(title) for title in past]
        self._taxonomy = taxonomy
        self._handle = _core.Profile.create(
            core,
            past_ids,
            [core.find(skill.uri) for skill in have],
            [skill.level for skill in have],
            [EVIDENCE.index(skill.evidence) for skill in have],
            nlqf,
        )
        self._recipe = (tuple(core.uri(id) for id in past_ids), tuple(have), nlqf)

    @classmethod
    def _of(cls, core: _core.Profile, taxonomy: Taxonomy) -> Profile:
        self = object.__new__(cls)
        self._handle = core
        self._taxonomy = taxonomy
        self._recipe = None
        return self

    def __len__(self) -> int:
        return self._handle.size

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts these are."""
        return self._taxonomy

    @property
    def nlqf(self) -> int | None:
        """Level of education times ten (40 is NLQF 4, 45 is "4+"); None for unknown."""
        return self._handle.nlqf or None

    def items(self, lang: str = "en") -> list[ProfileItem]:
        """All concepts in it, what past occupations brought included."""
        core = self._taxonomy._handle
        return [
            ProfileItem(core.uri(id), core.label(id, lang), level or None, EVIDENCE[evidence])
            for id, level, evidence in self._handle.items()
        ]

    def translate(
        self,
        into: Taxonomy,
        by: Literal["matches", "versions"] = "matches",
        crosswalk: Path | None = None,
        lang: str = "en",
    ) -> tuple[Profile, Report]:
        """The profile in another taxonomy, and a report of what became of every item. Raises FileError, DataError."""
        path = None if crosswalk is None else fspath(crosswalk)
        core, report = self._handle.translate(into._handle, _choice(by, ("matches", "versions"), "by"), path, lang)
        return Profile._of(core, into), Report(report)

    @classmethod
    def from_json(
        cls,
        taxonomy: Taxonomy,
        document: Mapping[str, Any] | str | bytes,
        *,
        form: Literal["overstap", "vum"] = "overstap",
        today: str | None = None,
    ) -> tuple[Profile, Report]:
        """A profile from a document, and a report of what of it was not used.

        Args:
            taxonomy: what the document's URIs are looked up in.
            document: JSON: Overstap's own form (``to_json()``, taxonomy/schema/overstap-person-1.schema.json), read strictly; or a job seeker's
                profile after VUM 3, of which nothing that says who the person is is read.
            form: which of the two.
            today: for VUM, the day to count jobs to, such as "2026-11-27".

        Raises DataError with ``line``, ArgumentError.
        """
        from json import dumps

        text = dumps(document) if isinstance(document, Mapping) else document
        data = text.encode() if isinstance(text, str) else text
        core, report = _core.Profile.load_json(taxonomy._handle, _choice(form, ("overstap", "vum"), "form"), "document", data, today)
        return cls._of(core, taxonomy), Report(report)

    def to_json(self) -> str:
        """The profile as a document: read again with the same taxonomy it is an equal profile."""
        return self._handle.to_json()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Profile):
            return NotImplemented
        return self._taxonomy == other._taxonomy and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        if self._recipe is None:
            return f"<overstap.Profile, translated or read, {len(self)} concepts>"
        past, have, _ = self._recipe
        names = ", ".join(self._taxonomy.label(uri) for uri in past) or "no past occupations"
        return f"<overstap.Profile: {names}; {len(have)} skills stated, {len(self)} concepts in all>"

    def __reduce__(self) -> tuple[object, ...]:
        if self._recipe is None:
            return _read, (self._taxonomy, self.to_json())
        return Profile, (self._taxonomy, *self._recipe)


def _read(taxonomy: Taxonomy, document: str) -> Profile:
    return Profile.from_json(taxonomy, document)[0]


def skills_of(skills: Skills) -> list[Skill]:
    if isinstance(skills, str):
        raise TypeError("skills must be a list of URIs, or {URI: level}, not one str")
    if isinstance(skills, Mapping):
        return [Skill(uri, level) for uri, level in skills.items()]
    made = []
    for skill in skills:
        item = Skill(*skill) if isinstance(skill, tuple) and isinstance(skill[0], str) and len(skill) <= 3 else Skill(concept_uri(skill))
        if not 0 <= item.level <= 4:
            raise ArgumentError(f"level {item.level} of {item.uri} is not 1 to 4, or 0 for unknown")
        if item.evidence not in EVIDENCE:
            raise ArgumentError(f"evidence {item.evidence!r} of {item.uri} is none of {', '.join(EVIDENCE)}")
        made.append(item)
    return made


class Engine:
    """A taxonomy prepared for matching, with courses. It never changes: make one and share it between threads and forked processes.

    Pickling stores paths and hashes, and unpickling refuses other content. ``lang`` ("nl" or "en") is the language of labels and reasons
    where a call does not say another.
    """

    __slots__ = ("_courses", "_handle", "_lang", "_parameters", "_taxonomy")

    def __init__(
        self,
        taxonomy: Taxonomy,
        courses: Catalogue | None = None,
        parameters: Mapping[str, Any] | str | None = None,
        lang: str = "en",
    ) -> None:
        self._taxonomy = taxonomy
        self._courses = courses
        self._parameters = as_document(parameters, "overstap_model")
        self._lang = lang
        self._handle = _core.Engine.create(taxonomy._handle, None if courses is None else courses._handle, self._parameters)

    # --- what it is made of

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy."""
        return self._taxonomy

    @property
    def courses(self) -> Catalogue | None:
        """The course catalogue; None without."""
        return self._courses

    @property
    def model_hash(self) -> str:
        """Name of the score: equal where results are equal. Keep it with results that are kept."""
        return self._handle.model_hash

    def info(self) -> dict[str, Any]:
        """Version of the library, and name, edition, source, licence and hashes of what it works on."""
        about = self._taxonomy.about
        return {
            "version": _core.VERSION,
            "name": about(f"name@{self._lang}") or about("name@en"),
            "edition": about("edition"),
            "source": about("source"),
            "licence": about("licence"),
            "notice": about(f"notice@{self._lang}"),
            "hash": self._taxonomy.hash,
            "model_hash": self.model_hash,
            "concepts": len(self._taxonomy),
            "courses": None if self._courses is None else len(self._courses),
            "unknown_course_skills": self._handle.unknown_course_skills,
        }

    def __repr__(self) -> str:
        courses = "no courses" if self._courses is None else f"{len(self._courses)} courses"
        return f"<overstap.Engine on {self._taxonomy!r}, {courses}, model {self.model_hash}>"

    def __reduce__(self) -> tuple[object, ...]:
        return _remake, (self._taxonomy, self._courses, self._parameters, self._lang, self.model_hash)

    # --- titles and persons

    def search(self, title: str, limit: int = 10, lang: str | None = None) -> SearchHits:
        """As ``Taxonomy.search()``."""
        return self._taxonomy.search(title, limit, lang or self._lang)

    def resolve(self, title: object) -> str:
        """As ``Taxonomy.resolve()``."""
        return self._taxonomy.resolve(title)

    def label(self, uri: object, lang: str | None = None) -> str:
        """As ``Taxonomy.label()``."""
        return self._taxonomy.label(uri, lang or self._lang)

    def profile(self, *occupations: object, skills: Skills = (), nlqf: int = 0) -> Profile:
        """What a person has.

        Args:
            occupations: work the person had: titles, URIs or rows of a result. Everything that it requires counts, as inferred.
            skills: URIs of skills, knowledge areas, tasks and licences; or {URI: level}; or ``Skill(uri, level, evidence)``. Levels are 1 to
                4, 0 for unknown.
            nlqf: level of education times ten (5, 10 to 80; 45 is "4+"); 0: the highest that is usual in the occupations.

        Raises AmbiguousError and NotFoundError (with ``choices``), ArgumentError.
        """
        return Profile(self._taxonomy, occupations, skills, nlqf)

    def store(self, side: Side = "vacancies") -> Store:
        """An empty store of vacancies or persons. ``Store.load(engine, path)`` opens one that was saved."""
        return Store(self, side)

    # --- questions about one person

    def rank(
        self,
        profile: Profile,
        limit: int | None = 10,
        *,
        min_score: float = 0.0,
        with_origins: bool = False,
        with_zero: bool = False,
        lang: str | None = None,
    ) -> Ranking:
        """The occupations that a person could move to, best first.

        Args:
            profile: from ``profile()``.
            limit: most matches; None for all.
            min_score: 0 to 1; matches below are left out. 0 leaves none out.
            with_origins: keep the occupations that the profile was made from.
            with_zero: keep occupations that share nothing with it.

        Raises TooLittleDataError when the profile has too few skills and knowledge areas.
        """
        flags = _flags(with_origins, with_zero)
        uris, labels, units, readiness, percentiles, bands = self._handle.rank(
            profile._handle, _limit(limit), flags, _units(min_score), lang or self._lang
        )
        return Ranking._of(
            {
                "uri": uris,
                "label": labels,
                "score": [unit / SCORE_ONE for unit in units],
                "score_units": units,
                "readiness": readiness,
                "percentile": [None if p < 0 else p / 1000 for p in percentiles],
                "band": [BANDS[band] for band in bands],
            }
        )

    def rank_json(
        self,
        profile: Profile,
        limit: int = 10,
        *,
        min_score: float = 0.0,
        with_origins: bool = False,
        lang: str | None = None,
    ) -> str:
        """The ranking as one line of JSON with reasons: the bytes of ``overstap transitions --json``. Too little data is told in it."""
        return self._handle.rank_json(profile._handle, lang or self._lang, limit, _flags(with_origins, False), _units(min_score))

    def explain(self, profile: Profile, occupation: object, lang: str | None = None) -> Explanation:
        """The score of a profile for an occupation (title, URI or row), taken apart. It exists also with too little data for a score."""
        id = self._occupation(occupation)
        language = lang or self._lang
        units, shares, parts, matched, gap, licences, conditions, reason, json, _ = self._handle.explain(profile._handle, id, language)
        return Explanation(
            uri=self._taxonomy._handle.uri(id),
            label=self._taxonomy._handle.label(id, language),
            score=None if units is None else units / SCORE_ONE,
            score_units=units,
            readiness=shares[0],
            readiness_by_relevance=dict(zip(RELEVANCES, shares[1:], strict=True)),
            contributions=_contributions(parts),
            matched=_requirements(matched),
            gap=_requirements(gap),
            licences=_requirements(licences),
            conditions=Conditions(
                {
                    "uri": conditions[0],
                    "label": conditions[1],
                    "relevance": [RELEVANCES[grade] for grade in conditions[2]],
                }
            ),
            reason=reason,
            json=json,
        )

    def gap(self, profile: Profile, occupation: object, lang: str | None = None) -> Gap:
        """What an occupation (title, URI or row) asks, split exactly into what the person has and what is missing."""
        id = self._occupation(occupation)
        language = lang or self._lang
        _, shares, _, matched, gap, licences, _, _, _, json = self._handle.explain(profile._handle, id, language)
        return Gap(
            uri=self._taxonomy._handle.uri(id),
            label=self._taxonomy._handle.label(id, language),
            readiness=shares[0],
            matched=_requirements(matched),
            gap=_requirements(gap),
            licences=_requirements(licences),
            json=json,
        )

    def suggest_courses(
        self,
        profile: Profile,
        occupation: object,
        limit: int = 10,
        *,
        order: Literal["value", "coverage", "per_cost", "per_hour"] = "value",
        in_steps: bool = False,
        hour_value: int = 15,
        least_gain_percent: int = 0,
        least_fit_percent: int = 0,
        lang: str | None = None,
    ) -> Courses:
        """Courses that teach what a person lacks for an occupation (title, URI or row), those that the person can enter first.

        Args:
            order: by gap closed for cost plus hours x ``hour_value``, by gap closed, or by that per euro or per hour.
            in_steps: choose each course by what the ones before it leave open: courses that go together.
            hour_value: euro that an hour of study is taken to cost a person.
            least_gain_percent, least_fit_percent: leave out courses that close less of the gap, or of which less is asked.

        Raises ArgumentError when the engine has no courses.
        """
        core = self._catalogue()._handle
        ids, gains, entries = self._handle.suggest_courses(
            profile._handle,
            self._occupation(occupation),
            *_course_options(limit, order, in_steps, hour_value, least_gain_percent, least_fit_percent),
        )
        language = lang or self._lang
        facts = [core.course(id) for id in ids]
        return Courses(
            {
                "uri": [core.uri(id) for id in ids],
                "label": [core.label(id, language) for id in ids],
                "gain": gains,
                "entry": [ENTRIES[entry] for entry in entries],
                "type": [COURSE_TYPES[fact[0]] for fact in facts],
                "form": [" ".join(form for bit, form in enumerate(COURSE_FORMS) if fact[1] >> bit & 1) for fact in facts],
                "provider": [COURSE_PROVIDERS[fact[2]] for fact in facts],
                **{
                    name: [None if fact[at] == _UNKNOWN_AMOUNT else fact[at] for fact in facts]
                    for at, name in enumerate(("cost_min", "cost_max", "hours", "weeks"), 3)
                },
                "nlqf": [fact[7] or None for fact in facts],
                "entry_nlqf": [fact[8] or None for fact in facts],
            }
        )

    def suggest_courses_json(
        self,
        profile: Profile,
        occupation: object,
        limit: int = 10,
        *,
        order: Literal["value", "coverage", "per_cost", "per_hour"] = "value",
        in_steps: bool = False,
        hour_value: int = 15,
        least_gain_percent: int = 0,
        least_fit_percent: int = 0,
        lang: str | None = None,
    ) -> str:
        """The same as one line of JSON, with what each course closes: the bytes of ``overstap courses --json``."""
        self._catalogue()
        options = _course_options(limit, order, in_steps, hour_value, least_gain_percent, least_fit_percent)
        return self._handle.suggest_courses_json(profile._handle, self._occupation(occupation), lang or self._lang, *options)

    def plan_courses(
        self,
        profile: Profile,
        occupation: object,
        *,
        money: int | None = None,
        weeks: int | None = 52,
        hours: int | None = None,
        goal: Literal["all", "coverage", "cheapest", "quickest"] = "all",
        ready_percent: int = 80,
        least_fit_percent: int = 50,
        max_nodes: int = 1_000_000,
        held: Iterable[str] = (),
        lang: str | None = None,
    ) -> Plans:
        """The best set of courses for an occupation (title, URI or row), in an order in which each can be entered.

        Args:
            money, weeks, hours: most euros, weeks (one course after the other) and hours of study of all courses together; None is no limit.
                A course counts with the highest cost it states.
            goal: closes most, or ready for the least money or in the fewest weeks; all gives the three side by side.
            ready_percent: ready is this much of what the work asks, 1 to 100, and every essential licence that some course gives.
            least_fit_percent: leave out courses of which less is asked by the occupation.
            max_nodes: the search stops after these and says what it has proven; a million take one to five seconds at most.
            held: URIs of courses that the person has taken: what they teach is added, and they count as parts of larger courses.

        Raises ArgumentError when the engine has no courses.
        """
        core = self._catalogue()._handle
        return Plans(
            self._handle.plan_courses(
                profile._handle,
                self._occupation(occupation),
                _choice(goal, _GOALS, "goal"),
                _NO_LIMIT if money is None else money,
                _NO_LIMIT if weeks is None else weeks,
                _NO_LIMIT if hours is None else hours,
                _positive(ready_percent, "ready_percent"),
                least_fit_percent,
                _positive(max_nodes, "max_nodes"),
                [core.find(uri) for uri in held],
                lang or self._lang,
            )
        )

    def paths(
        self,
        profile: Profile,
        occupation: object,
        limit: int = 10,
        *,
        moves: int = 3,
        money: int | None = None,
        weeks: int | None = 156,
        ready_percent: int = 60,
        stay_weeks: int = 52,
        stones: int | None = 30,
        advice: Mapping[str, Any] | str | None = None,
        lang: str | None = None,
    ) -> Paths:
        """Stepping stones: how to get to an occupation (title, URI or row) in at most three moves, by training and by work on the way.

        Args:
            limit: most paths, 1 to 1000. No path is beaten by another in cost, weeks and readiness at once.
            moves: 1 to 3: training, or going to work somewhere; the last one goes to the occupation.
            money, weeks: most euros for all training, and most weeks until the work begins; None is no limit.
            ready_percent: work can begin from this readiness, 1 to 100, with every essential licence.
            stay_weeks: in each occupation on the way, 1 to 520; a short job teaches less.
            stones: look at so many occupations on the way, those that bring it nearest; None for all.
            advice: options as of ``advise()``, of which the gates count: what they hide is on no path.

        Without courses in the engine there is no training. Raises ArgumentError, DataError.
        """
        return Paths(
            self._handle.paths(
                profile._handle,
                self._occupation(occupation),
                _positive(moves, "moves"),
                _NO_LIMIT if money is None else money,
                _NO_LIMIT if weeks is None else weeks,
                _positive(ready_percent, "ready_percent"),
                _positive(stay_weeks, "stay_weeks"),
                _NO_LIMIT if stones is None else _positive(stones, "stones"),
                _positive(limit, "limit"),
                as_document(advice, "overstap_advice"),
                lang or self._lang,
            )
        )

    def demand(
        self,
        people: Mapping[Profile, int] | Iterable[Profile],
        jobs: Mapping[Any, int],
        limit: int = 20,
        *,
        relevance: Relevance = "important",
        lang: str | None = None,
    ) -> Demand:
        """Which skills are short: a group of people against the jobs that are wanted, and which of what is short no course teaches.

        Args:
            people: profiles, or how many people have each.
            jobs: how many there are in each occupation (title or URI).
            limit: most skills, 1 to 100,000.
            relevance: what jobs ask at least this much counts.

        Raises ArgumentError.
        """
        group = people if isinstance(people, Mapping) else dict.fromkeys(people, 1)
        return Demand(
            self._handle.demand(
                [profile._handle for profile in group],
                list(group.values()),
                [self._occupation(occupation) for occupation in jobs],
                list(jobs.values()),
                _choice(relevance, RELEVANCES, "relevance"),
                _positive(limit, "limit"),
                lang or self._lang,
            )
        )

    def advise(
        self,
        profile: Profile,
        options: Mapping[str, Any] | str | None = None,
        figures: Figures | None = None,
        lang: str | None = None,
    ) -> Advice:
        """What an adviser shows: the ranking with what stands in the way of each occupation, in one list or two.

        Args:
            options: as a dict or JSON text, such as ``{"limit": 5, "wider": True, "gates": {"licence": "demote"}}``; the schema is
                taxonomy/schema/overstap-advice-1.schema.json. The version key may be left out of a dict.
            figures: labour-market figures to move matches by; None considers none.

        Raises DataError for options that mean nothing.
        """
        core = None if figures is None else figures._handle
        return Advice(self._handle.advise(profile._handle, as_document(options, "overstap_advice"), core, lang or self._lang))

    def why_not(
        self,
        profile: Profile,
        occupation: object,
        *,
        shown: int = 10,
        limit: int = 5,
        options: Mapping[str, Any] | str | None = None,
        lang: str | None = None,
    ) -> WhyNot:
        """Why an occupation (title, URI or row) is not among the first ``shown``, and at most ``limit`` skills that would bring it further up."""
        return WhyNot(
            self._handle.why_not(
                profile._handle,
                self._occupation(occupation),
                shown,
                limit,
                as_document(options, "overstap_advice"),
                lang or self._lang,
            )
        )

    def questions(self, profile: Profile, limit: int = 15, *, lang: str | None = None) -> Questions:
        """The skills and knowledge areas to ask the person about: those whose answers are expected to change the ranking most.

        Args:
            profile: from ``profile()``.
            limit: most questions, 1 to 100.
            lang: of labels and reasons.

        With too little data for a ranking there are questions too, and their ``status`` says so. Raises ArgumentError.
        """
        return Questions(self._handle.questions(profile._handle, _positive(limit, "limit"), lang or self._lang))

    def unlock(
        self,
        profile: Profile,
        limit: int = 10,
        *,
        ready_percent: int = 60,
        nearest: int | None = 100,
        lang: str | None = None,
    ) -> Unlockings:
        """Which one skill, licence or course opens most of the work that lies near a person.

        Args:
            limit: most skills and most courses, 1 to 1000.
            ready_percent: work is open from this readiness, 1 to 100, with every essential licence.
            nearest: look at so many best matches; None for all occupations that get a score.
            lang: of labels.

        Without courses in the engine there are skills only. With too little data for a ranking the answer is empty, and its ``status`` says so.
        Raises ArgumentError.
        """
        return Unlockings(
            self._handle.unlock(
                profile._handle,
                _positive(ready_percent, "ready_percent"),
                _NO_LIMIT if nearest is None else _positive(nearest, "nearest"),
                _positive(limit, "limit"),
                lang or self._lang,
            )
        )

    def percentile(self, score_units: int) -> float | None:
        """Share of random pairs of occupations that score below, 0 to 1; None where there are too few pairs to tell."""
        thousandths = self._handle.percentile(score_units)
        return None if thousandths < 0 else thousandths / 1000

    def band(self, score_units: int) -> Band:
        """The same in words."""
        return BANDS[self._handle.band(score_units)]

    # --- many persons, all occupations

    def rank_many(
        self,
        persons: object,
        *,
        occupations: str | None = None,
        skills: str | None = None,
        levels: str | None = None,
        evidence: str | None = None,
        nlqf: str | None = None,
        id: str | None = None,
        limit: int | None = 10,
        min_score: float = 0.0,
        with_origins: bool = False,
        with_zero: bool = False,
        threads: int = 1,
        batch_size: int = 4096,
        progress: Callable[[int], object] | None = None,
        lang: str | None = None,
    ) -> RankedMany:
        """Rank many persons; the answer is an Arrow stream that is computed as it is read, a batch at a time.

        Args:
            persons: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (a Polars, pandas or pyarrow frame, a DuckDB relation), an
                iterator of such batches, or an iterable of persons. A person is a URI, a list of URIs, a dict with the keys below, or a
                ``Profile``. A column without a frame around it is taken as the persons' URIs.
            occupations, skills: names of columns with lists of URIs. In either an occupation counts as past work, and a skill, knowledge
                area, task or licence as claimed. Text may be utf8, large_utf8, string view or dictionary; a list of any kind, or one value.
            levels, evidence: names of columns with as many values as ``skills``: 1 to 4 (0 or null for unknown); words or numbers of ``Skill``.
            nlqf: name of the column with the level of education times ten.
            id: name of a column of integers or texts to carry along as "id". A column left at None is used when it is called like the argument.
            limit, min_score, with_origins, with_zero: as for ``rank()``.
            threads: number of threads to rank on; they end with each batch. The result is the same for any number.
            batch_size: most persons in a batch; memory is bounded by ``batch_size`` x ``limit``.
            progress: called with the number of persons done since the last call, such as ``tqdm(total=n).update``.
            lang: add a column "label" in this language.

        Returns: ``RankedMany``, with one row for each match: row (number of the person, from 0), id if there is one, rank (from 1), occupation,
        label if asked for, score, score_units, readiness, status ("ok", "too_little_data", "no_match") and unused (entries of the person
        that could not be used). A person without a match has one row with nulls, so no person gets lost.
        """
        core = _core.RankMany(
            self._handle,
            as_batches(persons),
            occupations,
            skills,
            levels,
            evidence,
            nlqf,
            id,
            _limit(limit),
            _flags(with_origins, with_zero),
            _units(min_score),
            _positive(threads, "threads"),
            _positive(batch_size, "batch_size"),
            progress,
            lang,
        )
        return RankedMany(core)

    def matrix(
        self,
        *,
        top: int | None = None,
        min_score: float = 0.0,
        with_diagonal: bool = False,
        with_zero: bool = False,
        threads: int = 1,
        progress: Callable[[int], object] | None = None,
    ) -> SimilarityMatrix:
        """Scores of all pairs of occupations, as sparse rows, best first.

        Args:
            top: most entries of a row; None for all.
            min_score: 0 to 1; entries below are left out.
            with_diagonal: keep the score of an occupation with itself, which is 1.
            with_zero: keep pairs that are no more alike than chance, which have scores of 0 and below.
            progress: called with the number of rows done since the last call.

        An occupation with too little data has an empty row.
        """
        flags = _flags(with_diagonal, with_zero)
        return SimilarityMatrix._compute(
            self._handle,
            self._taxonomy.uris(),
            _limit(top),
            flags,
            _units(min_score),
            _positive(threads, "threads"),
            progress,
        )

    # --- private

    def _occupation(self, occupation: object) -> int:
        return self._taxonomy._handle.resolve(concept_uri(occupation))

    def _catalogue(self) -> Catalogue:
        if self._courses is None:
            raise ArgumentError("this engine has no courses: give open() or Engine() a course catalogue")
        return self._courses


def open(
    path: Path | None = None,
    courses: Path | Catalogue | None = None,
    *,
    parameters: Mapping[str, Any] | str | None = None,
    lang: str = "en",
) -> Engine:
    """An engine on the embedded starter taxonomy and its courses, or on a snapshot file, which is mapped.

    Args:
        path: snapshot file (``overstap import ... -o FILE`` or ``Taxonomy.save()``); None for the starter taxonomy.
        courses: snapshot file of courses or a ``Catalogue``; None: the starter's own beside the starter taxonomy, none beside another one.
        parameters: of the score, as a dict or JSON (what ``overstap model --json`` prints); None for the defaults.
        lang: language of labels and reasons, "nl" or "en".

    Raises FileError, DataError.
    """
    if isinstance(courses, Catalogue):
        catalogue: Catalogue | None = courses
    else:
        catalogue = Catalogue.open(courses) if courses is not None or path is None else None
    return Engine(Taxonomy.open(path), catalogue, parameters, lang)


def _remake(taxonomy: Taxonomy, courses: Catalogue | None, parameters: str | None, lang: str, model_hash: str) -> Engine:
    engine = Engine(taxonomy, courses, parameters, lang)
    if engine.model_hash != model_hash:
        raise DataError(
            f"this version of overstap scores as model {engine.model_hash}, but {model_hash} was pickled: use one version on both sides"
        )
    return engine


def _flags(with_origins: bool, with_zero: bool) -> int:
    return (_WITH_ORIGINS if with_origins else 0) | (_WITH_ZERO if with_zero else 0)


def _limit(limit: int | None) -> int:
    return 0 if limit is None else _positive(limit, "limit")


def _positive(value: int, name: str) -> int:
    if not 1 <= value <= 0xFFFFFFFF:
        raise ArgumentError(f"{name} must be 1 or more, not {value}")
    return value


def _choice(value: str, choices: tuple[str, ...], name: str) -> int:
    if value not in choices:
        raise ArgumentError(f"{name} {value!r} is none of {', '.join(choices)}")
    return choices.index(value)


def _units(score: float) -> int:
    if not 0.0 <= score <= 1.0:
        raise ArgumentError(f"min_score must be 0 to 1, not {score}")
    return ceil(score * SCORE_ONE)


def _course_options(
    limit: int, order: str, in_steps: bool, hour_value: int, least_gain_percent: int, least_fit_percent: int
) -> tuple[int, int, int, int, int, int]:
    flags = _IN_STEPS if in_steps else 0
    return _positive(limit, "limit"), _choice(order, _ORDERS, "order"), flags, hour_value, least_gain_percent, least_fit_percent


def _contributions(parts: tuple[list[str | None], list[str | None], list[int], list[int]]) -> Contributions:
    uris, labels, dimensions, units = parts
    return Contributions(
        {
            "uri": uris,
            "label": labels,
            "dimension": [DIMENSIONS[dimension] for dimension in dimensions],
            "score": [unit / SCORE_ONE for unit in units],
            "score_units": units,
        }
    )


def _requirements(columns: tuple[list[Any], ...]) -> Requirements:
    uris, labels, kinds, relevances, needs, haves, present, weights, met = columns
    return Requirements(
        {
            "uri": uris,
            "label": labels,
            "kind": [KINDS[kind] for kind in kinds],
            "relevance": [RELEVANCES[relevance] for relevance in relevances],
            "need": [need or None for need in needs],
            "have": [have or None for have in haves],
            "present": present,
            "weight": weights,
            "met": met,
        }
    )
