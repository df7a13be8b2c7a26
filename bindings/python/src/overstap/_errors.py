# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""What can go wrong: one class for each group of status codes of the C API, all with ``code``."""

from __future__ import annotations


class Error(Exception):
    """Anything that Overstap reports. Its text says what is wrong, where, and what to do.

    Attributes:
        code: number of the status in the C API, pinned for ever (``OVS_E_NOT_FOUND`` is 2).
        name: the same as text, such as ``"OVS_E_NOT_FOUND"``.
        line: line in the file that is at fault, from 1; None where there is none.
        byte_offset: position in that file, from 0; None where there is none.
        choices: URIs that may have been meant, for a title that is ambiguous or not found; else empty.
    """

    code: int = 99
    name: str = "OVS_E_INTERNAL"
    line: int | None = None
    byte_offset: int | None = None
    choices: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        line = self.line or 0
        return make_error, (self.code, self.name, str(self), line, self.byte_offset or 0, self.choices)


class ArgumentError(Error, ValueError):
    """What was asked cannot be answered: an argument out of range or of another taxonomy (codes 1 to 9)."""

    code = 1
    name = "OVS_E_INVALID_ARGUMENT"


class NotFoundError(ArgumentError, LookupError):
    """No concept, course or title of that name (code 2). ``choices`` has the nearest titles."""


class AmbiguousError(ArgumentError):
    """A title means several occupations (code 4). ``choices`` has them; ask the user."""


class ResourceError(Error):
    """The machine or a limit of the library stands in the way (codes 10 to 19)."""


class FileError(ResourceError, OSError):
    """A file cannot be read or written (code 11)."""


class DataError(Error, ValueError):
    """A file or document says something it cannot mean, is damaged or of another version (codes 20 to 29)."""


class TooLittleDataError(Error):
    """Not a fault: there is too little data for an honest number (codes 30 to 39)."""


class InternalError(Error):
    """A fault of the library; please report it (code 99)."""


_BY_CODE: dict[int, type[Error]] = {2: NotFoundError, 4: AmbiguousError, 11: FileError}
_BY_GROUP: dict[int, type[Error]] = {0: ArgumentError, 1: ResourceError, 2: DataError, 3: TooLittleDataError}


def make_error(code: int, name: str, message: str, line: int = 0, byte_offset: int = 0, choices: object = None) -> Error:
    """The exception for a status. The extension calls this."""
    error = (_BY_CODE.get(code) or _BY_GROUP.get(code // 10) or InternalError)(message)
    error.code = code
    error.name = name
    if line > 0:
        error.line = line
        error.byte_offset = byte_offset
    if isinstance(choices, (list, tuple)):
        error.choices = tuple(choices)
    return error
