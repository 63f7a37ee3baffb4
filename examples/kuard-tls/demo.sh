#!/usr/bin/env bash
# The main job, end to end: a Pod and a Secret in, files out, a new Secret, new files. Needs root, to mount.
#
#   demo.sh SECRETD-BINARY
set -euo pipefail
export LC_ALL=C

secretd=$(realpath "${1:?usage: demo.sh SECRETD-BINARY}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d /tmp/secretd-demo.XXXXXX)
volume=$work/volumes/default/kuard/tls-certs
bold='' plain=''
if [[ -t 1 ]]; then bold=$'\033[1m' plain=$'\033[0m'; fi
daemon=''
watcher=''

clean_up() {
    local status=$?
    for pid in $watcher $daemon; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    if ((status)); then
        echo "The demo failed. The daemon said:" >&2
        cat "$work/said" - <&4 >&2 2>/dev/null || true
    fi
    # Only where the daemon was killed: it takes its mount away itself.
    if mountpoint -q "$work/volumes"; then umount --lazy "$work/volumes"; fi
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
# So that it is also run when the reader of the output has gone.
trap 'exit 1' HUP INT TERM PIPE

say() { printf "\n%s%s%s\n" "$bold" "$*" "$plain"; }
subject() { openssl x509 -noout -subject -in "$volume/kuard.crt"; }

# Reads lines of descriptor $1 until one matches the pattern $2.
await() {
    local line
    while IFS= read -r -t 20 -u "$1" line; do
        echo "$line" >>"$work/said"
        # shellcheck disable=SC2053
        if [[ $line == $2 ]]; then return; fi
    done
    return 1
}

mkdir -m 0700 "$work/manifests" "$work/volumes"
mkfifo "$work/log" "$work/events"
cp "$here/pod.yaml" "$work/manifests/"
"$here/make-secret.sh" "$work/manifests/secret.yaml" first.example.com
"$here/make-secret.sh" "$work/next.yaml" second.example.com

say "secretd run --manifests DIR, with pod.yaml and secret.yaml in it. The Pod finds at /tls:"
"$secretd" run --state off --manifests "$work/manifests" --volumes "$work/volumes" --remove-on-exit >"$work/log" 2>&1 &
daemon=$!
exec 4<"$work/log"
await 4 '*tls-certs*generation=*'
ls -lA "$volume"
subject

# What an application does: wait for `..data` to be moved into place.
inotifywait --monitor --event moved_to --format %f "$volume" >"$work/events" 2>&1 &
watcher=$!
exec 5<"$work/events"
await 5 'Watches established.'

say "mv next.yaml secret.yaml: a new certificate in the Secret"
before=$EPOCHREALTIME
mv -f "$work/next.yaml" "$work/manifests/secret.yaml"
await 5 ..data
after=$EPOCHREALTIME
subject
ls -lA "$volume"

microseconds=$((${after/./} - ${before/./}))
say "$(printf 'All files switched at once, %d.%d ms after mv was started.' \
    $((microseconds / 1000)) $((microseconds % 1000 / 100)))"
