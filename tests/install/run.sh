#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Installs the build into a folder of its own and builds a consumer against it, as a user of the package would.
# usage: run.sh cmake|pkgconfig BUILD_DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$2" --prefix "$work/prefix" >/dev/null
library=$(dirname "$(find "$work/prefix" -name 'liboverstap.so')")
case $1 in
  cmake)
    cmake -S "$here/cmake" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_BUILD_TYPE=Release >/dev/null
    cmake --build "$work/build"
    for program in consumer_c consumer_core consumer_headers; do "$work/build/$program"; done
    ;;
  pkgconfig)
    # The .pc finds its prefix from where it lies: `cmake --install --prefix` is another one than was configured.
    export PKG_CONFIG_PATH="$library/pkgconfig"
    flags=$(pkg-config --cflags --libs overstap)
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror "$here/pkgconfig/consumer.c" $flags -o "$work/consumer"
    LD_LIBRARY_PATH="$library" "$work/consumer"
    # Its run-time name is the ABI number, not the release.
    objdump -p "$work/consumer" | grep -qE 'NEEDED +liboverstap\.so\.[0-9]+$'
    ;;
esac
"$work/prefix/bin/overstap" --version
