# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Work-to-work transitions and course suggestions over a skills graph.

    import overstap
    engine = overstap.open()                       # the embedded starter taxonomy
    person = engine.profile("kassamedewerker")     # titles or URIs of past work; skills=... for more
    for match in engine.rank(person):
        print(match.label, match.score)

Scores are exact integers of ``SCORE_ONE``; ``score`` is the same as a float, for show. Nothing here does I/O but opening and
saving files that you name, and no thread is started but those you ask ``rank_many()`` and ``matrix()`` for.
"""

from __future__ import annotations

from . import _core
from ._engine import SCORE_ONE, Engine, Profile, ProfileItem, Skill, open
from ._errors import (
    AmbiguousError,
    ArgumentError,
    DataError,
    Error,
    FileError,
    InternalError,
    NotFoundError,
    ResourceError,
    TooLittleDataError,
)
from ._matrix import SimilarityMatrix
from ._rank_many import RankedMany
from ._results import (
    Advice,
    AdvisedMatch,
    AdvisedMatches,
    Condition,
    Conditions,
    Contribution,
    Contributions,
    Course,
    Courses,
    Demand,
    Explanation,
    Funding,
    Gap,
    Match,
    Paths,
    Plans,
    Questions,
    Ranking,
    Report,
    Requirement,
    Requirements,
    SearchHit,
    SearchHits,
    Unlockings,
    WhyNot,
)
from ._store import RankedDocument, RankedDocuments, Store, StoreChange, StoredDocument
from ._table import Table
from ._taxonomy import Catalogue, Figures, Imported, Taxonomy

__version__: str = _core.VERSION

__all__ = [
    "SCORE_ONE",
    "Advice",
    "AdvisedMatch",
    "AdvisedMatches",
    "AmbiguousError",
    "ArgumentError",
    "Catalogue",
    "Condition",
    "Conditions",
    "Contribution",
    "Contributions",
    "Course",
    "Courses",
    "DataError",
    "Demand",
    "Engine",
    "Error",
    "Explanation",
    "Figures",
    "FileError",
    "Funding",
    "Gap",
    "Imported",
    "InternalError",
    "Match",
    "NotFoundError",
    "Paths",
    "Plans",
    "Profile",
    "ProfileItem",
    "Questions",
    "RankedDocument",
    "RankedDocuments",
    "RankedMany",
    "Ranking",
    "Report",
    "Requirement",
    "Requirements",
    "ResourceError",
    "SearchHit",
    "SearchHits",
    "SimilarityMatrix",
    "Skill",
    "Store",
    "StoreChange",
    "StoredDocument",
    "Table",
    "Taxonomy",
    "TooLittleDataError",
    "Unlockings",
    "WhyNot",
    "__version__",
    "open",
]
