#!/usr/bin/env bash
# Draws docs/faults.md: runs the engine specs that break something (their trait is Category=Fault), and puts the first lines of what they are told into a table.
# EngineSpecs must be built. Nothing is drawn if one of them fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

rows=$(mktemp -d)
trap 'rm -rf "$rows"' EXIT
INFRASPECS_FAULTS=$rows dotnet test --project tests/InfraSpecs.EngineSpecs --no-build -c Release --no-ansi --progress off --filter-trait Category=Fault
{
  cat <<'PAGE'
# Troubleshooting: what is broken, and how it is told

Look for words of your message here. Each row is a spec of `tests/InfraSpecs.EngineSpecs` that breaks one real thing and
looks at the first line of the failure: does it name the cause? The spec is red if it does not. Names, addresses and
times are those of the run that drew the page; `eng/faults.sh` draws it again. [errors.md](errors.md) has every error
by its type.

| Where | What is broken | First line | What to do | Names the cause |
| --- | --- | --- | --- | --- |
PAGE
  # What engines say names hosts of the wide world, which is no part of any fault.
  LC_ALL=C sort "$rows"/* | sed -E 's#[A-Za-z0-9.-]+\.(com|io|net|org)\b#a.host.example#g'
} >docs/faults.md
echo "docs/faults.md: $(grep -c ' | yes |$' docs/faults.md) faults"
