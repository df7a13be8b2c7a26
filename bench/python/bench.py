# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Times of the Python package: import, one rank() beside the C call, and many persons beside what one would otherwise use.

Many persons: the ten best occupations of each of --persons generated persons with one to three past occupations and up to eight skills. Every
contender is a process of its own; they take turns, round by round, each with the same persons of that round.

- "overstap" starts from URIs in an Arrow table and ends with Arrow batches: looking up, making profiles, all dimensions of the score, readiness.
- "overstap, skills only" is the same with the score of skills alone, which is what the peers compute.
- "scipy.sparse" and "sparse_dot_topn" compute that score in double precision (lib/match/MODEL.md: weights over the fourth root of their variance,
  less the average) from matrices that are there already: no URIs, no profiles, no readiness. Two more columns take the average out, so it stays
  one product.
- "sparse_dot_topn, no average" is another score, which leaves the average in: what it is fastest at.

How far the scores of the second and the peers are apart is printed too.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time

ROUNDS, BEST = 5, 10
CONTENDERS = {
    "overstap": 1,
    "overstap, 2 threads": 2,
    "overstap, skills only": 1,
    "scipy.sparse": 1,
    "sparse_dot_topn": 1,
    "sparse_dot_topn, 2 threads": 2,
    "sparse_dot_topn, no average": 1,
}
SKILLS_ONLY = {"dimensions": {"knowledge": 0, "tasks": 0, "groups": 0, "words": 0, "family": 0}}


def asked(engine) -> dict[str, tuple[list[str], list[str]]]:
    """Skills that each occupation asks, and their relevance."""
    nobody = engine.profile()
    gaps = {uri: [item for item in engine.gap(nobody, uri).gap if item.kind == "skill"] for uri in engine.taxonomy.uris()}
    return {uri: ([item.uri for item in gap], [item.relevance for item in gap]) for uri, gap in gaps.items()}


def made(asks: dict, round_number: int, count: int) -> tuple[list[list[str]], list[list[str]]]:
    """Past occupations and skills of persons; skills that some occupation asks, as others weigh nothing anywhere."""
    seeded = random.Random(round_number)
    occupations, skills = sorted(asks), sorted({uri for uris, _ in asks.values() for uri in uris})
    return (
        [seeded.sample(occupations, seeded.randint(1, 3)) for _ in range(count)],
        [seeded.sample(skills, seeded.randint(0, 8)) for _ in range(count)],
    )


class Overstap:
    def __init__(self, path: str, threads: int, parameters: dict | None) -> None:
        import overstap

        self.engine, self.threads = overstap.open(path, parameters=parameters), threads

    def prepare(self, past: list, skills: list) -> object:
        import pyarrow

        return pyarrow.table({"occupations": past, "skills": skills})

    def work(self, table) -> list:
        many = self.engine.rank_many(table, limit=BEST, threads=self.threads, with_origins=True)
        return list(many.batches())

    def scores(self, batches: list, count: int) -> list[list[float]]:
        found: list[list[float]] = [[] for _ in range(count)]
        for batch in batches:
            for row, score in zip(batch["row"].to_pylist(), batch["score"].to_pylist()):
                found[row].append(score)
        return found


class Peer:
    """The score of skills as one product of two sparse matrices."""

    def __init__(self, path: str, threads: int, average: bool) -> None:
        import overstap

        self.engine, self.threads, self.average = overstap.open(path), threads, average
        weights = {"somewhat": 0.3, "optional": 0.6, "important": 0.6, "essential": 1.0}
        self.asks, self.columns = {}, {}
        for occupation, (uris, relevances) in asked(self.engine).items():
            self.asks[occupation] = {self.columns.setdefault(u, len(self.columns)): weights[r] for u, r in zip(uris, relevances)}
        rows = self._matrix(list(self.asks.values()))
        n = rows.shape[0] + 1  # one more that asks nothing
        mean = rows.sum(axis=0) / n
        self.scale = (rows.multiply(rows).sum(axis=0) / n - mean**2) ** -0.25
        self.mean = mean * self.scale
        self.occupations = self._vectors(rows, of_persons=False).T.tocsr()

    def _matrix(self, rows: list[dict[int, float]]):
        import numpy as np
        import scipy.sparse

        indptr = np.cumsum([0, *(len(row) for row in rows)])
        indices = np.fromiter((column for row in rows for column in row), np.int32, indptr[-1])
        data = np.fromiter((weight for row in rows for weight in row.values()), np.float64, indptr[-1])
        return scipy.sparse.csr_array((data, indices, indptr.astype(np.int32)), shape=(len(rows), len(self.columns)))

    def _vectors(self, rows, of_persons: bool):
        """Of length 1. (u_p - s_p m)(u_t - s_t m) = u_p u_t + s_p (s_t mm - u_t m) - (u_p m) s_t, of which the last two are two columns."""
        import numpy as np
        import scipy.sparse

        u = (rows * self.scale).tocsr()
        squares = np.asarray(u.multiply(u).sum(axis=1)).ravel()
        if self.average:
            along, mm = u @ self.mean, self.mean @ self.mean
            out = 0.5 + along / mm / 2
            squares = squares - 2 * out * along + out**2 * mm
            more = np.column_stack([out, -along] if of_persons else [out * mm - along, out])
            u = scipy.sparse.hstack([u, scipy.sparse.csr_array(more)], format="csr")
        return scipy.sparse.csr_array(scipy.sparse.diags_array(1 / np.sqrt(np.maximum(squares, 1e-12))) @ u)

    def prepare(self, past: list, skills: list) -> object:
        persons = []
        for jobs, own in zip(past, skills):
            person: dict[int, float] = {}
            for job in jobs:
                for column, weight in self.asks[job].items():
                    person[column] = max(weight, person.get(column, 0))
            person.update((self.columns[uri], 1.0) for uri in own)
            persons.append(person)
        return self._vectors(self._matrix(persons), of_persons=True)

    def scores(self, found, count: int) -> list[list[float]]:
        return [sorted(row, reverse=True) for row in found]


class Scipy(Peer):
    def work(self, persons):
        import numpy as np

        parts = []
        for first in range(0, persons.shape[0], 1000):
            dense = (persons[first : first + 1000] @ self.occupations).toarray()
            best = np.argpartition(dense, -BEST, axis=1)[:, -BEST:]
            parts.append(np.take_along_axis(dense, best, axis=1))
        return np.concatenate(parts)


class SparseDotTopn(Peer):
    def prepare(self, past: list, skills: list) -> object:
        from scipy.sparse import csr_matrix

        self.matrix = csr_matrix(self.occupations)  # it knows no arrays
        return csr_matrix(super().prepare(past, skills))

    def work(self, persons):
        from sparse_dot_topn import sp_matmul_topn

        return sp_matmul_topn(persons, self.matrix, top_n=BEST, sort=True, n_threads=self.threads)

    def scores(self, found, count: int) -> list[list[float]]:
        return [found.data[found.indptr[i] : found.indptr[i + 1]].tolist() for i in range(count)]


def serve(name: str, path: str, count: int) -> None:
    """Prepares a round, says so, works when told to, and tells how long that took; at the end, how much memory."""
    if name.startswith("overstap"):
        contender = Overstap(path, CONTENDERS[name], SKILLS_ONLY if "only" in name else None)
    else:
        contender = (Scipy if name.startswith("scipy") else SparseDotTopn)(path, CONTENDERS[name], "no average" not in name)
    asks = asked(contender.engine)
    for line in sys.stdin:
        persons = made(asks, int(line), count)
        ready = contender.prepare(*persons)
        print("ready", flush=True)
        sys.stdin.readline()
        before, cpu = time.perf_counter(), time.process_time()
        found = contender.work(ready)
        took = time.perf_counter() - before, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        shown = contender.scores(found, count)[:200] if line.strip() == "0" else []
        print(json.dumps({"took": took, "memory": memory, "scores": shown}), flush=True)


def many(path: str, persons: int) -> None:
    count = max(1, persons // ROUNDS)
    command = [sys.executable, __file__, "--snapshot", path, "--count", str(count), "--serve"]
    processes = {name: subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for name in CONTENDERS}
    answers: dict[str, list[dict]] = {name: [] for name in CONTENDERS}
    for number in range(ROUNDS):
        for process in processes.values():  # all prepare, and then work in turn
            print(number, file=process.stdin, flush=True)
            process.stdout.readline()
        for name, process in processes.items():
            print(file=process.stdin, flush=True)
            answers[name].append(json.loads(process.stdout.readline()))
    print(f"\n{count * ROUNDS:,} persons, ESCO, {BEST} best, {ROUNDS} rounds in turn; median round, and slowest and fastest")
    print(f"{'':30}{'persons/s':>12}{'':>20}{'CPU us a person':>17}{'peak MiB':>10}")
    for name, told in answers.items():
        rates = sorted(count / answer["took"][0] for answer in told)
        cpu = statistics.median(answer["took"][1] for answer in told) / count * 1e6
        spread = f"{rates[0]:,.0f} to {rates[-1]:,.0f}"
        print(f"{name:30}{statistics.median(rates):>12,.0f}{spread:>20}{cpu:>17.0f}{max(answer['memory'] for answer in told):>10}")
    ours = answers["overstap, skills only"][0]["scores"]
    for name in ("scipy.sparse", "sparse_dot_topn", "sparse_dot_topn, no average"):
        apart = [abs(a - b) for mine, theirs in zip(ours, answers[name][0]["scores"]) for a, b in zip(mine, theirs)]
        print(f"scores of {name}: {statistics.mean(apart):.5f} from ours in the mean, {max(apart):.5f} at most")
    for process in processes.values():
        process.stdin.close()
        process.wait()


def importing() -> None:
    code = "import time; t = time.perf_counter(); import overstap; print(time.perf_counter() - t)"
    times = sorted(float(subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True).stdout) for _ in range(21))
    print(f"import overstap: median {times[10] * 1e3:.1f} ms, fastest {times[0] * 1e3:.1f}")


def one_call(path: str | None, library: str) -> None:
    """rank() of Python and ovs_rank_transitions() through ctypes in turn, over occupations as origins; what ctypes itself costs is taken off."""
    import overstap

    engine = overstap.open(path)
    lib = ctypes.CDLL(os.path.abspath(library))

    def handle(function: str, *arguments) -> ctypes.c_void_p:
        out = ctypes.c_void_p()
        status = getattr(lib, function)(*arguments, ctypes.byref(out), None)
        assert status == 0, (function, status)
        return out

    theirs = handle("ovs_taxonomy_load_file", os.fsencode(path)) if path else handle("ovs_taxonomy_open_default")
    c_engine = handle("ovs_engine_create", theirs, None)
    found, scores, ready, count = (ctypes.c_uint32 * BEST)(), (ctypes.c_int64 * BEST)(), (ctypes.c_double * BEST)(), ctypes.c_size_t()
    tail = ctypes.c_size_t(BEST), found, scores, ready, ctypes.byref(count), None
    first = engine.taxonomy._handle.concepts(0)[0]
    clock = time.perf_counter_ns
    whole, inside, c_call, nothing = [], [], [], []
    uris = engine.taxonomy.uris()
    for at in random.Random(1).choices(range(len(uris)), k=2000):
        profile = engine.profile(uris[at])
        c_profile = handle("ovs_profile_from_occupations", theirs, (ctypes.c_uint32 * 1)(first + at), ctypes.c_size_t(1))
        for times, call in (
            (whole, lambda: engine.rank(profile)),
            (inside, lambda: engine._handle.rank(profile._handle, BEST, 0, 0, "en")),
            (c_call, lambda: lib.ovs_rank_transitions(c_engine, c_profile, None, *tail)),
            (nothing, lambda: lib.ovs_rank_transitions(None, c_profile, None, *tail)),  # refused at once
        ):
            call()  # so that all are measured with what they need in the caches; the two engines drive each other out of them
            before = clock()
            call()
            times.append(clock() - before)
        lib.ovs_profile_unref(c_profile)
    python, extension, c = statistics.median(whole), statistics.median(inside), statistics.median(c_call)
    over = statistics.median(w - x for w, x in zip(whole, c_call))
    name, ctypes_itself = "ESCO" if path else "starter set", statistics.median(nothing)
    print(
        f"rank, ten best, {name}: {python:,.0f} ns in Python ({extension:,.0f} of them in the extension), {c - ctypes_itself:,.0f} in C:",
        end=" ",
    )
    print(f"overhead {over + ctypes_itself:,.0f} ns")


def others() -> float:
    """CPU seconds of the machine so far, less those of this process and its children that ended."""
    told = list(map(int, open("/proc/stat").readline().split()[1:]))
    mine = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return (sum(told[:8]) - told[3] - told[4]) / os.sysconf("SC_CLK_TCK") - sum(r.ru_utime + r.ru_stime for r in mine)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapshot", required=True)
    parser.add_argument("--library")
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.snapshot, options.count)
        return
    began, busy = time.perf_counter(), others()
    importing()
    one_call(None, options.library)
    one_call(options.snapshot, options.library)
    many(options.snapshot, options.persons)
    took = time.perf_counter() - began
    print(f"\ntook {took:.0f} s, in which others took {(others() - busy) / took:.2f} of {os.cpu_count()} CPUs")


if __name__ == "__main__":
    main()
