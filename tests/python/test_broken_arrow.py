# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Arrow structs that a program with a fault could hand over: each gives an error that says what is wrong, and none a crash."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pyarrow as pa
import pytest
from conftest import CASHIER

import overstap

LONG = "urn:overstap:starter:occupation/beveiliger"  # longer than the 12 bytes that a string view holds by itself


class Schema(ctypes.Structure):
    """ArrowSchema of the C data interface."""


class Array(ctypes.Structure):
    """ArrowArray of the C data interface."""


RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
python = ctypes.pythonapi
python.PyCapsule_GetPointer.restype, python.PyCapsule_GetPointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
python.PyCapsule_New.restype, python.PyCapsule_New.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


@RELEASE
def keep(struct: int) -> None:
    """Nothing to release: Broken owns it all."""


class Broken:
    """A copy of the structs of an Arrow object, to be changed at will; the texts and numbers stay where they were."""

    def __init__(self, thing: object = None, *, schema: Schema | None = None, array: Array | None = None) -> None:
        if thing is not None:
            self.owner = thing.__arrow_c_array__()
            schema, array = (
                kind.from_address(python.PyCapsule_GetPointer(capsule, name))
                for kind, capsule, name in zip((Schema, Array), self.owner, (b"arrow_schema", b"arrow_array"), strict=True)
            )
        self.schema, self.array = Schema.from_buffer_copy(schema), Array.from_buffer_copy(array)
        self.children = [Broken(schema=schema.children[i].contents, array=array.children[i].contents) for i in range(array.n_children)]
        self.dictionary = Broken(schema=schema.dictionary.contents, array=array.dictionary.contents) if schema.dictionary else None
        self.schema.release = self.array.release = keep
        self.buffers = (ctypes.c_void_p * max(array.n_buffers, 1))(*(array.buffers[i] for i in range(array.n_buffers)))
        self.array.buffers = ctypes.cast(self.buffers, ctypes.POINTER(ctypes.c_void_p))
        self.schemas = (ctypes.POINTER(Schema) * len(self.children))(*(ctypes.pointer(child.schema) for child in self.children))
        self.arrays = (ctypes.POINTER(Array) * len(self.children))(*(ctypes.pointer(child.array) for child in self.children))
        self.schema.children = ctypes.cast(self.schemas, ctypes.POINTER(ctypes.POINTER(Schema)))
        self.array.children = ctypes.cast(self.arrays, ctypes.POINTER(ctypes.POINTER(Array)))
        if self.dictionary:
            self.schema.dictionary, self.array.dictionary = (
                ctypes.pointer(self.dictionary.schema),
                ctypes.pointer(self.dictionary.array),
            )

    def write(self, buffer: int, kind: type, *values: int) -> None:
        """Puts other numbers in a buffer's place."""
        self.written = (kind * len(values))(*values)
        self.buffers[buffer] = ctypes.addressof(self.written)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return (
            python.PyCapsule_New(ctypes.addressof(self.schema), b"arrow_schema", None),
            python.PyCapsule_New(ctypes.addressof(self.array), b"arrow_array", None),
        )


def lists(type: pa.DataType) -> Callable[[], pa.Array]:
    return lambda: pa.array([[CASHIER, LONG], [], [CASHIER]], type)


def FIXED() -> pa.Array:
    return pa.array([[CASHIER, LONG], [LONG, LONG], [CASHIER, None]], pa.list_(pa.string(), 2))


def CODES() -> pa.Array:
    return pa.array([CASHIER, LONG, CASHIER]).dictionary_encode()


def columns(**values: list) -> Callable[[], pa.RecordBatch]:
    return lambda: pa.record_batch({"occupations": [[CASHIER], [LONG], [CASHIER]], **values})


SMALL, LARGE = lists(pa.list_(pa.string())), lists(pa.large_list(pa.large_string()))
VIEWS, LARGE_VIEWS = lists(pa.list_view(pa.string_view())), lists(pa.large_list_view(pa.string_view()))
SKILLS = "urn:overstap:starter:skill/bhv-uitvoeren"
LEVELS = columns(skills=[[SKILLS]] * 3, levels=[[1], [2], [3]], evidence=[["diploma"]] * 3)
IDS, NAMES = columns(id=[1, 2, 3]), columns(id=["a", "b", "c"])


def put(name: str, value: object, *path: int, of: str = "array") -> Callable[[Broken], None]:
    """Sets a field of the struct, of its child, or of a child of that."""

    def change(broken: Broken) -> None:
        for i in path:
            broken = broken.children[i]
        setattr(getattr(broken, of), name, value)

    return change


def drop(buffer: int, *path: int) -> Callable[[Broken], None]:
    def change(broken: Broken) -> None:
        for i in path:
            broken = broken.children[i]
        broken.buffers[buffer] = None

    return change


def write(buffer: int, kind: type, values: list[int], *path: int) -> Callable[[Broken], None]:
    def change(broken: Broken) -> None:
        for i in path:
            broken = broken.children[i]
        broken.write(buffer, kind, *values)

    return change


def no_child(of: str) -> Callable[[Broken], None]:
    def change(broken: Broken) -> None:
        (broken.schemas if of == "schema" else broken.arrays)[0] = None

    return change


def view(word: int, value: int) -> Callable[[Broken], None]:
    """Changes one of the four words of the second view."""

    def change(broken: Broken) -> None:
        texts = broken.children[0]
        words = list((ctypes.c_int32 * 12).from_address(texts.buffers[1]))
        words[4 + word] = value
        texts.write(1, ctypes.c_int32, *words)

    return change


def loop(broken: Broken) -> None:
    """A dictionary whose dictionary is itself, without end."""
    broken.dictionary.schema.dictionary = ctypes.pointer(broken.dictionary.schema)
    broken.dictionary.array.dictionary = ctypes.pointer(broken.dictionary.array)


i32, i64 = ctypes.c_int32, ctypes.c_int64
BIG = 2**62
CASES = {
    "negative length": (SMALL, put("length", -1), "length -1"),
    "negative length of a child": (SMALL, put("length", -5, 0), "length -5"),
    "negative offset": (SMALL, put("offset", -1), "offset -1"),
    "length and offset together too large": (SMALL, put("offset", 2**63 - 2), "offset 9223372036854775806"),
    "more nulls than rows": (SMALL, put("null_count", 4), "4 nulls in 3 rows"),
    "fewer nulls than unknown": (SMALL, put("null_count", -2), "-2 nulls"),
    "nulls nowhere": (lambda: pa.array([["x"], None]), drop(0), "nulls, but does not say where"),
    "nulls nowhere in a view": (lambda: pa.array(["x" * 20, None], pa.string_view()), drop(0), "nulls, but does not say where"),
    "no buffers": (SMALL, put("n_buffers", 0), "0 buffers, and its format has 2"),
    "negative number of buffers": (SMALL, put("n_buffers", -3, 0), "buffers are not there"),
    "null buffers": (SMALL, put("buffers", None), "buffers are not there"),
    "no offsets": (SMALL, drop(1), "buffer 1 is not there"),
    "no offsets of texts": (LARGE, drop(1, 0), "buffer 1 is not there"),
    "no bytes": (SMALL, drop(2, 0), "buffer 2 is not there"),
    "no sizes": (VIEWS, drop(2), "buffer 2 is not there"),
    "no views": (VIEWS, drop(1, 0), "buffer 1 is not there"),
    "no lengths of a view's buffers": (VIEWS, drop(3, 0), "do not say how long"),
    "no buffer of a view": (VIEWS, drop(2, 0), "lies in buffer 0 of 1"),
    "too few buffers of views": (VIEWS, put("n_buffers", 2, 0), "2 buffers, and its format has 3"),
    "no numbers": (IDS, drop(1, 1), "buffer 1 is not there"),
    "no format": (SMALL, put("format", None, of="schema"), "has no format"),
    "no format of a child": (SMALL, put("format", None, 0, of="schema"), "has no format"),
    "no format of levels": (LEVELS, put("format", None, 2, 0, of="schema"), "has no format"),
    "no format of ids": (IDS, put("format", None, 1, of="schema"), "has no format"),
    "empty format": (SMALL, put("format", b"", 0, of="schema"), "not Arrow format ''"),
    "unknown format": (SMALL, put("format", b"+x", of="schema"), "not Arrow format '+x'"),
    "format of nothing": (SMALL, put("format", b"+", of="schema"), "not Arrow format '+'"),
    "bytes for text": (SMALL, put("format", b"z", 0, of="schema"), "not Arrow format 'z'"),
    "size that is no number": (FIXED, put("format", b"+w:many", of="schema"), "'+w:many' is not"),
    "size left out": (FIXED, put("format", b"+w:", of="schema"), "'+w:' is not"),
    "size too large for a number": (FIXED, put("format", b"+w:99999999999999999999", of="schema"), "is not +w:"),
    "negative size": (FIXED, put("format", b"+w:-2", of="schema"), "'+w:-2' is not"),
    "size and more": (FIXED, put("format", b"+w:2x", of="schema"), "'+w:2x' is not"),
    "larger lists than items": (FIXED, put("format", b"+w:3", of="schema"), "3 lists of 3 in 6 items"),
    "sizes that overflow": (FIXED, put("format", b"+w:4611686018427387904", of="schema"), "in 6 items"),
    "no children": (SMALL, put("children", None), "children are not there"),
    "no children in the schema": (SMALL, put("children", None, of="schema"), "children are not there"),
    "null child": (SMALL, no_child("array"), "child 0 is not there"),
    "null child in the schema": (SMALL, no_child("schema"), "child 0 is not there"),
    "fewer children than the schema": (IDS, put("n_children", 1), "1 children, and 2 in its schema"),
    "more children than the schema": (IDS, put("n_children", 1, of="schema"), "2 children, and 1 in its schema"),
    "negative number of children": (IDS, put("n_children", -1), "-1 children"),
    "a column shorter than the frame": (IDS, put("length", 2, 1), "column 'id' is shorter"),
    "a frame that starts behind its columns": (IDS, put("offset", 1), "column 'occupations' is shorter"),
    "a released child": (SMALL, put("release", RELEASE(), 0), "released already"),
    "offsets that go back": (SMALL, write(1, i32, [0, 2, 1, 3]), "row 1 goes from 2 to 1"),
    "offsets below zero": (SMALL, write(1, i32, [-4, 2, 2, 3]), "row 0 goes from -4 to 2"),
    "offsets behind the items": (SMALL, write(1, i32, [0, 2, 2, 900]), "row 2 goes from 2 to 900 of 3"),
    "large offsets behind the items": (LARGE, write(1, i64, [0, 2, 2, BIG]), f"to {BIG} of 3"),
    "offsets of texts that go back": (SMALL, write(1, i32, [0, 50, 20, 60], 0), "row 1 goes from 50 to 20"),
    "offsets of texts behind the last": (SMALL, write(1, i32, [0, 900000, 20, 30], 0), "row 0 goes from 0 to 900000"),
    "offsets of texts below zero": (LARGE, write(1, i64, [-BIG, 2, 20, 30], 0), f"from -{BIG} to 2"),
    "offsets of names that go back": (NAMES, write(1, i32, [2, 1, 0, 3], 1), "column 'id'"),
    "a list view that starts below zero": (VIEWS, write(1, i32, [-1, 0, 0]), "from -1 on"),
    "a list view that is too long": (VIEWS, write(2, i32, [2, 0, 4]), "has 4 from 2 on, of 3"),
    "a list view of negative size": (VIEWS, write(2, i32, [-2, 0, 1]), "has -2 from"),
    "a large list view that overflows": (LARGE_VIEWS, write(2, i64, [2**63 - 1, 0, 1]), "has 9223372036854775807 from"),
    "a text view of negative length": (VIEWS, view(0, -20), "row 1 has -20 bytes"),
    "a text view in a buffer that is not there": (VIEWS, view(2, 7), "lies in buffer 7 of 1"),
    "a text view in a buffer below zero": (VIEWS, view(2, -1), "lies in buffer -1 of 1"),
    "a text view behind the buffer": (VIEWS, view(3, 100000), "row 1 goes from 100000"),
    "a text view before the buffer": (VIEWS, view(3, -8), "row 1 goes from -8"),
    "a text view that is too long": (VIEWS, view(0, 2**31 - 1), "of "),
    "a code behind the dictionary": (CODES, write(1, i32, [0, 2, 1]), "entry 2 of a dictionary of 2"),
    "a code below zero": (CODES, write(1, i32, [0, -1, 1]), "entry -1 of a dictionary of 2"),
    "no dictionary": (CODES, put("dictionary", None), "a dictionary without"),
    "a dictionary that is too short": (CODES, lambda broken: setattr(broken.dictionary.array, "length", 1), "entry 1 of a dictionary of 1"),
    "a dictionary of numbers": (CODES, lambda broken: setattr(broken.dictionary.schema, "format", b"l"), "not Arrow format 'l'"),
    "a dictionary without end": (CODES, loop, "a dictionary of a dictionary"),
    "codes of texts": (CODES, put("format", b"u", of="schema"), "without integers as codes"),
    "levels behind their items": (LEVELS, write(1, i32, [0, 1, 2, 9], 2), "column 'levels'"),
    "evidence behind its bytes": (LEVELS, write(1, i32, [0, 900, 14, 21], 3, 0), "column 'evidence'"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_broken_is_refused_and_told(engine: overstap.Engine, case: str) -> None:
    make, change, words = CASES[case]
    whole = engine.rank_many(make(), limit=1).to_dict()
    assert engine.rank_many(Broken(make()), limit=1).to_dict() == whole  # it is the change that breaks it
    broken = Broken(make())
    change(broken)
    with pytest.raises(overstap.ArgumentError) as caught:
        engine.rank_many(broken, limit=1).to_dict()
    assert words in str(caught.value), str(caught.value)


def test_what_has_been_read_is_refused(engine: overstap.Engine) -> None:
    class Again:
        def __init__(self, thing: object, name: str) -> None:
            capsules = getattr(thing, name)()
            setattr(type(self), name, lambda self: capsules)

    class Stream(Again):
        pass

    for again in (Again(SMALL(), "__arrow_c_array__"), Stream(pa.table({"occupations": [["x"]]}), "__arrow_c_stream__")):
        assert len(engine.rank_many(again).to_dict()["row"]) > 0
        with pytest.raises(overstap.ArgumentError, match="has been read already"):
            engine.rank_many(again).to_dict()


def test_capsules_of_another_kind_are_refused(engine: overstap.Engine) -> None:
    class Wrong:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return python.PyCapsule_New(1, b"something else", None)

    with pytest.raises(ValueError, match="PyCapsule"):
        engine.rank_many(Wrong()).to_dict()


def test_buffers_may_lie_anywhere(engine: overstap.Engine) -> None:
    """Not aligned, as when they lie in a file that was mapped."""
    broken = Broken(SMALL())
    offsets = broken.children[0]
    size = 4 * (offsets.array.length + 1)
    shifted = ctypes.create_string_buffer(size + 1)
    ctypes.memmove(ctypes.addressof(shifted) + 1, offsets.buffers[1], size)
    offsets.buffers[1] = ctypes.addressof(shifted) + 1
    assert engine.rank_many(broken).to_dict() == engine.rank_many(SMALL()).to_dict()


def test_texts_without_bytes_need_no_buffer(engine: overstap.Engine) -> None:
    broken = Broken(pa.array([["", None], [""]]))
    broken.children[0].buffers[2] = None
    many = engine.rank_many(broken)
    assert many.to_dict()["status"] == ["too_little_data"] * 2
    assert many.report()["unknown_uris"] == {"": 2}
