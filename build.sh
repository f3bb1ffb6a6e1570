#!/usr/bin/env bash
# The one door for people and CI. See `./build.sh help`.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/eng/common.sh"
# shellcheck source=eng/mesh.sh
. "$ROOT/eng/mesh.sh"
cd "$ROOT"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
RESULTS="$ROOT/artifacts/tests"

usage() {
  cat <<'HELP'
./build.sh specs [runner arguments]   set up what is missing, run tests/Walkthrough.Specs
./build.sh test  [runner arguments]   set up what is missing, run every test of the solution
./build.sh soak N [--stalls] [--project tests/…] [runner arguments]
                                      run specs N times, tests/Walkthrough.Specs unless told, and tell which were red how often, and where
                                      their evidence is; with --stalls all that runs stands still for a second now and then
./build.sh mesh  [runner arguments]   run the specs of the routing mesh, and sections that any engine can do, on an emulated machine with IPVS
./build.sh engine                     only make sure that a Docker engine answers
./build.sh images [source …]          only make sure that the engine has the images that fixtures start from
./build.sh pack                       build the packages into artifacts/packages, and check what they say of themselves
./build.sh consumer                   the same, and run README's spec from the packages in an empty folder
./build.sh docs                       make the pages and the API reference as a site, artifacts/docs, and check links, names and spelling
./build.sh bench [benchmark …]        measure, and write docs/benchmarks.md and artifacts/bench.json; only show those that are named

Runner arguments choose specs: --filter-class '*Cron*', --filter-trait 'Section=3.1.1', --help.
HELP
}

build() {
  have dotnet || stop "there is no dotnet command. Install the .NET SDK that global.json names ($(sed -n 's/.*"version": "\([^"]*\)".*/\1/p' global.json) or later)."
  step restore "Restoring packages" retry dotnet restore "$1" || stop "the NuGet packages could not be restored. Check the network and the package sources ('dotnet nuget list source')."
  step build "Building" dotnet build "$1" --no-restore -c Release || stop "the solution does not build; the errors are above."
}

# set_up_and_build WHAT SCRIPTS...: the engine, and what else the scripts set up, installs while the compiler works.
set_up_and_build() {
  local what=$1 setup code=0
  shift
  bash eng/compilers.sh
  { bash eng/engine.sh && bash eng/base-image.sh && for script in "$@"; do bash "$script" || exit; done; } &
  setup=$!
  (build "$what") || code=$?
  wait "$setup" || code=$?
  return "$code"
}

# Two test assemblies that start together would each build what is missing.
all_images() {
  step images "Making the images that fixtures start from" dotnet run --project src/InfraSpecs.Cli --no-build -c Release -- images ||
    stop "an image could not be made; why is said above."
}

# run_tests WHAT ARGUMENTS...: a line for each test, the path of the results, what failed once more, and last the count. Succeeds
# only if no test failed and at least one ran.
run_tests() {
  local what=$1 log="$LOGS/run.log" code=0
  shift
  mkdir -p "$LOGS" "$RESULTS"
  # One assembly at a time: its specs wait beside each other already, and two made a load of 25 on two cores, where deadlines of seconds pass for no fault of anybody's.
  # 8 is "no test ran", which is no error of one assembly when a filter chooses tests of another.
  # shellcheck disable=SC2086
  dotnet test $what --no-build -c Release --output Detailed --progress off --no-ansi --results-directory "$RESULTS" \
    --report-xunit-trx --ignore-exit-code 8 --max-parallel-test-modules 1 "$@" 2>&1 | tee "$log" | grep --line-buffered -vE '^  from |^$' || code=${PIPESTATUS[0]}
  count() { sed -n "s/^ *$1: *\([0-9][0-9]*\)$/\1/p" "$log" | tail -n 1; }
  local passed failed skipped
  passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
  [ -n "$passed" ] || stop "the test runner ended without a count; its output is above, and in $log."
  say "Results: $RESULTS"
  if [ "$((passed + failed))" -eq 0 ]; then say "No test ran: the arguments chose none, or all were skipped."; code=1; fi
  # Who reads a long log begins at its end, and some CI keeps no more of it.
  if [ "$failed" -gt 0 ]; then say "What failed:"; awk '/^[^ ]/ { wanted = /^failed / } wanted && !/^  from /' "$log"; code=1
  elif [ "$code" -ne 0 ] && [ "$passed" -gt 0 ]; then say "The test runner ended with code $code: a test process died, or could not start. Its output is above."; fi
  say "$passed passed, $failed failed, $skipped skipped"
  return "$code"
}

command=${1:-help}
shift || true
case "$command" in
  specs) set_up_and_build tests/Walkthrough.Specs; run_tests "--project tests/Walkthrough.Specs" "$@" ;;
  test) set_up_and_build InfraSpecs.sln eng/browser.sh; all_images; run_tests "--solution InfraSpecs.sln" "$@" ;;
  soak)
    project=$(printf '%s\n' "$@" | sed -n '/^--project$/{n;p}')
    set_up_and_build "${project:-tests/Walkthrough.Specs}"
    bash eng/soak.sh "$@"
    ;;
  mesh) mesh_why_not; set_up_and_build InfraSpecs.sln; mesh "$@" ;;
  engine) bash eng/engine.sh ;;
  images) set_up_and_build src/InfraSpecs.Cli; dotnet run --project src/InfraSpecs.Cli --no-build -c Release -- images "$@" ;;
  pack) bash eng/compilers.sh; bash eng/pack.sh ;;
  consumer) bash eng/compilers.sh; bash eng/pack.sh; bash eng/engine.sh; bash eng/base-image.sh; bash eng/consumer.sh ;;
  docs) bash eng/compilers.sh; build tests/Walkthrough.Specs; bash eng/docs.sh ;;
  bench) set_up_and_build tests/InfraSpecs.Benchmarks; dotnet run --project tests/InfraSpecs.Benchmarks --no-build -c Release -- "$@" ;;
  help | -h | --help) usage ;;
  *) usage >&2; stop "there is no command '$command'." ;;
esac
