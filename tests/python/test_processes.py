# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Other processes and threads: pickling, forks, and what an import does."""

from __future__ import annotations

import _thread
import multiprocessing
import os
import pathlib
import pickle
import subprocess
import sys
import threading

import pyarrow as pa
import pytest
from conftest import CASHIER, GUARD, ROOT

import overstap


def test_pickling_stores_paths_and_hashes(engine: overstap.Engine, snapshot: pathlib.Path, tmp_path: pathlib.Path) -> None:
    courses = tmp_path / "courses.ovs"
    engine.courses.save(courses)
    other = overstap.open(snapshot, courses, parameters={"dimensions": {"words": 1}}, lang="nl")
    for one in (engine, other):
        data = pickle.dumps(one)
        assert len(data) < 2000  # the path, not the content
        again = pickle.loads(data)
        assert again.model_hash == one.model_hash
        assert again.rank(again.profile(CASHIER)) == one.rank(one.profile(CASHIER))
        assert again.suggest_courses(again.profile(CASHIER), GUARD) == one.suggest_courses(one.profile(CASHIER), GUARD)
    profile = engine.profile(CASHIER, skills={"urn:overstap:starter:skill/bhv-uitvoeren": 2}, nlqf=20)
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_unpickling_refuses_another_file(snapshot: pathlib.Path, engine: overstap.Engine, tmp_path: pathlib.Path) -> None:
    courses = tmp_path / "courses.ovs"
    engine.courses.save(courses)
    data = pickle.dumps(overstap.open(snapshot, courses))
    whole = snapshot.read_bytes()
    overstap.Taxonomy.from_json((ROOT / "tests/golden/taxonomy.json").read_bytes()).save(snapshot)
    with pytest.raises(overstap.DataError, match="hash") as caught:
        pickle.loads(data)
    assert str(snapshot) in str(caught.value)
    snapshot.write_bytes(whole)
    pickle.loads(data)
    overstap.Catalogue.from_json('{"overstap": 1, "courses": []}').save(courses)
    with pytest.raises(overstap.DataError, match=r"courses\.ovs"):
        pickle.loads(data)
    courses.unlink()
    with pytest.raises(overstap.FileError):
        pickle.loads(data)


def _rank(engine: overstap.Engine, queue: multiprocessing.Queue) -> None:
    queue.put((os.getpid(), engine.rank(engine.profile(CASHIER)), engine.rank_many([[CASHIER]] * 50, threads=2).to_dict()))


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_give_the_same(engine: overstap.Engine, snapshot: pathlib.Path, method: str) -> None:
    mapped = overstap.open(snapshot)
    expected = mapped.rank(mapped.profile(CASHIER)), mapped.rank_many([[CASHIER]] * 50, threads=2).to_dict()
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    children = [context.Process(target=_rank, args=(mapped, queue)) for _ in range(2)]
    for child in children:
        child.start()
    answers = [queue.get(timeout=120) for _ in children]
    for child in children:
        child.join(120)
        assert child.exitcode == 0
    assert {pid for pid, *_ in answers} == {child.pid for child in children}
    assert all((ranking, many) == expected for _, ranking, many in answers)


def test_threads_share_an_engine(engine: overstap.Engine, occupations: list[str]) -> None:
    uris = occupations[:40]
    expected = [engine.rank(engine.profile(uri)) for uri in uris]
    found: dict[int, list[overstap.Ranking]] = {}

    def work(number: int) -> None:
        found[number] = [engine.rank(engine.profile(uri)) for uri in uris]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == expected for number in range(4))


def test_the_gil_is_free_while_it_works(engine: overstap.Engine) -> None:
    """Another thread sees that the call is under way, and ends it. Held on to, the GIL would not let it before all are done."""
    everyone = pa.table({"occupations": [[CASHIER]] * 300_000})
    many = engine.rank_many(everyone, limit=1, batch_size=64)

    def interrupt() -> None:
        while many.report()["persons"] == 0:
            pass
        _thread.interrupt_main()

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        many.to_arrow()
    thread.join()
    assert 0 < many.report()["persons"] < 300_000


IMPORT = """
import sys, sysconfig, os
import array, collections.abc, itertools, typing  # of the standard library, which the package uses
package = os.path.join(sysconfig.get_paths()["platlib"], "overstap")
allowed = (package, os.path.dirname(os.__file__), sys.base_prefix, "/usr/lib/python3")
seen = []
def hook(event, arguments):
    if event == "open":
        path = os.fspath(arguments[0]) if not isinstance(arguments[0], int) else ""
        if not path.startswith(allowed) or "w" in str(arguments[1] or ""):
            seen.append((event, path))
    elif event.split(".")[0] in ("socket", "subprocess", "urllib") or event in ("_thread.start_new_thread", "os.fork", "os.system"):
        seen.append((event, ""))
sys.dont_write_bytecode = True
sys.addaudithook(hook)
before = len(os.listdir("/proc/self/task"))
import overstap
assert len(os.listdir("/proc/self/task")) == before == 1, "a thread was started"
print(seen)
heavy = {"numpy", "pandas", "polars", "pyarrow", "scipy", "json", "html", "socket", "asyncio", "dataclasses", "inspect"} & set(sys.modules)
print(sorted(heavy))
"""


def test_importing_does_no_io_and_starts_no_thread() -> None:
    done = subprocess.run([sys.executable, "-I", "-c", IMPORT], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["[]", "[]"], done.stdout + done.stderr


def test_opening_the_default_reads_no_file() -> None:
    code = """
import sys, overstap
seen = []
sys.addaudithook(lambda event, arguments: seen.append(arguments[0]) if event == "open" else None)
engine = overstap.open()
engine.rank(engine.profile("kassamedewerker"))
print(seen)
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_nothing_leaks() -> None:
    """Every object of the extension is gone at the end of a program that let go of it; nanobind counts."""
    code = """
import overstap
overstap._core.set_leak_warnings(True)
def work():
    engine = overstap.open()
    person = engine.profile("kassamedewerker")
    ranking = engine.rank(person)
    engine.explain(person, ranking[0]), engine.suggest_courses(person, ranking[0]), engine.matrix(top=1)
    engine.rank_many([person] * 10, progress=lambda n: None).to_dict()
    stream = engine.rank_many([person]).__arrow_c_stream__()
    iter(engine.rank_many([person] * 3000))
    try:
        engine.rank_many([3]).to_dict()
    except TypeError:
        pass
    try:
        engine.profile("nothing")
    except overstap.NotFoundError:
        pass
work()
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
