# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""The kernel and its peers on one workload, in turn: the same queries, the same score, ten best.

    python peers.py --peer overstap_kernel_peer --workload a|b|b-hard|dense [--rows N] [--core C] [--output FOLDER]

"one" is one query a call, as a service asks: median and 99th percentile over persons. "all" is all persons in one call, a query's share of it;
"pairs" all rows as queries, in (a) and (dense). Every contender gets its turn of some queries, round after round. Times of (b) are CPU time, so that
they do not tell what else the machine did; those of the other two are too short for that clock in C++ and are wall time. Python's peers are called from Python,
as their users do; what a call itself costs is part of "one", and hardly of "all".

The score is sum of weight x have x need x factor(row): for the peers, rows of need x factor and queries of weight x have, so that all multiply the same
whole numbers. "exact" says whether the ten best scores are the same, to 1 in 100,000, as those of the kernel.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import scipy.sparse  # noqa: E402

BEST = 10


class Native:
    """Contenders of overstap_kernel_peer."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.about = json.loads(self.process.stdout.readline())

    def ask(self, *words: object) -> list[float]:
        print(*words, file=self.process.stdin, flush=True)
        return [float(word) for word in self.process.stdout.readline().split()]


class Peer:
    name, threads = "", (1,)

    def __init__(self, rows, persons, dense_limit: int) -> None:
        began = time.perf_counter()
        self.persons = persons
        self.build(rows)
        self.seconds = time.perf_counter() - began

    def one(self, query: int) -> tuple[list[float], float]:
        person = self.persons[query]
        before = time.process_time_ns()
        found = self.search(person)
        took = time.process_time_ns() - before
        return self.scores(found, 0), took

    def all(self, queries, threads: int) -> tuple[float, float]:
        before, cpu = time.perf_counter_ns(), time.process_time_ns()
        self.search(queries, threads)
        return time.perf_counter_ns() - before, time.process_time_ns() - cpu


class Scipy(Peer):
    name = "scipy: csr product, argpartition"

    def build(self, rows) -> None:
        self.rows = rows.T.tocsr()
        self.bytes = self.rows.data.nbytes + self.rows.indices.nbytes + self.rows.indptr.nbytes

    def search(self, queries, threads: int = 1):
        found = []
        step = max(1, 100_000_000 // self.rows.shape[1] // 8)
        for first in range(0, queries.shape[0], step):
            dense = (queries[first : first + step] @ self.rows).toarray()
            best = np.argpartition(dense, -BEST, axis=1)[:, -BEST:]
            found.append(np.take_along_axis(dense, best, axis=1))
        return np.concatenate(found)

    def scores(self, found, i: int) -> list[float]:
        return sorted(found[i].tolist(), reverse=True)


class SparseDotTopn(Peer):
    name, threads = "sparse_dot_topn", (1, 2)

    def build(self, rows) -> None:
        self.rows = scipy.sparse.csr_matrix(rows.T.tocsr())
        self.bytes = self.rows.data.nbytes + self.rows.indices.nbytes + self.rows.indptr.nbytes

    def search(self, queries, threads: int = 1):
        from sparse_dot_topn import sp_matmul_topn

        return sp_matmul_topn(queries, self.rows, top_n=BEST, sort=True, n_threads=threads)

    def scores(self, found, i: int) -> list[float]:
        return found.data[found.indptr[i] : found.indptr[i + 1]].tolist()


class ScikitLearn(Peer):
    """Cosine by itself; rows and queries are of the roots of the weights."""

    name = "scikit-learn: brute force neighbours"

    def build(self, rows) -> None:
        from sklearn.neighbors import NearestNeighbors

        self.index = NearestNeighbors(n_neighbors=BEST, metric="cosine", algorithm="brute", n_jobs=1).fit(rows)
        self.bytes = rows.data.nbytes + rows.indices.nbytes + rows.indptr.nbytes

    def search(self, queries, threads: int = 1):
        return 1 - self.index.kneighbors(queries)[0]

    def scores(self, found, i: int) -> list[float]:
        return found[i].tolist()


class Faiss(Peer):
    name, threads = "faiss: flat inner product", (1,)

    def build(self, rows) -> None:
        import faiss

        faiss.omp_set_num_threads(1)
        self.index = faiss.IndexFlatIP(rows.shape[1])
        dense = rows.astype(np.float32).toarray()
        self.index.add(dense)
        self.bytes = dense.nbytes

    def search(self, queries, threads: int = 1):
        return self.index.search(queries.astype(np.float32).toarray(), BEST)[0]

    def scores(self, found, i: int) -> list[float]:
        return found[i].tolist()


def read(folder: str, name: str, features: int):
    begin = np.fromfile(f"{folder}/{name}_begin.u32", np.uint32).astype(np.int64)
    indices = np.fromfile(f"{folder}/{name}_features.u32", np.uint32).astype(np.int32)
    levels = np.fromfile(f"{folder}/{name}_levels.u8", np.uint8).astype(np.float64)
    return scipy.sparse.csr_matrix((levels, indices, begin.astype(np.int32)), shape=(len(begin) - 1, features))


def middle(times: list[float]) -> float:
    return statistics.median(times) / 1000


def last(times: list[float]) -> float:
    return sorted(times)[len(times) * 99 // 100] / 1000


def others() -> float:
    told = list(map(int, open("/proc/stat").readline().split()[1:]))
    return (sum(told[:8]) - told[3] - told[4]) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--workload", choices=["a", "b", "b-hard", "dense"], required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--core", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    small = options.workload in ("a", "dense")
    folder = os.path.join(options.output, options.workload)
    os.makedirs(folder, exist_ok=True)
    queries = 1000 if small else 200
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {options.core})
    native = Native([options.peer, folder, options.workload, str(options.rows), str(queries)])
    about = native.about

    rows, persons = read(folder, "rows", about["features"]), read(folder, "persons", about["features"])
    weights, factors = np.fromfile(f"{folder}/weights.u32", np.uint32), np.fromfile(f"{folder}/factors.u32", np.uint32)
    scaled = scipy.sparse.csr_matrix(scipy.sparse.diags(factors.astype(np.float64)) @ rows)
    asked = scipy.sparse.csr_matrix(persons @ scipy.sparse.diags(weights.astype(np.float64)))
    as_queries = scipy.sparse.csr_matrix(rows @ scipy.sparse.diags(weights.astype(np.float64)))
    roots = scipy.sparse.diags(np.sqrt(weights.astype(np.float64)))
    peers: list[Peer] = [Scipy(scaled, asked, 0), SparseDotTopn(scaled, asked, 0)]
    rooted, rooted_rows = scipy.sparse.csr_matrix(persons @ roots), scipy.sparse.csr_matrix(rows @ roots)
    peers.append(ScikitLearn(rooted_rows, rooted, 0))
    if small:  # one row as a vector of all skills takes 54 KB
        peers.append(Faiss(scaled, asked, 0))

    own = ["plain", "overstap", "plain-coverage", "overstap-coverage", "overstap-wide", "overstap-sse4", "overstap-avx2", "overstap-avx512", "overstap-neon", "overstap-scalar"]
    own += [] if small else ["overstap-exhaustive", "overstap-pruned"]
    have = subprocess.run(["grep", "-o", "-w", "-m1", "avx512bw", "/proc/cpuinfo"], capture_output=True, text=True).stdout.strip()
    machine = os.uname().machine
    own = [n for n in own if not ((n == "overstap-neon" and machine != "aarch64") or (n in ("overstap-sse4", "overstap-avx2") and machine != "x86_64") or (n == "overstap-avx512" and not have))]
    one: dict[str, list[float]] = {name: [] for name in own}
    one.update({peer.name: [] for peer in peers})
    wrong = {name: 0 for name in one}
    # How many queries a contender gets in a turn; slow ones fewer.
    turn = queries // options.rounds
    fewer = {"scikit-learn: brute force neighbours": 20 if small else 2, "faiss: flat inner product": 10, "scipy: csr product, argpartition": turn if small else 10, "sparse_dot_topn": turn if small else 20, "overstap-scalar": turn if small else 5}
    began, busy = time.perf_counter(), others()
    repeat = 5 if small else 1
    for number in range(options.rounds * repeat):
        first = number % options.rounds * turn
        at = number % len(own)
        for name in own[at:] + own[:at]:  # who comes after whom is another one each time
            native.ask("one", name, first, fewer.get(name, turn) if small else 5)  # so that it finds its data in the caches
            one[name] += native.ask("one", name, first, fewer.get(name, turn))
        for peer in peers:
            peer.one(first)
            for query in range(first, first + fewer.get(peer.name, turn)):
                one[peer.name].append(peer.one(query)[1])
    mine = {}
    for query in range(0, queries, max(1, queries // 50)):
        mine[query] = native.ask("best", "overstap", query)[1::2]
        for name in own:
            if "coverage" in name or "wide" in name or name == "overstap":
                continue
            theirs = native.ask("best", name, query)[1::2]
            if name == "plain":
                wrong[name] += not np.allclose(theirs, mine[query], rtol=1e-5)
            else:
                wrong[name] += theirs != mine[query]
        for peer in peers[: 3 if small or query < 20 else 2]:
            theirs = np.array(peer.one(query)[0])
            if isinstance(peer, ScikitLearn):  # a cosine: what is left out of ours is the query's length and 2^31
                theirs = theirs * np.sqrt(rooted[query].multiply(rooted[query]).sum()) * 2.0**31
            wrong[peer.name] += not np.allclose(theirs, mine[query], rtol=1e-5)
    coverage_wrong = 0
    for query in mine:
        coverage_wrong += not np.allclose(native.ask("best", "plain-coverage", query)[1::2], native.ask("best", "overstap-coverage", query)[1::2], rtol=1e-5)
    wrong["plain-coverage"] = coverage_wrong

    # All in one call: in turn as well, with one thread and, where the contender has them, with two.
    os.sched_setaffinity(0, everywhere)
    os.sched_setaffinity(native.process.pid, everywhere)
    batch: dict[tuple[str, int, str], list[tuple[float, float]]] = {}  # wall and CPU
    for _ in range(3):
        for kind in ("all", "pairs") if small else ("all",):
            number = len(factors) if kind == "pairs" else queries
            for name in ("plain", "overstap", "overstap-coverage", *(() if small else ("overstap-exhaustive",))):
                for threads in (1,) if name == "plain" else (1, 2):
                    wall, cpu = native.ask(kind, name, threads, 0)
                    batch.setdefault((name, threads, kind), []).append((wall / number, cpu / number))
            for peer in peers:
                if isinstance(peer, (ScikitLearn, Faiss)) and not small:
                    continue
                if kind == "pairs" and isinstance(peer, Faiss):
                    continue
                asks = peer.persons if kind == "all" else rooted_rows if isinstance(peer, ScikitLearn) else as_queries
                if not small and isinstance(peer, Scipy):
                    asks, number = asks[:40], 40
                for threads in peer.threads:
                    wall, cpu = peer.all(asks, threads)
                    batch.setdefault((peer.name, threads, kind), []).append((wall / number, cpu / number))
                number = len(factors) if kind == "pairs" else queries
    took = time.perf_counter() - began

    lines = []
    say = lines.append
    say(f"## ({options.workload}) {about['rows']:,} rows, {about['entries']:,} entries; {about['query_skills']:.0f} skills and {about['postings']:,.0f} postings a query")
    say("")
    say(f"Kernel {about['kernel']}; index built in {about['index_seconds']:.2f} s (order {about['order_seconds']:.2f} s): {(about['index_bytes'] - about['pruning_bytes']) / about['entries']:.2f} bytes an entry exhaustive, "
        f"{about['index_bytes'] / about['entries']:.2f} with what pruning needs; plain {about['plain_bytes'] / about['entries']:.2f} in {about['plain_seconds']:.2f} s. "
        f"Busy CPUs in the run: {(others() - busy) / took:.2f} of {os.cpu_count()}.")
    say("")
    say("| one query a call | median us | p99 us | median: times faster is `overstap` | p99 | exact | bytes an entry | build s |")
    say("|---|---|---|---|---|---|---|---|")
    peer_of = {peer.name: peer for peer in peers}
    for name, times in one.items():
        reference = "overstap-coverage" if "coverage" in name else "overstap"
        told = "" if "wide" in name or name in ("overstap", "overstap-coverage") else "yes" if wrong[name] == 0 else f"{wrong[name]} differ"
        peer = peer_of.get(name)
        size = "" if peer is None else f"{peer.bytes / about['entries']:.1f}"
        build = "" if peer is None else f"{peer.seconds:.2f}"
        say(f"| {name} | {middle(times):,.2f} | {last(times):,.2f} | {middle(times) / middle(one[reference]):,.2f} | {last(times) / last(one[reference]):,.2f} | {told} | {size} | {build} |")
    say("")
    say("| in one call, us a query | 1 thread (CPU) | 2 threads: wall | CPU of both | times faster is `overstap`, 1 thread |")
    say("|---|---|---|---|---|")
    for name, threads, kind in batch:
        if threads != 1:
            continue
        single, double = middle([cpu for _, cpu in batch[name, 1, kind]]), batch.get((name, 2, kind))
        two = " | " if double is None else f"{middle([wall for wall, _ in double]):,.2f} | {middle([cpu for _, cpu in double]):,.2f}"
        say(f"| {kind}: {name} | {single:,.2f} | {two} | {single / middle([cpu for _, cpu in batch['overstap', 1, kind]]):,.2f} |")
    say("")
    text = "\n".join(lines)
    print(text, flush=True)
    with open(f"{options.output}/{options.workload}.md", "w") as file:
        file.write(text)
    draw(options, one)
    native.process.stdin.close()
    native.process.wait()


def draw(options, one: dict[str, list[float]]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    shown = sorted((name for name in one if name not in ("overstap-wide", "overstap-scalar")), key=lambda name: middle(one[name]))
    figure, axes = pyplot.subplots(figsize=(9, 0.4 * len(shown) + 1.2))
    for y, name in enumerate(shown):
        axes.plot([middle(one[name]), last(one[name])], [y, y], color="grey", lw=1)
        axes.plot(middle(one[name]), y, "o", color="tab:blue" if name.startswith("overstap") else "tab:orange")
        axes.text(middle(one[name]), y + 0.25, f"{middle(one[name]) / middle(one['overstap']):,.1f}x", fontsize=7, ha="center")
    axes.set_yticks(range(len(shown)), shown)
    axes.set_xscale("log")
    axes.set_xlabel("microseconds a query: median (dot) to 99th percentile (line); times the median of `overstap`")
    axes.set_title(f"workload ({options.workload})")
    figure.tight_layout()
    figure.savefig(f"{options.output}/{options.workload}.svg")


if __name__ == "__main__":
    sys.exit(main())
