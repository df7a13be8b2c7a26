#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Compares what the library exports, and what the header declares, with lib/c/symbols.txt. A name that disappears from
# there breaks programs; a name that appears there is a promise for ever.
# Usage: check_symbols.sh NM LIBRARY HEADER SYMBOLS
set -eu
export LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" -D --defined-only "$2" | awk '$2 != "A" { print $3 }' | sed 's/@@OVS_0$//' | sort > "$folder/exported"
sed -n 's/^OVS_API .*[ *]\(ovs_[a-z0-9_]*\)(.*/\1/p' "$3" | sort > "$folder/declared"
diff -u "$4" "$folder/exported"
diff -u "$4" "$folder/declared"
