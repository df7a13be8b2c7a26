#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
"""Shows that processes which load one snapshot share its memory.

    python3 bench/shared_memory.py --library build/release/liboverstap.so --snapshot esco.ovs [--processes 4]

Starts processes that load the snapshot through the C API (ovs_taxonomy_load_file) and read every concept, and asks the kernel
what their mappings of the file cost (/proc/PID/smaps). Rss counts a page in every process that has it, Pss divides it by the
number of those; Private_Clean and Private_Dirty are pages that only one process has. Exit code: 1 when a page of the mapping
is private, or the processes' shares do not add up to about one copy; 2 when it could not be measured; 77 without /proc/PID/smaps.
"""
import argparse
import ctypes
import os
import re
import subprocess
import sys

FIELDS = ("Size", "Rss", "Pss", "Shared_Clean", "Shared_Dirty", "Private_Clean", "Private_Dirty")


def serve(library, snapshot):
    """Loads, reads everything, says so, and keeps it until its input ends."""
    lib = ctypes.CDLL(library)
    lib.ovs_taxonomy_load_file.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p]
    lib.ovs_taxonomy_size.argtypes = [ctypes.c_void_p]
    for name, arguments in (("ovs_taxonomy_uri", [ctypes.c_uint32]), ("ovs_taxonomy_label", [ctypes.c_uint32, ctypes.c_char_p])):
        function = getattr(lib, name)
        function.argtypes, function.restype = [ctypes.c_void_p, *arguments, ctypes.c_void_p], ctypes.c_char_p
    taxonomy = ctypes.c_void_p()
    status = lib.ovs_taxonomy_load_file(os.fsencode(snapshot), ctypes.byref(taxonomy), None)
    if status != 0:
        print(f"status {status}", flush=True)
        return 1
    size = lib.ovs_taxonomy_size(taxonomy)
    read = sum(len(lib.ovs_taxonomy_uri(taxonomy, c, None)) + len(lib.ovs_taxonomy_label(taxonomy, c, b"nl", None)) for c in range(size))
    print(f"ready {size} {read}", flush=True)
    sys.stdin.read()
    return 0


def mapping(pid, snapshot):
    """Sums of the mappings of the file in a process, in KiB."""
    sums = dict.fromkeys(FIELDS, 0)
    inside = found = False
    with open(f"/proc/{pid}/smaps", encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            if re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
                inside = line.rstrip("\n").endswith(" " + snapshot)
                found |= inside
                if inside and line.split()[1][1] == "w":
                    raise ValueError(f"process {pid} has {snapshot} mapped writable")
            elif inside and (match := re.match(r"(\w+): +(\d+) kB", line)) and match[1] in sums:
                sums[match[1]] += int(match[2])
    if not found:
        raise ValueError(f"process {pid} has no mapping of {snapshot}")
    return sums


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", required=True)
    parser.add_argument("--snapshot", required=True)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    library, snapshot = os.path.abspath(options.library), os.path.realpath(options.snapshot)
    if options.serve:
        return serve(library, snapshot)
    if options.processes < 2:
        parser.error("one process shares with nobody; use two or more")
    if not os.path.exists("/proc/self/smaps"):
        print("skipped: this system has no /proc/PID/smaps")
        return 77
    command = [sys.executable, os.path.abspath(__file__), "--serve", "--library", library, "--snapshot", snapshot]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(options.processes)]
    try:
        answers = [process.stdout.readline().strip() for process in processes]
        if any(not answer.startswith("ready ") for answer in answers) or len(set(answers)) != 1:
            print(f"cannot load {snapshot}: {answers}")
            return 2
        rows = [mapping(process.pid, snapshot) for process in processes]  # while all of them have it
    except (OSError, ValueError) as problem:
        print(problem)
        return 2
    finally:
        for process in processes:
            process.stdin.close()
            process.wait()

    file_kib = (os.path.getsize(snapshot) + 1023) // 1024
    print(f"{os.path.basename(snapshot)}: {file_kib:,} KiB, {answers[0].split()[1]} concepts, {len(rows)} processes; KiB of the mapping:")
    print(f"{'process':>8}" + "".join(f"{name:>15}" for name in FIELDS))
    for i, row in enumerate(rows):
        print(f"{i:>8}" + "".join(f"{row[name]:>15,}" for name in FIELDS))
    pss, rss = sum(row["Pss"] for row in rows), max(row["Rss"] for row in rows)
    print(f"all together: {pss:,} KiB, against {sum(row['Rss'] for row in rows):,} KiB if each had its own copy")

    failures = []
    for i, row in enumerate(rows):
        for name in ("Private_Dirty", "Private_Clean"):
            if row[name] != 0:
                failures.append(f"process {i} has {row[name]} KiB {name}")
    # Pss is rounded down to whole KiB for each mapping. A file in the page cache may have more readers than these.
    if not rss - 8 * len(rows) - rss // 20 <= pss <= rss + 8 * len(rows) + rss // 20:
        failures.append(f"the shares add up to {pss} KiB, one copy is {rss} KiB")
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
