#!/usr/bin/env bash
# Sets up what the program needs, then starts it.
#   bash installer/run.sh             the window; without a display the year of the sample bureau
#   bash installer/run.sh doctor      any command or option of `ipdesk` is passed on
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

prepare run

# A named command needs no display; the bare start does.
case ${1:-} in
  "" | -*) named= ;;
  *) named=1 ;;
esac
if [ -n "$named" ] || has_display; then exec "$VENV/bin/python" -m ipdesk "$@"; fi

say "没有显示器，改为演示样例单位的一年 · no display: running the sample bureau's year"
out=$ROOT/out/sample-$(date +%Y%m%d-%H%M%S)
mkdir -p "$out"
"$VENV/bin/python" -m ipdesk demo --home "$out/data" --claims 300 --out "$out/papers" "$@"
say "✓ 台账、年度报表和通知书在此文件夹 · ledger, year-end file and letters are in:"
printf '%s\n' "$out/papers"
