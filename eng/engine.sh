#!/usr/bin/env bash
# Makes sure that a Docker engine answers. Where one answers already, nothing is installed and nothing is changed.
# Else, on Debian or Ubuntu as root: installs Debian's docker.io and starts dockerd, without systemd where there is none.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

SOCKET=/var/run/docker.sock
MINIMUM_VERSION=25.0 # the first engine with API 1.44, which Testcontainers asks for
DOCKERD_LOG=/var/log/infraspecs/dockerd.log

# The places where Testcontainers looks for a local engine.
local_sockets() {
  printf '%s\n' "$SOCKET" "${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/docker.sock" \
    "$HOME/.docker/run/docker.sock" "$HOME/.docker/desktop/docker.sock"
}

socket_answers() { [ -S "$1" ] && curl -fsS --max-time 5 --unix-socket "$1" http://engine/_ping >/dev/null 2>&1; }

chosen_endpoint() {
  if [ -n "${DOCKER_HOST:-}" ]; then echo "$DOCKER_HOST (DOCKER_HOST)"; return; fi
  if [ -n "${DOCKER_CONTEXT:-}" ]; then echo "context $DOCKER_CONTEXT (DOCKER_CONTEXT)"; return; fi
  local file="$HOME/.testcontainers.properties"
  if [ -f "$file" ] && grep -qE '^ *(docker\.host|docker\.context) *=' "$file"; then echo "the one named in $file"; return; fi
  return 1
}

engine_answers() {
  local socket
  if have docker && timeout 15 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; then return 0; fi
  have curl || return 1
  while read -r socket; do socket_answers "$socket" && return 0; done < <(local_sockets)
  return 1
}

apt_install() { retry apt install --no-install-recommends "$@"; }
candidate() { apt-cache policy docker.io | sed -n 's/^ *Candidate: *//p'; }
new_enough() { dpkg --compare-versions "$(candidate)" ge "$MINIMUM_VERSION"; }

# Debian 12's docker.io is too old. Debian 13's installs there: that suite is added with a low priority, and only the engine and
# its client are taken from it. The mirror is the one that this machine uses already.
add_newer_suite() {
  local mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' 'Label: Debian' | awk '$2=="main" {print $1; exit}')
  [ -n "$mirror" ] || { echo "apt lists no Debian mirror, and docker.io $(candidate) is older than $MINIMUM_VERSION" >&2; return 1; }
  echo "deb [signed-by=$keyring] ${mirror%/} trixie main" > /etc/apt/sources.list.d/infraspecs-trixie.list
  cat > /etc/apt/preferences.d/infraspecs-trixie <<'PIN'
Package: *
Pin: release n=trixie
Pin-Priority: 50

Package: docker.io docker-cli
Pin: release n=trixie
Pin-Priority: 600
PIN
  retry apt update
}

install_engine() {
  retry apt update || return
  have curl || apt_install curl ca-certificates || return
  new_enough || add_newer_suite || return
  # procps: the engine lists a container's processes with the host's ps. docker-cli is a package of its own since Debian 13.
  local packages=(docker.io iptables ca-certificates procps)
  if ! have docker && apt-cache show docker-cli >/dev/null 2>&1; then packages+=(docker-cli); fi
  apt_install "${packages[@]}"
}

forget_unless() { [ ! -f "$2" ] || grep -qs "^$1$" "/proc/$(cat "$2")/comm" || rm -f "$2"; }

start_engine() {
  if [ -d /run/systemd/system ]; then systemctl start docker; return; fi
  # A machine that was stopped may leave these, and dockerd takes whatever process has that number today for its own.
  forget_unless dockerd /var/run/docker.pid
  forget_unless containerd /var/run/docker/containerd/containerd.pid
  mkdir -p "$(dirname "$DOCKERD_LOG")"
  setsid nohup dockerd >>"$DOCKERD_LOG" 2>&1 </dev/null &
}

wait_for_engine() {
  local deadline=$((SECONDS + 60))
  until socket_answers "$SOCKET"; do
    if [ $SECONDS -ge $deadline ]; then
      tail -n 20 "$DOCKERD_LOG" 2>/dev/null || journalctl -u docker -n 20 2>/dev/null || true
      echo "dockerd did not answer on $SOCKET within 60 s" >&2
      return 1
    fi
    sleep 0.2
  done
}

main() {
  if endpoint=$(chosen_endpoint); then
    if have docker && ! timeout 15 docker version >/dev/null 2>&1; then
      stop "the engine at $endpoint does not answer. Start it, or unset that setting to use or install an engine on this machine."
    fi
    say "Engine: $endpoint; nothing is installed."
    return
  fi
  if engine_answers; then say "Engine: answers already; nothing is installed."; return; fi

  [ "$(uname -s)" = Linux ] || stop "no Docker engine answers. Start Docker Desktop, or set DOCKER_HOST, and run this again."
  [ "$(id -u)" = 0 ] || stop "no Docker engine answers, and only root can install one. Run this as root, start Docker, or set DOCKER_HOST."
  if ! have dockerd; then
    have apt-get || stop "no Docker engine answers, and this system has no apt-get to install one with. Install Docker $MINIMUM_VERSION or later, or set DOCKER_HOST."
    step engine-install "Installing the engine (docker.io from Debian's packages)" install_engine \
      || stop "the engine could not be installed. If this machine has no network or no Debian mirror, install Docker $MINIMUM_VERSION or later by hand, or set DOCKER_HOST."
  fi
  if engine_answers; then say "Engine: answers."; return; fi
  step engine-start "Starting the engine" start_and_wait \
    || stop "the engine was installed but did not start; its log is $DOCKERD_LOG. In a container it needs --privileged."
}

start_and_wait() { start_engine && wait_for_engine; }

main
