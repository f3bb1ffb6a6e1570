#!/usr/bin/env bash
# Makes the pages and the API reference as a site, artifacts/docs, and reads their spelling. A link or a name that leads nowhere is an error.
# tests/Walkthrough.Specs must be built: all assemblies, and what they need, lie beside it.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

DOCFX=2.81.0
TOOL="$ROOT/artifacts/docfx-$DOCFX"
SITE="$ROOT/artifacts/docs"
SOURCES="$ROOT/artifacts/docs-sources"

install_docfx() { retry dotnet tool install docfx --version "$DOCFX" --tool-path "$TOOL"; }
install_codespell() { retry apt update && retry apt install --no-install-recommends codespell; }

tools() {
  [ -x "$TOOL/docfx" ] || step docfx "Installing DocFX $DOCFX" install_docfx || stop "DocFX could not be installed. Check the network and the package sources ('dotnet nuget list source')."
  have codespell && return
  have apt-get || stop "there is no codespell, and no apt-get to install it with."
  [ "$(id -u)" = 0 ] || stop "there is no codespell, and only root can install it. Install the package codespell."
  step codespell "Installing codespell" install_codespell || stop "codespell could not be installed."
}

# The pages as they lie here, and a table of contents: README's list of pages.
gather() {
  rm -rf "$SOURCES" "$SITE"
  mkdir -p "$SOURCES"
  cp -r ./*.md LICENSE NOTICE docs eng/docs/docfx.json "$SOURCES/"
  {
    printf -- '- name: Pages\n  href: README.md\n  items:\n'
    sed -n 's|^- \[\(.*\)\](\(docs/[a-z-]*\.md\)).*|  - name: "\1"\n    href: \2|p' README.md | sed 's|`||g'
    printf -- '- name: API\n  href: api/toc.yml\n'
  } >"$SOURCES/toc.yml"
}

# Docstrings are read as the sources have them, at their lines.
docstrings() {
  local file
  while read -r file; do
    mkdir -p "$SOURCES/spelling/$(dirname "$file")"
    sed '\|^ *///|!s|.*||' "$file" >"$SOURCES/spelling/$file"
  done < <(find src -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*')
}

spell() {
  docstrings
  codespell --ignore-words eng/docs/words.txt ./*.md docs && (cd "$SOURCES/spelling" && codespell --ignore-words "$ROOT/eng/docs/words.txt" src)
}

site() {
  "$TOOL/docfx" "$SOURCES/docfx.json" --logLevel warning --warningsAsErrors && cp "$SITE/README.html" "$SITE/index.html"
}

tools
gather
step spelling "Reading the spelling of pages and docstrings" spell || stop "words are misspelt. What is right all the same is a line of eng/docs/words.txt."
step site "Making the pages and the API reference" site || stop "the pages cannot be made; what leads nowhere is named above."
say "Docs: $SITE/index.html, $(find "$SITE" -name '*.html' | wc -l) pages"
