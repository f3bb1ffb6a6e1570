#!/usr/bin/env bash
# Makes sure that the engine has debian:trixie-slim, which the image sources start from: as it is, pulled, or, where no registry
# answers, made here from Debian's packages with mmdebstrap and imported.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

BASE=debian:trixie-slim
ROOTFS="$ROOT/artifacts/setup/base.tar"

install_mmdebstrap() {
  retry apt update && retry apt install --no-install-recommends mmdebstrap debian-archive-keyring
}

# For the image, not while it is made: what apt would leave in each layer.
APT_CONF=('APT::Keep-Downloaded-Packages "false";' 'Dir::Cache::pkgcache "";' 'Dir::Cache::srcpkgcache "";')

# The same tree as the published slim image in what matters: minbase, and no manuals, documentation or translations.
make_rootfs() {
  mmdebstrap --variant=minbase --include=ca-certificates \
    --aptopt='Acquire::Retries "5"' --aptopt='Acquire::Languages "none"' \
    --customize-hook="printf '%s\n' $(printf "'%s' " "${APT_CONF[@]}") > \"\$1/etc/apt/apt.conf.d/80small\"" \
    --customize-hook='rm -f "$1"/var/cache/apt/*.bin' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    trixie "$ROOTFS"
}

import_rootfs() { docker import --change 'CMD ["bash"]' "$ROOTFS" "$BASE"; }
make_and_import() { retry make_rootfs && import_rootfs; }

main() {
  if [ -n "${INFRASPECS_IMAGE_BASE:-}" ]; then say "Base image: $INFRASPECS_IMAGE_BASE (INFRASPECS_IMAGE_BASE)."; return; fi
  if ! have docker; then say "Base image: left to the engine, which pulls $BASE when it builds (there is no docker command here to look for it)."; return; fi
  if docker image inspect "$BASE" >/dev/null 2>&1; then say "Base image: $BASE is there."; return; fi
  if timeout 120 docker pull -q "$BASE" >/dev/null 2>&1; then say "Base image: $BASE pulled."; return; fi

  local advice="Pull or load $BASE into the engine, or name another image in INFRASPECS_IMAGE_BASE."
  if ! have mmdebstrap; then
    { have apt-get && [ "$(id -u)" = 0 ]; } || stop "$BASE is neither on the engine nor can it be pulled, and making it needs root and apt-get. $advice"
    step mmdebstrap "Installing mmdebstrap" install_mmdebstrap || stop "mmdebstrap could not be installed, and $BASE cannot be pulled. $advice"
  fi
  trap 'rm -f "$ROOTFS"' EXIT
  step base-image "Making $BASE from Debian's packages" make_and_import || stop "$BASE could not be made from Debian's packages. $advice"
}

main
