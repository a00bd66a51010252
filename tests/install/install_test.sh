#!/usr/bin/env bash
# Installs the build into a scratch folder, compiles the program of docs/library.md against it, and runs both.
#   install_test.sh BUILD SOURCE
set -euo pipefail
build=$1
source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/usr" >/dev/null
# block LANGUAGE: what the page shows in that language.
block() { awk -v open="\`\`\`$1" '$0 == "```" { inside = 0 } inside { print } $0 == open { inside = 1 }' "$scratch/usr/share/doc/assay/docs/library.md"; }
mkdir "$scratch/consumer"
block cmake >"$scratch/consumer/CMakeLists.txt"
block cpp >"$scratch/consumer/main.cpp"
cmake -G Ninja -S "$scratch/consumer" -B "$scratch/build" -DCMAKE_PREFIX_PATH="$scratch/usr" "${@:3}" >/dev/null
cmake --build "$scratch/build" >/dev/null

cp "$source/examples/dunmoor-2.txt" "$source/examples/brackenford-4.html" "$scratch/"
cd "$scratch"
[ "$(build/consumer usr/share/assay/rules/cqc-la dunmoor-2.txt)" = "learning 2" ]
# The installed program finds its packs and its converter by itself.
env -u ASSAY_RULES usr/bin/assay score --format csv-assessments brackenford-4.html | grep -q 'learning'
# The README's links lead somewhere.
cd usr/share/doc/assay
grep -o '](\([a-zA-Z/_.-]*\.md\)' README.md | cut -c 3- | while read -r page; do [ -f "$page" ] || { echo "README.md: no $page"; exit 1; }; done
