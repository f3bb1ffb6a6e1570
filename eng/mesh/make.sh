# Makes /mesh/initrd and /mesh/disk.qcow2 from the kernel's package in /tmp/deb and the tree in /guest.
set -eu

modules=$(echo /tmp/deb/usr/lib/modules/*)
[ -d "$modules" ] || modules=$(echo /tmp/deb/lib/modules/*)
version=${modules##*/}
mkdir -p "/guest/usr/lib/modules"
mv "$modules" /guest/usr/lib/modules/
depmod -b /guest "$version"

# What the kernel needs before it can mount the disk, in the order in which it is loaded.
mkdir -p /initramfs/bin /initramfs/modules /initramfs/dev /initramfs/proc /initramfs/root
for driver in virtio_pci virtio_blk ext4; do modprobe -d /guest -S "$version" --show-depends "$driver"; done | awk '$1=="insmod" && !seen[$2]++ {print $2}' |
while read -r module; do
  name=$(basename "$module" .xz)
  case $module in *.xz) xz -dc "$module" > "/initramfs/modules/$name" ;; *) cp "$module" /initramfs/modules/ ;; esac
  echo "$name" >> /initramfs/modules/order
done
cp "$(command -v busybox)" /initramfs/bin/busybox
install -m 755 /initramfs.sh /initramfs/init
(cd /initramfs && find . | cpio -o -H newc --quiet | gzip -9) > /mesh/initrd

# Mount points, which the builder may have left out.
mkdir -p /guest/proc /guest/sys /guest/dev /guest/run /guest/tmp
chmod 755 /guest/sbin/mesh-init
rm -f /guest/.dockerenv
# Room for images and volumes; what is empty takes no space in qcow2.
mke2fs -q -t ext4 -m 0 -E lazy_itable_init=1,lazy_journal_init=1 -d /guest /mesh/disk.ext4 16G
qemu-img convert -c -o compression_type=zstd -O qcow2 /mesh/disk.ext4 /mesh/disk.qcow2
rm -r /mesh/disk.ext4 /guest /initramfs /tmp/deb
