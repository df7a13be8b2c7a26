#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Makes the one virtual environment in which the Python package is built and tested, and builds and installs the package in it. Needs
# scripts/setup.sh and PyPI. Says so and goes on where it stopped when called again.
# usage: scripts/python.sh [PYTHON [FOLDER]]   (Debian's own python3, build/python)
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-/usr/bin/python3}
folder=${2:-build/python}
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
"$folder/bin/python" -m pip install -q --disable-pip-version-check -r tests/python/requirements.txt

# With the compilers and warnings of the release build, so that ccache gives back what that compiled.
export CC=${CC:-cc} CXX=${CXX:-c++} CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-2}
rm -rf "$folder/wheel"
"$folder/bin/python" -m pip wheel -q --disable-pip-version-check --no-build-isolation --no-deps \
  --config-settings=cmake.define.OVERSTAP_WERROR=ON -w "$folder/wheel" ./bindings/python
"$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps --force-reinstall "$folder"/wheel/overstap-*.whl
ls -l "$folder"/wheel
