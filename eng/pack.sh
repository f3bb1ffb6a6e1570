#!/usr/bin/env bash
# Builds the packages into artifacts/packages, and holds what each says of itself to eng/packages.txt.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
PACKAGES="$ROOT/artifacts/packages"

# The version is the last tag's, and 0.1.0 where there is none.
version=(-p:MinVerSkip=true)
if git describe --tags --match 'v[0-9]*' >/dev/null 2>&1; then version=(-p:MinVerSkip=false); fi

# facts PACKAGE: its name, and a line for each package that comes with it.
facts() {
  local nuspec
  nuspec=$(unzip -p "$1" '*.nuspec')
  sed -n 's|.*<id>\(.*\)</id>.*|\1|p' <<<"$nuspec"
  sed -n 's|.*<dependency id="\([^"]*\)".*|  \1|p' <<<"$nuspec" | LC_ALL=C sort
}

# complaints PACKAGE: what is missing in it.
complaints() {
  local name nuspec files
  name=$(basename "$1")
  nuspec=$(unzip -p "$1" '*.nuspec')
  files=$(unzip -Z1 "$1")
  for want in '<license type="expression">MIT</license>' '<readme>README.md</readme>' '<icon>icon.png</icon>' '<repository type="git"' '<tags>' '<description>'; do
    grep -qF "$want" <<<"$nuspec" || echo "$name: its nuspec has no $want"
  done
  for want in LICENSE NOTICE README.md icon.png; do
    grep -qxF "$want" <<<"$files" || echo "$name: there is no $want in it"
  done
}

have unzip || stop "there is no unzip command, with which packages are looked into. Install the package unzip."
rm -rf "$PACKAGES"
step pack "Building the packages" dotnet pack InfraSpecs.sln -c Release -o "$PACKAGES" "${version[@]}" || stop "the packages cannot be built; the errors are above."

found=$(for package in "$PACKAGES"/*.nupkg; do facts "$package"; done)
wrong=$(
  for package in "$PACKAGES"/*.nupkg; do complaints "$package"; done
  diff eng/packages.txt - <<<"$found" | sed -n 's|^[<>]|eng/packages.txt: &|p' || true
  versions=$(for package in "$PACKAGES"/*.nupkg; do unzip -p "$package" '*.nuspec' | sed -n 's|.*<version>\(.*\)</version>.*|\1|p'; done | sort -u)
  [ "$(wc -l <<<"$versions")" -eq 1 ] || echo "the packages have several versions: ${versions//$'\n'/, }"
)
if [ -n "$wrong" ]; then
  echo "$wrong" >&2
  stop "the packages are not what they should be. Where another dependency is meant, write it into eng/packages.txt."
fi
say "Packages: $PACKAGES"
