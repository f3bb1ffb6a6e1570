#!/usr/bin/env bash
# Approves the public API and the drawn pages of docs/ (architecture.md, errors.md) as they are now: runs the tests that compare them, and copies what they received over what was approved.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# received PROJECT: the files that its tests did not find as approved, after a fresh run.
received() {
  rm -f "$1"/bin/Release/net10.0/*.received.*
  dotnet run --project "$1" -c Release >/dev/null || true
  find "$1/bin/Release/net10.0" -maxdepth 1 -name '*.received.*'
}

# approve RECEIVED APPROVED
approve() {
  mv "$1" "$2"
  echo "approved: $2"
}

project=tests/InfraSpecs.PublicApi.Tests
for file in $(received "$project"); do approve "$file" "$project/$(basename "$file" .received.txt).approved.txt"; done
for file in $(received tests/InfraSpecs.Architecture.Tests); do approve "$file" "docs/$(basename "$file" .received.md).md"; done
