#!/usr/bin/env bash
# Runs the daemon on this example in the foreground until ^C, then cleans up. Needs root, to mount.
#
#   run.sh SECRETD-BINARY [ARGUMENT...]
set -euo pipefail

secretd=$(realpath "${1:?usage: run.sh SECRETD-BINARY [ARGUMENT...]}")
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d /run/secretd-example.XXXXXX)

clean_up() {
    # Only where the daemon was killed: it takes its mount away itself.
    if mountpoint -q "$work/volumes"; then umount --lazy "$work/volumes"; fi
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
# ^C reaches the daemon as well; it ends first, then this script cleans up.
trap : INT TERM

mkdir -m 0700 "$work/manifests" "$work/volumes"
cp "$here/pod.yaml" "$work/manifests/"
"$here/make-secret.sh" "$work/manifests/secret.yaml"

cat <<TEXT
Files    $work/volumes/default/kuard/tls-certs
Change   $here/make-secret.sh $work/manifests/secret.yaml other.example.com
TEXT
"$secretd" run --state off --manifests "$work/manifests" --volumes "$work/volumes" --remove-on-exit "$@" || exit $?
