#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Times of the Python package, on ESCO, beside scipy.sparse and sparse_dot_topn. Needs the release build and scripts/python.sh (whose wheel it installs),
# PyPI, and ESCO's files. What it measures and what the peers leave out stands in bench.py. A quiet machine: it says what others took of it.
# usage: bench/python/run.sh [PERSONS [ESCO FOLDER]]   (100000, ../shared/data/esco-1.2.0)
set -euo pipefail
cd "$(dirname "$0")/../.."
persons=${1:-100000}
esco=${2:-../shared/data/esco-1.2.0}
if [ ! -d "$esco" ]; then echo "skipped: $esco is not there"; exit 0; fi
folder=build/python-bench
[ -x "$folder/bin/python" ] || /usr/bin/python3 -m venv "$folder"
"$folder/bin/python" -m pip install -q --disable-pip-version-check -r bench/python/requirements.txt
"$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps --force-reinstall build/python/wheel/overstap-*.whl
build/release/overstap import esco "$esco" -o "$folder/esco.ovs" >/dev/null
ls -l build/python/wheel/overstap-*.whl | awk '{print "wheel: " $5 " bytes, " $NF}'
exec "$folder/bin/python" bench/python/bench.py --persons "$persons" --snapshot "$folder/esco.ovs" --library build/release/liboverstap.so
