#!/usr/bin/env bash
# Makes sure of the compilers for what is not C#: a linker with the static C library for the image visualizer's program, and gcc for amd64 and for arm64 for
# the clock of containers, which needs no C library. Where they cannot be had, it says what is missing then; everything else is built all the same.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

links() { have gcc && [ -f "$(gcc -print-file-name=libc.a)" ]; }

# The one for the other machine; Debian's native gcc answers to its full name too.
other() { case "$(uname -m)" in x86_64) echo gcc-aarch64-linux-gnu ;; aarch64) echo gcc-x86-64-linux-gnu ;; esac; }
crosses() { have x86_64-linux-gnu-gcc && have aarch64-linux-gnu-gcc; }

# shellcheck disable=SC2046
install_compilers() { retry apt update && retry apt install --no-install-recommends gcc libc6-dev $(other); }

without() {
  links || say "Compilers: no gcc with a static C library, and $1; the image visualizer cannot be made from its source."
  crosses || say "Compilers: no gcc for both amd64 and arm64, and $1; containers of the one that is missing cannot have a clock of their own."
}

main() {
  [ "$(uname -s)" = Linux ] || return 0
  if links && crosses; then return; fi
  have apt-get || { without "this system has no apt-get to install them with"; return; }
  [ "$(id -u)" = 0 ] || { without "only root can install them"; return; }
  step compilers "Installing compilers (gcc from Debian's packages)" install_compilers || without "they could not be installed"
}

main
