#!/usr/bin/env bash
# Runs inside a booted systemd: secretd with the FUSE backend, killed and restarted under readers, watchers and updates.
. "$(dirname "$0")/common.sh"

readonly kills=24 readers=3
web=/run/secretd/volumes/default/web/keys

# What `values LETTER` writes is one letter, repeated: whoever sees two has read a mix.
values() {
    local size
    printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData:\n' >"$manifests/.next"
    for size in 3000 9000; do
        printf '  key%s: "%s"\n' $size "$(head -c $((size + RANDOM % 4000)) /dev/zero | tr '\0' "$1")" >>"$manifests/.next"
    done
    mv "$manifests/.next" "$manifests/keys.yaml"
}
# By the key's own file, which has the new bytes first, and by `..data`, of which watchers are told.
shows() {
    [[ $(head -c 1 "$web/key3000" 2>/dev/null) == "$1" && $(head -c 1 "$web/..data/key3000" 2>/dev/null) == "$1" ]]
}

cat >/etc/secretd/config.yaml <<'YAML'
volumes: {backend: fuse}
audit: {level: denied}
access:
  rules:
  - {name: not-nobody, effect: deny, who: {units: [intruder.service]}, what: {pods: [web]}}
YAML
cat >$manifests/web.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: main, image: web, volumeMounts: [{name: keys, mountPath: /keys}]}]
  volumes: [{name: keys, secret: {secretName: keys}}]
YAML
values A
systemctl start secretd.service
[[ $(systemctl show -P StatusText secretd.service) == "1 volume" ]]
findmnt --noheadings --output OPTIONS,FSTYPE --target /run/secretd/volumes | grep -w ro | grep -q fuse.secretd
shows A
[[ -f $web/key3000 && ! -L $web/key3000 ]]
fact "the mount is visible outside of the unit, read-only, and served by FUSE"
[[ $(systemctl show -P NFileDescriptorStore secretd.service) == 2 ]]
fact "systemd keeps the connection and the memory"
journalctl --no-pager --unit secretd.service --output cat | grep -qi 'swap' && fail "memory is not locked"

cat >/run/systemd/system/consumer.service <<UNIT
[Service]
User=nobody
ProtectSystem=strict
PrivateTmp=yes
BindReadOnlyPaths=$web:/mnt
BindReadOnlyPaths=$web/key3000:/etc/one-key
ExecStart=$here/reader.py /mnt /etc/one-key
UNIT
cat >/run/systemd/system/intruder.service <<UNIT
[Service]
Type=oneshot
User=nobody
BindReadOnlyPaths=$web:/mnt
ExecStart=/bin/cat /mnt/key3000
UNIT
systemctl daemon-reload
systemctl start consumer.service
for ((index = 0; index < readers; index++)); do
    "$here/reader.py" $web $web/key3000 >"/run/reader.$index" 2>&1 &
    pids[index]=$!
done
inotifywait --monitor --quiet --format '%e %w%f' $web/key3000 >/run/file-events &
watchers[0]=$!
inotifywait --monitor --quiet --format '%e %f' $web >/run/directory-events &
watchers[1]=$!
watching() { [[ $(grep -c inotify "/proc/${watchers[0]}/fdinfo/3" "/proc/${watchers[1]}/fdinfo/3" 2>/dev/null | wc -l) == 2 ]]; }
await watching

# Updates all the while, each when the one before has arrived.
(
    trap - ERR
    exec 3< <(journalctl --follow --lines 0 --output cat)
    while [[ ! -e /run/enough ]]; do
        for letter in B C D E F; do
            values $letter
            await shows $letter || echo "an update to $letter did not arrive" >>/run/late
        done
    done
) &
updater=$!
inode=$(stat --format %i $web/key3000)
for ((count = 0; count < kills; count++)); do kill_and_await; done
fact "killed $kills times, and back each time"
for _ in 1 2 3 4 5; do systemctl restart secretd.service; done
fact "restarted 5 times"
touch /run/enough
wait $updater
[[ ! -e /run/late ]] || fail "$(cat /run/late)"
[[ $(stat --format %i $web/key3000) == "$inode" ]]
fact "the key has the same inode"

generation=$(readlink $web/..data)
kill_and_await
[[ $(readlink $web/..data) == "$generation" ]]
fact "a kill makes no new generation"

: >/run/file-events
: >/run/directory-events
values Z
await shows Z
# inotifywait writes in its own time.
file_was_told() { grep -q '^CLOSE_WRITE' /run/file-events && grep -q '^MODIFY' /run/file-events; }
directory_was_told() { grep -q '^MOVED_TO ..data$' /run/directory-events; }
await file_was_told
await directory_was_told
fact "watches that were set before all kills and restarts still report"

longest=0
for ((index = 0; index < readers; index++)); do
    kill -TERM "${pids[index]}" || true
    wait "${pids[index]}" || fail "reader $index: $(cat "/run/reader.$index")"
    read -r _ reads _ stall <"/run/reader.$index"
    ((stall > longest)) && longest=$stall
    echo "reader $index: $reads reads, longest $stall ms"
done
systemctl stop consumer.service
[[ $(systemctl show -P Result consumer.service) == success ]]
journalctl --no-pager --unit consumer.service --output cat | grep -q '^reads '
fact "no reader saw an error or a mix; the longest stall at a kill was $longest ms"

! systemctl start intruder.service 2>/dev/null || fail "the rule did not hold"
denied() { journalctl --no-pager --identifier secretd-audit --output cat | grep -q '"verdict":"denied".*"intruder.service"'; }
await denied
fact "a unit that a rule keeps out is refused, and the journal has it"

kill "${watchers[@]}"
systemctl stop secretd.service
! findmnt --mountpoint /run/secretd/volumes >/dev/null || fail "still mounted"
[[ -z $(ls -A /run/secretd/volumes) ]]
[[ $(systemctl show -P NFileDescriptorStore secretd.service) == 0 ]]
fact "a stop unmounts"
systemctl start secretd.service
shows Z
systemctl stop secretd.service

touch "$here/passed"
