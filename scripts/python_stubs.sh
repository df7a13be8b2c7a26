#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Writes the stubs of the extension that a Python has installed; a test compares them with those that are checked in.
# usage: scripts/python_stubs.sh PYTHON FILE
set -euo pipefail
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$1" -m nanobind.stubgen -m overstap._core -o "$made/_core.pyi" >/dev/null
{
  sed -n 2,3p "$0"  # the licence
  echo '# Written by scripts/python_stubs.sh.'
  cat "$made/_core.pyi"
} >"$2"
"$1" -m ruff format -q --config "$(dirname "$0")/../bindings/python/pyproject.toml" "$2"
