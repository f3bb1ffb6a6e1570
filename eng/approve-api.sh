#!/usr/bin/env bash
# Approves the public API as it is now: runs the tests that compare it, and copies what they received over what was approved.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=tests/InfraSpecs.PublicApi.Tests
dotnet run --project "$project" -c Release >/dev/null || true
for received in "$project"/bin/Release/net10.0/*.received.txt; do
  [ -e "$received" ] || continue
  name=$(basename "$received" .received.txt)
  mv "$received" "$project/$name.approved.txt"
  echo "approved: $name"
done
