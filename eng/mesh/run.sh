#!/bin/bash
# run.sh API FIRST LAST: runs the machine until standard input ends, which it does when whoever started this container is gone.
# 127.0.0.1:API leads to its engine, and 127.0.0.1:FIRST to LAST to the same ports in it. It reaches nothing outside.
set -euo pipefail
api=$1 first=$2 last=$3 guest=192.168.76.15

# QEMU would say it with a line as long as its own.
for ((port = first; port <= last; port++)); do
  if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "port $port of 127.0.0.1 is taken, perhaps by another emulated machine" >&2; exit 1; fi
done

# Not QEMU's default network: 10.0.2.0/24 lies in the range that Swarm takes its overlay networks from.
forward="hostfwd=tcp:127.0.0.1:$api-$guest:2375"
for ((port = first; port <= last; port++)); do forward+=",hostfwd=tcp:127.0.0.1:$port-$guest:$port"; done

qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp 2 -m 3G -nographic -no-reboot -nodefaults -serial stdio \
  -kernel /mesh/vmlinuz -initrd /mesh/initrd -append "console=ttyS0 quiet mitigations=off panic=-1 ports=$first-$last" \
  -drive file=/mesh/disk.qcow2,if=virtio,format=qcow2,snapshot=on,cache=unsafe \
  -nic "user,model=virtio-net-pci,net=192.168.76.0/24,restrict=on,$forward" </dev/null &
machine=$!
trap 'kill "$machine" 2>/dev/null || true; wait "$machine" || true' EXIT
trap 'exit 0' INT TERM
{ cat >/dev/null; kill "$machine"; } <&0 &
wait "$machine"
