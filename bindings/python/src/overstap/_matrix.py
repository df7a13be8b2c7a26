# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Scores of all pairs of occupations."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from . import _core
from ._table import needs

if TYPE_CHECKING:
    import pyarrow
    import scipy.sparse

_ROWS = 256


class SimilarityMatrix:
    """A square sparse matrix in rows (CSR): row ``i`` and column ``i`` are the occupation ``uris[i]``.

    Attributes:
        uris: of the n occupations, ascending.
        indptr: array of n + 1 int64; row i has the entries indptr[i] to indptr[i + 1].
        indices: array of uint32, the column of each entry. In a row the best come first.
        units: array of int64, the score of each entry in 1/1048576 (``overstap.SCORE_ONE``).
    """

    __slots__ = ("indices", "indptr", "units", "uris")

    def __init__(self, uris: list[str], indptr: array[int], indices: array[int], units: array[int]) -> None:
        self.uris = uris
        self.indptr = indptr
        self.indices = indices
        self.units = units

    @classmethod
    def _compute(
        cls,
        core: _core.Engine,
        uris: list[str],
        top: int,
        flags: int,
        min_score: int,
        threads: int,
        progress: Callable[[int], object] | None,
    ) -> SimilarityMatrix:
        indptr, indices, units = array("q", [0]), array("I"), array("q")
        # In parts, so that Ctrl-C works and memory is bounded by the result.
        for first in range(0, len(uris), _ROWS):
            last = min(first + _ROWS, len(uris))
            counts, columns, scores = core.matrix_rows(first, last, top, flags, min_score, threads)
            for count in memoryview(counts).cast("q"):
                indptr.append(indptr[-1] + count)
            indices.frombytes(columns)
            units.frombytes(scores)
            if progress is not None:
                progress(last - first)
        return cls(uris, indptr, indices, units)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.uris), len(self.uris)

    @property
    def nnz(self) -> int:
        """Number of entries."""
        return len(self.units)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SimilarityMatrix):
            return NotImplemented
        mine, theirs = (
            (self.uris, self.indptr, self.indices, self.units),
            (other.uris, other.indptr, other.indices, other.units),
        )
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<overstap.SimilarityMatrix {self.shape[0]} x {self.shape[1]}, {self.nnz} entries>"

    def to_scipy(self, units: bool = False) -> scipy.sparse.csr_array:
        """A scipy.sparse.csr_array of float64 scores, or of the exact int64 units."""
        try:
            import numpy
            import scipy.sparse
        except ImportError:
            raise needs("scipy", "to_scipy()") from None
        data = numpy.frombuffer(self.units, dtype=numpy.int64) if self.nnz else numpy.zeros(0, numpy.int64)
        columns = numpy.frombuffer(self.indices, dtype=numpy.uint32) if self.nnz else numpy.zeros(0, numpy.uint32)
        scores = data.copy() if units else data / _core.SCORE_ONE
        rows = numpy.frombuffer(self.indptr, dtype=numpy.int64)
        return scipy.sparse.csr_array((scores, columns.astype(numpy.int64), rows.copy()), shape=self.shape)

    def to_dict(self) -> dict[str, list[Any]]:
        """One row for each entry: {"from": [URI], "to": [URI], "score": [float], "score_units": [int]}."""
        origins = [uri for uri, (start, end) in zip(self.uris, pairwise(self.indptr), strict=True) for _ in range(end - start)]
        return {
            "from": origins,
            "to": [self.uris[column] for column in self.indices],
            "score": [unit / _core.SCORE_ONE for unit in self.units],
            "score_units": list(self.units),
        }

    def to_arrow(self) -> pyarrow.Table:
        """The same as a pyarrow Table."""
        try:
            import pyarrow
        except ImportError:
            raise needs("pyarrow", "to_arrow()") from None
        return pyarrow.table(self)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The same as an Arrow stream (PyCapsule interface)."""
        columns = self.to_dict()
        formats = {"from": "U", "to": "U", "score": "g", "score_units": "l"}
        return _core.arrow_stream([(name, formats[name], values) for name, values in columns.items()])
