#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 Overstap contributors
#
# All tests, from a fresh checkout: sets up, then the release build with every test and the Python package, then the library's tests under
# AddressSanitizer + UndefinedBehaviorSanitizer and some seconds of fuzzing a target, of one build, then the concurrent tests under
# ThreadSanitizer. Goes on after a failure and ends with the sum. usage: scripts/test.sh [--fast]   (--fast: release build only)
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0 failed=0 skipped=0

step() {  # step NAME COMMAND...: counts as one test
  echo "== $1 ($((SECONDS / 60)) min $((SECONDS % 60)) s so far)"
  if "${@:2}"; then passed=$((passed + 1)); else echo "FAILED: $1"; failed=$((failed + 1)); return 1; fi
}

run_ctest() {  # run_ctest PRESET [ARGS...]: adds ctest's counts
  local log; log=$(mktemp)
  echo "== tests, $1 ($((SECONDS / 60)) min $((SECONDS % 60)) s so far)"
  ctest --preset "$1" --no-tests=error "${@:2}" 2>&1 | tee "$log" | grep -vE '^ *[0-9]+/[0-9]+ Test .*Passed|^ +Start '
  # "97% tests passed, 3 tests failed out of 100"; skipped ones count as passed there and are listed below it.
  local bad total skip
  read -r bad total < <(sed -nE 's/.*tests passed, ([0-9]+) tests failed out of ([0-9]+).*/\1 \2/p' "$log")
  skip=$(grep -cE '\(Skipped\)|\(Not Run\)|\(Disabled\)' "$log")
  rm -f "$log"
  if [ -z "${total:-}" ]; then echo "FAILED: ctest --preset $1 did not finish"; failed=$((failed + 1)); return 1; fi
  failed=$((failed + bad)) skipped=$((skipped + skip)) passed=$((passed + total - bad - skip))
}

run_pytest() {  # adds pytest's counts; its last line is "131 passed, 1 skipped in 20.1s"
  local log; log=$(mktemp)
  echo "== tests, Python package ($((SECONDS / 60)) min $((SECONDS % 60)) s so far)"
  build/python/bin/python -m pytest tests/python -q -p no:cacheprovider 2>&1 | tee "$log"
  local last; last=$(grep -E '^(=+ )?[0-9]+ (passed|failed|skipped|error)' "$log" | tail -n 1)
  rm -f "$log"
  if [ -z "$last" ]; then echo "FAILED: pytest did not finish"; failed=$((failed + 1)); return 1; fi
  count() { grep -oE "[0-9]+ $1" <<<"$last" | grep -oE '[0-9]+' || echo 0; }
  passed=$((passed + $(count passed))) failed=$((failed + $(count failed) + $(count error))) skipped=$((skipped + $(count skipped)))
}

finish() {
  echo
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
  exit
}

build() {  # build PRESET [TARGETS...]
  step "configure $1" cmake --preset "$1" --log-level=WARNING && step "build $1" cmake --build --preset "$1" ${2:+--target "${@:2}"}
}

step "set-up" bash scripts/setup.sh || finish
if build release; then
  step "every header compiles by itself" cmake --build --preset release --target all_verify_interface_header_sets
  run_ctest release
  step "Python package: environment, build, install" bash scripts/python.sh && run_pytest
fi
if [ "${1:-}" != "--fast" ]; then
  bash scripts/setup.sh --fuzz || true
  if command -v clang++-16 >/dev/null; then
    if build fuzz overstap_unit_tests overstap_capi_tests overstap_fuzz; then
      run_ctest fuzz -L 'unit|capi'
      step "fuzzing, 8 seconds a target" bash tests/fuzz/run.sh build/fuzz 8
    fi
  else
    echo "skipped: fuzzing, as clang++-16 is not there and could not be installed"; skipped=$((skipped + 1))
    if build asan overstap_unit_tests overstap_capi_tests overstap_fuzz; then run_ctest asan -L 'unit|capi'; fi
  fi
  if build tsan overstap_unit_tests overstap_capi_tests; then run_ctest tsan -L 'unit|capi' -E 'allocation'; fi
fi
finish
