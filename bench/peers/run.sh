#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# The kernel beside a plain C++ one, SciPy, scikit-learn, sparse_dot_topn and FAISS, in turn in one run on one core. Needs the release build
# and PyPI; ESCO's files are used where they are, and a made-up graph of their shape where not. What is measured stands in peers.py.
# usage: bench/peers/run.sh [ROWS [CORE]]   (1000000, 1)
set -euo pipefail
cd "$(dirname "$0")/../.."
rows=${1:-1000000}
core=${2:-1}
folder=build/peers
[ -x "$folder/bin/python" ] || /usr/bin/python3 -m venv "$folder"
"$folder/bin/python" -m pip install -q --disable-pip-version-check -r bench/peers/requirements.txt
taskset -c "$core" build/release/overstap_roofline
for workload in a dense b b-hard; do
  "$folder/bin/python" bench/peers/peers.py --peer build/release/overstap_kernel_peer --workload "$workload" --rows "$rows" --core "$core" --output "$folder"
done
