# Sourced by build.sh: an engine whose kernel has IPVS, in an emulated machine that ends with this script. docs/mesh.md says more.
# shellcheck shell=bash

MESH_API=20200 MESH_FIRST_PORT=20000 MESH_LAST_PORT=20199
MESH_IMAGE=infraspecs-mesh
MESH_NAME="infraspecs-mesh-$$"
MESH_LOG="$LOGS/mesh-console.log"
MESH_STARTS_WITHIN=300
# What the chosen specs start from; the machine has no way to fetch or build anything.
MESH_SOURCES=(base busybox cronjob mysql-data registry echo dind)
# The specs of the mesh, and those sections that need nothing of this machine: no folder of it, no database that would take minutes.
MESH_SPECS=(--filter-class '*.Swarm.Mesh.*' '*.PublishedPortSpecs' 'Walkthrough.Specs.Cron.CronjobSpecs' 'Walkthrough.Specs.Cron.CronLifetimeSpecs' 'Walkthrough.Specs.Volumes.DataVolumeContainerSpecs' 'Walkthrough.Specs.Swarm.RegistrySpecs')

# skip SENTENCE: ends the command without an error.
skip() { say "Mesh specs skipped: $*"; exit 0; }

mesh_why_not() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || skip "the emulated machine is made for Linux on x86-64, and this is $(uname -s) on $(uname -m)."
  case ${DOCKER_HOST:-unix://} in
    unix://*) ;;
    *) skip "DOCKER_HOST is $DOCKER_HOST, and a machine that is emulated there is not on this machine's loopback. Unset it." ;;
  esac
  have docker || skip "there is no docker command here; images are carried into the emulated machine with it."
}

mirror_answers() {
  timeout 120 docker run --rm "${INFRASPECS_IMAGE_BASE:-debian:trixie-slim}" apt-get update -q -o APT::Update::Error-Mode=any -o Acquire::Retries=2 >/dev/null 2>&1
}

mesh_build() {
  docker build -t "$MESH_IMAGE" --label infraspecs.mesh=image --build-arg "DIND=$1" --build-arg "BASE=${INFRASPECS_IMAGE_BASE:-debian:trixie-slim}" "$ROOT/eng/mesh"
}

# The machine lives as long as the pipe on its standard input, whose other end ends with this script: also when that is killed.
mesh_start() {
  trap mesh_end EXIT
  tail --pid=$$ -f /dev/null | docker run --rm -i --name "$MESH_NAME" --label infraspecs.mesh=machine --network host "$MESH_IMAGE" \
    "$MESH_API" "$MESH_FIRST_PORT" "$MESH_LAST_PORT" >"$MESH_LOG" 2>&1 &
  mesh_pid=$!
}

mesh_end() {
  local code=$?
  trap - EXIT
  docker rm -f "$MESH_NAME" >/dev/null 2>&1 || true
  say "The emulated machine is off; its console: ${MESH_LOG#"$ROOT"/}"
  exit "$code"
}

mesh_answers() {
  local deadline=$((SECONDS + MESH_STARTS_WITHIN)) version
  until version=$(timeout 10 docker -H "tcp://127.0.0.1:$MESH_API" version --format 'Docker {{.Server.Version}} on Linux {{.Server.KernelVersion}}' 2>/dev/null); do
    if ! kill -0 "$mesh_pid" 2>/dev/null; then mesh_tail; echo "the emulated machine ended"; return 1; fi
    if [ $SECONDS -ge $deadline ]; then mesh_tail; echo "its engine did not answer within $MESH_STARTS_WITHIN s"; return 1; fi
    sleep 0.5
  done
  echo "$version"
}

# QEMU quotes its own command line, which names each port.
mesh_tail() { tail -n 20 "$MESH_LOG" | tr -d '\r' | cut -c 1-300; }

mesh_load() { docker save "$@" | docker -H "tcp://127.0.0.1:$MESH_API" load; }

# The images' references, one a line, as they are on this machine's engine.
mesh_sources() {
  dotnet run --project src/InfraSpecs.Cli --no-build -c Release -- images "${MESH_SOURCES[@]}" | sed -n 's/^[^:]*: \([^ ]*\) (.*/\1/p'
}

# mesh ARGUMENTS...: everything from the image to the last line of the specs.
mesh() {
  local references dind
  references=$(mesh_sources) || stop "an image could not be made; why is said above."
  dind=$(grep -E '(^|/)dind:' <<<"$references") || stop "the image source dind is replaced by INFRASPECS_IMAGE_DIND; the emulated machine is made from the source itself."
  if ! step mesh-image "Making the machine with IPVS" mesh_build "$dind"; then
    mirror_answers || skip "QEMU and a kernel cannot be had: no Debian mirror answers."
    stop "the emulated machine could not be made."
  fi
  mesh_start
  step mesh-start "Starting the machine" mesh_answers || stop "the emulated machine did not start."
  # shellcheck disable=SC2086
  step mesh-images "Loading images into it" mesh_load $references || stop "the emulated machine did not take the images."
  [ $# -gt 0 ] || set -- "${MESH_SPECS[@]}"
  export DOCKER_HOST="tcp://127.0.0.1:$MESH_API" INFRASPECS_REQUIRE=1
  run_tests "--solution InfraSpecs.sln" "$@"
}
