#!/usr/bin/env bash
# Writes the two lock files anew from the pins of pyproject.toml: every package that pip will
# install, with version and hashes, for Linux and Windows. Run it after a change of the pins.
# A version already in a lock stays unless `--upgrade` is given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. installer/setup.sh

prepare test
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$VENV/bin/python" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet uv==0.13.9

# pip itself (a requirement of sqlite-utils) comes with the venv.
lock() {
  UV_CUSTOM_COMPILE_COMMAND="bash installer/lock.sh" "$tools/bin/uv" pip compile --quiet \
    --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-package pip "$@" pyproject.toml
}
lock "$@" --output-file installer/requirements.txt
lock "$@" --extra dev --constraint installer/requirements.txt \
  --output-file installer/requirements-dev.txt
