#!/bin/sh
# Build the wheel, install it into an empty environment, and use it on a new catalog in another folder.
# Usage: wheel_check.sh PYTHON   (the PYTHON of the development environment, absolute)
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --no-isolation --outdir "$work/dist" . >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/env"
"$work/env/bin/python" -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.lock
"$work/env/bin/python" -m pip --disable-pip-version-check --quiet install --no-deps "$work"/dist/*.whl
cd "$work"
dlcatalog="$work/env/bin/dlcatalog"
"$dlcatalog" --lang en init "$work/mine"
"$dlcatalog" --catalog "$work/mine" --lang zh check
"$dlcatalog" --catalog "$work/mine" build --output "$work/public"
for page in index.html zh/index.html en/index.html 404.html; do
    test -s "$work/public/$page" || { echo "wheel check: $page is missing" >&2; exit 1; }
done
echo "wheel check: the wheel works in an empty environment"
