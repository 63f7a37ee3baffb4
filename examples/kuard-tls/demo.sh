#!/usr/bin/env bash
# The main job from nothing, with secretd's commands alone: a Secret from two files, a Pod, its files, a new Secret, new
# files. Needs root, to mount.
#
#   demo.sh SECRETD-BINARY
set -euo pipefail
export LC_ALL=C

binary=$(realpath "${1:?usage: demo.sh SECRETD-BINARY}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d /tmp/secretd-demo.XXXXXX)
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

secretd() { "$binary" "$@"; }
say() { printf "\n%s%s%s\n" "$bold" "$*" "$plain"; }
# Shows a command as it would be typed, and runs it.
try() {
    printf '%s$ %s%s\n' "$bold" "$1" "$plain"
    eval "$1"
}
certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$1" \
        -keyout kuard.key -out kuard.crt 2>/dev/null
}
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

mkdir -m 0700 "$work/manifests" "$work/volumes" "$work/files"
mkfifo "$work/log" "$work/events"
cp "$here/pod.yaml" "$work/files/"
cd "$work/files"
tls=$work/volumes/default/kuard/tls-certs

say "The daemon, on a state directory of its own: an empty store."
# Not through the function above: that would be a child of a shell, and `$!` the shell.
"$binary" run --state "$work/state" --socket "$work/secretd.sock" --listen off --manifests "$work/manifests" \
    --volumes "$work/volumes" --remove-on-exit >"$work/log" 2>&1 &
daemon=$!
exec 4<"$work/log"
await 4 "*API*at=$work/secretd.sock*"
export SECRETD_SOCKET=$work/secretd.sock

say "A Secret from two files, and a Pod that has it at /tls:"
certificate first.example.com
try 'secretd create secret generic kuard-tls --from-file=kuard.crt --from-file=kuard.key'
try 'secretd apply -f pod.yaml'
await 4 '*tls-certs*generation=*'
try 'secretd status kuard'
try "ls -lA \$tls"
try "openssl x509 -noout -subject -in \$tls/kuard.crt"

# What an application does: wait for `..data` to be moved into place.
inotifywait --monitor --event moved_to --format %f "$tls" >"$work/events" 2>&1 &
watcher=$!
exec 5<"$work/events"
await 5 'Watches established.'

say "A new certificate:"
certificate second.example.com
before=$EPOCHREALTIME
try 'secretd create secret generic kuard-tls --from-file=kuard.crt --from-file=kuard.key --dry-run=client -o yaml |
    secretd replace -f -'
await 5 ..data
after=$EPOCHREALTIME
try "openssl x509 -noout -subject -in \$tls/kuard.crt"
try 'cmp kuard.key $tls/kuard.key && echo the same key'
try 'secretd diff kuard/tls-certs || true'

microseconds=$((${after/./} - ${before/./}))
say "$(printf 'All files switched at once, %d.%d ms after the two commands were started.' \
    $((microseconds / 1000)) $((microseconds % 1000 / 100)))"

say "Clean up:"
try 'secretd delete pod/kuard secret/kuard-tls'
