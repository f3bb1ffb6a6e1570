#!/usr/bin/env bash
# build.sh FOLDER: compiles the clock's library and its program for jobs into FOLDER/amd64 and FOLDER/arm64, for as many of them as there are compilers for.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

flags=(-std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -nostdlib -s -fvisibility=hidden
  -fno-stack-protector -fno-tree-loop-distribute-patterns -U_FORTIFY_SOURCE -Wl,-z,noexecstack -Wl,--build-id=none)

# compile MACHINE TRIPLE FLAG...: nothing is done again that is newer than its sources.
compile() {
  local to="$folder/$1" gcc="$2-linux-gnu-gcc"
  shift 2
  command -v "$gcc" >/dev/null || return 0
  mkdir -p "$to"
  if [ -z "$(find . -newer "$to/job" 2>/dev/null || echo none)" ]; then return; fi
  "$gcc" "${flags[@]}" "$@" -fPIC -shared -Wl,-soname,clock.so -o "$to/clock.so" preload.c
  "$gcc" "${flags[@]}" "$@" -static -fno-pie -no-pie -o "$to/job" job.c
}

folder=$1
compile amd64 x86_64
compile arm64 aarch64 -mno-outline-atomics
