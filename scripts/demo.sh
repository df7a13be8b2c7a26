#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# From a fresh checkout to an answer: installs what is needed, builds, and prints the best transitions for a job title on
# the embedded starter taxonomy. usage: scripts/demo.sh [TITLE]
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh
cmake --preset release >/dev/null
cmake --build --preset release --target overstap_cli overstap_c
exec build/release/overstap transitions "${@:-kassamedewerker}"
