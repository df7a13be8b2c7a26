#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# Runs the fuzz targets of a build with preset fuzz, two at a time, each for a number of seconds from the committed corpus,
# and prints what each did. What is found stays in BUILD/fuzz/found-TARGET. usage: run.sh BUILD SECONDS [TARGET...]
set -uo pipefail
build=$1 seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
declare -A dictionary=([json_documents]=json [overlay_json]=overlay [rdf_map]=json [esco]=esco [onet]=onet [competentnl]=rdf [crosswalk]=crosswalk [factors]=factors [funding]=funding [person]=person [edudex]=edudex [oeapi]=oeapi)

run_target() {  # run_target NAME FOLDER...
  local name=$1 found="$build/fuzz/found-$1" log="$build/fuzz/$1.log" fresh use=()
  shift
  fresh=$(mktemp -d)  # new inputs go here, so that the committed corpus stays as it is
  mkdir -p "$found"
  [ -n "${dictionary[$name]:-}" ] && use=(-dict="$here/dict/${dictionary[$name]}.dict")
  # Memory is bounded, so that what a limit should have refused is found as such, and time, so that nothing quadratic hides.
  ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=0 UBSAN_OPTIONS=print_stacktrace=1 \
    "$build/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix="$found/" "${use[@]}" "$fresh" "$@" >"$log" 2>&1
  local status=$?
  rm -rf "$fresh"
  printf '%-20s %10s runs, %s\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
    "$([ $status -eq 0 ] && echo ok || echo "FAILED, see $log and $found")"
  if [ $status -ne 0 ]; then grep -E 'broken promise|ERROR|SUMMARY|runtime error' "$log" | head -3; return 1; fi
  rmdir "$found" 2>/dev/null
  return 0
}

failed=0
while IFS=$'\t' read -r -a line; do
  if [ $# -gt 0 ] && [[ " $* " != *" ${line[0]} "* ]]; then continue; fi
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || failed=1; done
  run_target "${line[@]}" &
done <"$build/fuzz/targets.txt"
while [ "$(jobs -p | wc -l)" -gt 0 ]; do wait -n || failed=1; done
exit $failed
