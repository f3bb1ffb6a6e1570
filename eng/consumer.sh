#!/usr/bin/env bash
# Takes the packages as a user does: README's own project and spec in an empty folder, with `dotnet run` and `dotnet test`, and a library of fixtures.
set -euo pipefail
# shellcheck source=eng/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Not the user's cache: a package of this version may be in it, as it was once built.
export NUGET_PACKAGES="$folder/packages"
specs="$folder/MySpecs"
mkdir "$specs"

# file NAME: what README writes into it.
file() { awk -v start="\$ cat > $1 <<" 'index($0, start) { on = 1; next } on && /^(XML|JSON)$/ { exit } on' "$ROOT/README.md"; }
for name in nuget.config global.json MySpecs.csproj; do
  file "$name" >"$specs/$name"
  [ -s "$specs/$name" ] || stop "README does not say any more what $name holds."
done
sed -i "s|\.\./InfraSpecs/artifacts/packages|$ROOT/artifacts/packages|" "$specs/nuget.config"
awk '/^```csharp$/ { on = 1; next } on && /^```$/ { exit } on' "$ROOT/README.md" >"$specs/CronjobSpecs.cs"

# passed COMMAND...: fails unless it passes two specs and draws a page.
passed() {
  rm -rf artifacts
  "$@" && [ -s artifacts/infraspecs/report.html ] || { echo "there is no report of '$*'" >&2; return 1; }
}
as_program() { cd "$specs" && passed dotnet run --no-build -- --minimum-expected-tests 2; }
as_test() { cd "$specs" && passed dotnet test --no-build --minimum-expected-tests 2; }

step consumer-build "Building README's project from the packages" retry dotnet build "$specs" || stop "README's project cannot be built from the packages."
[ -z "$(find "$specs/bin" -name '*.resources.dll')" ] || stop "the output has messages in languages that nobody asked for."
step consumer-run "Running README's spec with 'dotnet run'" as_program || stop "README's spec does not pass with 'dotnet run'."
step consumer-test "Running README's spec with 'dotnet test'" as_test || stop "README's spec does not pass with 'dotnet test'."

# A library of fixtures is no test project; one that forgot what it is is told so.
sed -i 's|<OutputType>Exe</OutputType>|<IsTestProject>false</IsTestProject>|' "$specs/MySpecs.csproj"
step consumer-library "Building a library of fixtures" dotnet build "$specs" || stop "a library of fixtures cannot be built from the packages."
sed -i 's|<IsTestProject>false</IsTestProject>||' "$specs/MySpecs.csproj"
if said=$(dotnet build "$specs" 2>&1) || ! grep -q 'INFRASPECS001: A project of specs is a program' <<<"$said"; then stop "a project of specs that is no program is not told so."; fi

# AwesomeAssertions beside it: told, and what InfraSpecs says needs none of both.
sed -i 's|<ImplicitUsings>|<OutputType>Exe</OutputType><ImplicitUsings>|; s|<PackageReference|<PackageReference Include="AwesomeAssertions" Version="9.6.0" /><PackageReference|' "$specs/MySpecs.csproj"
beside() { dotnet build "$specs" --no-incremental; }
step consumer-awesome "Building it beside AwesomeAssertions" retry beside || stop "README's project cannot be built beside AwesomeAssertions."
grep -q 'warning INFRASPECS002: AwesomeAssertions is referenced beside FluentAssertions' "$LOGS/consumer-awesome.log" || stop "AwesomeAssertions beside FluentAssertions is not told."

# What the templates make, and the tool.
made="$folder/Made.Specs"
new() { dotnet new "$@" --debug:custom-hive "$folder/templates"; }
make() {
  cp "$specs/nuget.config" "$folder/" && new install "$ROOT"/artifacts/packages/InfraSpecs.Templates.*.nupkg &&
    new infraspecs -o "$made" --with cron --with mysql --with registry --with swarm --ci github &&
    new infraspec -o "$made" -n ShellSpecs && dotnet build "$made"
}
as_made() { cd "$made" && passed dotnet test --no-build --minimum-expected-tests 5; }
# By a path: the SDK remembers in the user's home where a manifest's tool lies, and here that is gone when this has run. 1: something should be seen to.
as_tool() {
  cd "$made" && dotnet tool restore && dotnet tool install InfraSpecs.Cli --prerelease --tool-path "$folder/tools" &&
    "$folder/tools/infraspecs" --version && { "$folder/tools/infraspecs" doctor || [ $? -eq 1 ]; }
}
step consumer-template "Building what 'dotnet new infraspecs' makes" retry make || stop "what the templates make cannot be built."
[ -f "$made/.github/workflows/specs.yml" ] && [ ! -f "$made/.gitlab-ci.yml" ] || stop "the template's --ci github does not make what it should."
step consumer-made "Running what 'dotnet new infraspecs' made" as_made || stop "what the templates make does not pass."
step consumer-tool "Installing the tool from the packages" retry as_tool || stop "the tool does not run from the packages."
