# Sourced by build.sh and the scripts in eng/: how they speak, retry and show progress.
# shellcheck shell=bash

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
LOGS="$ROOT/artifacts/setup"

say() { printf '%s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }

# Ends the whole command with one sentence and what to do about it.
stop() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

# retry COMMAND...: three tries, 2 and 6 seconds apart, for what crosses a network.
retry() {
  local pause
  for pause in 2 6; do
    "$@" && return 0
    echo "  failed, trying again in $pause s: $*" >&2
    sleep "$pause"
  done
  "$@"
}

# Waits for another apt on this machine, asks nothing, and tries each download again.
apt() { DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=5 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 -qy "$@"; }

# step NAME TITLE COMMAND...: runs the command with its output in a log, says every 10 s that it still works,
# and shows the end of the log if it fails. Callers test its success, which turns `set -e` off in the command: a function that is run so
# chains its commands with && or returns by itself.
step() {
  local name=$1 title=$2; shift 2
  local log="$LOGS/$name.log" started=$SECONDS pid code=0 beat
  mkdir -p "$LOGS"
  say "$title …"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  ( while sleep 10 && kill -0 $$ 2>/dev/null; do echo "  $title: $((SECONDS - started)) s so far (${log#"$ROOT"/})"; done ) &
  beat=$!
  wait "$pid" || code=$?
  kill "$beat" 2>/dev/null; wait "$beat" 2>/dev/null || true
  if [ "$code" -ne 0 ]; then
    tail -n 25 "$log" | sed 's/^/  | /' >&2
    echo "  $title failed after $((SECONDS - started)) s; the whole log is $log" >&2
    return "$code"
  fi
  say "$title: done in $((SECONDS - started)) s"
}
