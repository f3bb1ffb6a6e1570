#!/usr/bin/env bash
# Draws the pictures of docs/pictures anew: runs the specs that compare them with the pages, and copies what they received. BrowserSpecs must be built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=tests/InfraSpecs.BrowserSpecs/bin/Release/net10.0
rm -f "$out"/*.received.svg
dotnet test --project tests/InfraSpecs.BrowserSpecs --no-build -c Release --no-ansi --progress off --filter-trait Category=Picture >/dev/null || true
mkdir -p docs/pictures
for file in "$out"/*.received.svg; do
  [ -e "$file" ] || continue
  mv "$file" "docs/pictures/$(basename "$file" .received.svg).svg"
  echo "drawn: docs/pictures/$(basename "$file" .received.svg).svg"
done
