#!/usr/bin/env bash
# Makes sure that the image visualizer's program can be linked into one static file: gcc and the static C library. Where they cannot be had, it says so;
# everything else is built all the same.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

links() { have gcc && [ -f "$(gcc -print-file-name=libc.a)" ]; }
install_linker() { retry apt update && retry apt install --no-install-recommends gcc libc6-dev; }
without() { say "Linker: no gcc with a static C library, and $1; the image visualizer cannot be made from its source."; }

main() {
  [ "$(uname -s)" = Linux ] || return 0
  if links; then return; fi
  have apt-get || { without "this system has no apt-get to install them with"; return; }
  [ "$(id -u)" = 0 ] || { without "only root can install them"; return; }
  step linker "Installing the linker (gcc from Debian's packages)" install_linker || without "they could not be installed"
}

main
