#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# The kernel's inner loops for ARM's NEON against the scalar ones, cross-compiled and run under QEMU. Installs a cross compiler and QEMU
# where they are missing (Debian 12; root, or a user with sudo).
# usage: scripts/neon_test.sh
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
for package in g++-aarch64-linux-gnu qemu-user; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
folder=build/neon
mkdir -p "$folder/include"
# Headers that are the same for every machine, without the others that stand beside them.
for name in absl hwy doctest; do ln -sfn "/usr/include/$name" "$folder/include/$name"; done
flags=(-std=c++20 -O2 -march=armv8-a+crypto -Wall -Wextra -Iinclude -Ilib -isystem "$folder/include")
for source in lib/kernels/scalar.cpp lib/kernels/simd.cpp tests/unit/kernels_test.cpp tests/unit/main.cpp; do
  aarch64-linux-gnu-g++ "${flags[@]}" -c "$source" -o "$folder/$(basename "$source" .cpp).o"
done
aarch64-linux-gnu-g++ -static "$folder"/{scalar,simd,kernels_test,main}.o -o "$folder/kernels_test"
qemu-aarch64 "$folder/kernels_test"
