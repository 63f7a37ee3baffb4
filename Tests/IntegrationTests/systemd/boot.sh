#!/usr/bin/env bash
# Boots systemd on an overlay of this machine's root and runs a script of this directory there, as a unit. Needs root.
#
#   boot.sh SECRETD-BINARY REPOSITORY SCRATCH SCRIPT
#
# Prints what the script prints, line by line; exits 0 if it did.
set -euo pipefail

binary=$1
repository=$2
scratch=$3
script=$4
root=$scratch/root

clean_up() {
    cat "$root/opt/secretd-test/output" 2>/dev/null || true
    umount "$root" 2>/dev/null || true
    # What the guest leaves of its own in the host's hierarchy of control groups.
    rmdir /sys/fs/cgroup/{systemd,unified}/{payload,init.scope} 2>/dev/null || true
}
trap clean_up EXIT

mkdir -p "$scratch"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"

install -D -m 0755 "$binary" "$root/usr/local/bin/secretd"
sed 's|@PREFIX@|/usr/local|' "$repository/systemd/secretd.service" >"$root/etc/systemd/system/secretd.service"
install -d -m 0755 "$root/etc/secretd"
install -d -m 0700 "$root/etc/secretd/manifests"
rm -rf "$root/opt/secretd-test"
mkdir -p "$root/opt/secretd-test"
cp -r "$repository/examples" "$root/opt/secretd-test/"
install -m 0755 "$(dirname "$0")"/*.sh "$(dirname "$0")"/*.py "$root/opt/secretd-test/"
cat >"$root/etc/systemd/system/secretd-test.service" <<'UNIT'
[Unit]
SuccessAction=poweroff-force
FailureAction=poweroff-force
After=sysinit.target
Requires=sysinit.target
[Service]
Type=oneshot
ExecStart=/opt/secretd-test/SCRIPT
UNIT
sed -i "s|SCRIPT|$script|" "$root/etc/systemd/system/secretd-test.service"

SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 timeout -k 5 150 systemd-nspawn --quiet --directory "$root" --register=no \
    --keep-unit --private-network --capability=all --bind=/dev/fuse --console=pipe --boot systemd.unit=secretd-test.service \
    systemd.show_status=0 </dev/null >"$scratch/console" 2>&1 || cat "$scratch/console"
[[ -e $root/opt/secretd-test/passed ]]
