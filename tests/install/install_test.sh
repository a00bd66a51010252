#!/usr/bin/env bash
# Installs the build into a scratch folder, compiles a program of ten lines against it, and runs both.
#   install_test.sh BUILD SOURCE
set -euo pipefail
build=$1
source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/usr" >/dev/null
cmake -G Ninja -S "$source/tests/install/consumer" -B "$scratch/build" -DCMAKE_PREFIX_PATH="$scratch/usr" "${@:3}" >/dev/null
cmake --build "$scratch/build" >/dev/null

cp "$source/examples/dunmoor-2.txt" "$source/examples/brackenford-4.html" "$scratch/"
cd "$scratch"
[ "$(build/consumer usr/share/assay/rules/cqc-la dunmoor-2.txt)" = "learning 2" ]
# The installed program finds its packs and its converter by itself.
env -u ASSAY_RULES usr/bin/assay score --format csv-assessments brackenford-4.html | grep -q 'learning'
