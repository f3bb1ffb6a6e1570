#!/usr/bin/env bash
# Makes sure that the specs of pages have their browser: Debian's chromium. Where it cannot be had, it says so, and those specs are skipped; with
# INFRASPECS_REQUIRE=1 they fail.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# The specs look at the same places.
PROGRAMS=(/usr/bin/chromium /usr/bin/google-chrome)

install_browser() { retry apt update && retry apt install --no-install-recommends chromium; }
without() { say "Browser: none, and $1; specs of pages are skipped."; }

main() {
  local program
  for program in "${PROGRAMS[@]}"; do
    if [ -x "$program" ]; then say "Browser: $program is there."; return; fi
  done
  have apt-get || { without "this system has no apt-get to install chromium with"; return; }
  [ "$(id -u)" = 0 ] || { without "only root can install chromium"; return; }
  # Ubuntu's package of this name is not the browser.
  [ "$(. /etc/os-release && echo "$ID")" = debian ] || { without "chromium is taken from Debian's packages"; return; }
  step browser "Installing the browser (chromium from Debian's packages)" install_browser || without "chromium could not be installed"
}

main
