#!/usr/bin/env bash
# Runs the test projects that need no engine, which were built before. They are those that are called *.Tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=()
for project in tests/*.Tests; do
  dotnet test --project "$project" --no-build -c Release --no-ansi --progress off --results-directory "artifacts/tests/${project##*/}" --report-xunit-trx ||
    failed+=("$project")
done
if [ "${#failed[@]}" -gt 0 ]; then
  echo "Failed: ${failed[*]}" >&2
  exit 1
fi
