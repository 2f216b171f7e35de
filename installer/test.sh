#!/usr/bin/env bash
# Sets up what the checks need, then runs them all: format, lint, types, tests.
#   bash installer/test.sh                 everything a change must pass
#   bash installer/test.sh --long          the long proofs too (kill loops, fuzzing)
#   bash installer/test.sh tests/domain    any words of pytest are passed on
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

long=()
if [ "${1:-}" = --long ]; then
  long=(-m "long or not long")
  shift
fi

prepare test
cd "$ROOT" || exit 1
export QT_QPA_PLATFORM=offscreen
# A desktop's own input method, scaling and theme must not change what the tests see.
unset DISPLAY WAYLAND_DISPLAY QT_IM_MODULE QT_SCALE_FACTOR QT_STYLE_OVERRIDE QT_QPA_PLATFORMTHEME

# All checks run even when one fails, so that one run tells everything; the first bad code is kept.
result=0
check() {
  local code
  say "== $*"
  "$VENV/bin/python" -m "$@"
  code=$?
  if [ "$result" = 0 ]; then result=$code; fi
}
check ruff format --check .
check ruff check .
check mypy
# Files are shared out between the processors; one file stays together.
check pytest -n auto --dist loadfile ${long[@]+"${long[@]}"} "$@"
exit "$result"
