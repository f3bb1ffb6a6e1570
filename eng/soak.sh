#!/usr/bin/env bash
# soak.sh TIMES [--stalls] [runner arguments]: runs specs again and again, also when some fail, and tells at the end which ones failed how often, with the evidence of each
# red. Set up and built already. The arguments choose the specs; without a --project they are those of tests/Walkthrough.Specs. Ends with 1 if any was red.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
SOAK="$ROOT/artifacts/soak"

# Who starts processes: the runner and all below it, and the engine. They are stopped first, so that nothing begins while the others are being stopped.
starting() { below "$1"; pgrep -x 'dockerd|containerd|containerd-shim|runc' || true; }

# What runs in the engine's containers.
contained() { grep -lsE '/docker[/-]' /proc/[0-9]*/cgroup | cut -d/ -f3 || true; }

# Those of the processes that run. Some stand still already, as specs want it.
running() {
  local pid
  sort -un | while read -r pid; do
    case "$(sed -n 's/^State:\t\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null)" in R | S | D) echo "$pid" ;; esac
  done
}

below() {
  local child
  echo "$1"
  for child in $(pgrep -P "$1" || true); do below "$child"; done
}

# A machine that is suspended or starved stands still, and its clock goes on.
stall() {
  local runner=$1 first inside
  while sleep "$((3 + RANDOM % 8))" && kill -0 "$runner" 2>/dev/null; do
    first=$(starting "$runner" | running)
    # shellcheck disable=SC2086
    kill -STOP $first 2>/dev/null || true
    inside=$(contained | running)
    # shellcheck disable=SC2086
    { kill -STOP $inside; sleep 1; kill -CONT $inside; kill -CONT $first; } 2>/dev/null || true
  done
}

# one NUMBER ARGUMENTS...: one run, in the background as the stalls need its number.
one() {
  local number=$1 folder="$SOAK/$1" started=$SECONDS runner code=0
  shift
  mkdir -p "$folder"
  # shellcheck disable=SC2086
  dotnet test $what --no-build -c Release --output Detailed --progress off --no-ansi --results-directory "$folder" "$@" >"$folder/run.log" 2>&1 </dev/null &
  runner=$!
  if [ -n "$stalls" ]; then stall "$runner" & fi
  wait "$runner" || code=$?
  awk '/^[^ ]/ { wanted = /^failed / } wanted && !/^  from /' "$folder/run.log" >"$folder/failed.txt"
  if [ "$code" -ne 0 ] && ! [ -s "$folder/failed.txt" ]; then echo "failed the run itself, with code $code; see $folder/run.log" >"$folder/failed.txt"; fi
  say "Run $number of $times: $(grep -c '^passed ' "$folder/run.log" || true) passed, $(grep -c '^failed ' "$folder/failed.txt" || true) failed, $((SECONDS - started)) s"
  sed 's/^/  /' "$folder/failed.txt"
}

times=${1:-} stalls='' what='--project tests/Walkthrough.Specs'
[[ $times =~ ^[1-9][0-9]{0,3}$ ]] || stop "how often? For instance: ./build.sh soak 30, from 1 to 9999 times."
shift
if [ "${1:-}" = --stalls ]; then stalls=yes; shift; fi
if [ "${1:-}" = --project ]; then what="--project ${2:?}"; shift 2; fi
rm -rf "$SOAK"
for ((run = 1; run <= times; run++)); do one "$run" "$@"; done

if ! cat "$SOAK"/*/failed.txt | grep -q .; then say "Runs: $times, none red."; exit; fi
say "Red, of $times, with the runs that have their evidence (${SOAK#"$ROOT"/}/RUN):"
for ((run = 1; run <= times; run++)); do sed -n "s/^failed \(.*\) ([^()]*)$/\1\t$run/p" "$SOAK/$run/failed.txt"; done |
  awk -F'\t' '{ count[$1]++; runs[$1] = runs[$1] " " $2 } END { for (name in count) printf "  %d x %s: run%s\n", count[name], name, runs[name] }' | sort -rn -k1
grep -h '^failed the run itself' "$SOAK"/*/failed.txt | sed 's/^/  /' || true
exit 1
