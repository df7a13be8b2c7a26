#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Tests overstap.spark on Apache Spark: a cluster on this machine, with two executors that are processes of their own. Needs scripts/python.sh first,
# whose wheel it installs, and PyPI; installs a Java runtime when there is none. Takes 850 MB, and no part in scripts/test.sh.
# usage: scripts/spark_test.sh [PYTHON [FOLDER [FOLDER OF THE WHEEL]]]   (Debian's own python3, build/spark, build/python/wheel)
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-/usr/bin/python3}
folder=${2:-build/spark}
wheel=${3:-build/python/wheel}
if ! command -v java >/dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null
fi
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
"$folder/bin/python" -m pip install -q --disable-pip-version-check -r tests/python/spark/requirements.txt
"$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps --force-reinstall "$wheel"/overstap-*.whl
exec "$folder/bin/python" -m pytest tests/python/spark -q -p no:cacheprovider
