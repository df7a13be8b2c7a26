#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Installs what building and testing Overstap needs on Debian 12. Root, or a user with sudo. Does nothing when all is there.
# usage: scripts/setup.sh [--fuzz]   (--fuzz: also clang 16 and its libFuzzer, for tests/fuzz)
set -euo pipefail

packages=(
  build-essential cmake ninja-build ccache pkg-config    # tools
  libabsl-dev libboost-dev rapidjson-dev                 # the card's libraries
  libxxhash-dev libcsv-dev libutf8proc-dev libserd-dev   # checksums, CSV, Unicode, RDF
  libexpat1-dev                                          # XML
  libhwy-dev                                             # kernels for several instruction sets
  libcli11-dev                                           # command line
  doctest-dev libbenchmark-dev                           # tests, benchmarks
  python3 python3-jsonschema                             # tests of the command line and the schema
  glpk-utils                                             # oracle of the plans
  python3-dev python3-venv                               # the Python package
)
if [ "${1:-}" = "--fuzz" ]; then packages+=(clang-16 libclang-rt-16-dev); fi
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
