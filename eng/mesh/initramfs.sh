#!/bin/busybox sh
# The kernel's first process: finds the disk and hands over to what is on it.
busybox mount -t devtmpfs devtmpfs /dev
while read -r module; do busybox insmod "/modules/$module"; done < /modules/order
busybox mount -t ext4 /dev/vda /root
exec busybox switch_root /root /sbin/mesh-init
