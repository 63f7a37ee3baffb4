#!/usr/bin/env bash
# Runs inside a booted systemd: secretd as a service, a unit that binds a volume, and nginx with a live certificate.
. "$(dirname "$0")/common.sh"

cp "$here/examples/kuard-tls/pod.yaml" $manifests/kuard.yaml
"$here/examples/kuard-tls/make-secret.sh" $manifests/kuard-tls.yaml one.example.com

systemctl start secretd.service
[[ $(systemctl show -P StatusText secretd.service) == "1 volume" ]]
fact "the unit is ready when its volumes are there, and says how many"

findmnt --noheadings --output OPTIONS --target /run/secretd/volumes | grep -qw ro
[[ $(stat --file-system --format %T /run/secretd/volumes) == tmpfs ]]
subject_is $kuard/kuard.crt one.example.com
fact "the mount is visible outside of the unit, read-only, on tmpfs"

cat >/run/systemd/system/consumer.service <<'UNIT'
[Service]
User=nobody
ProtectSystem=strict
PrivateTmp=yes
BindReadOnlyPaths=/run/secretd/volumes/default/kuard/tls-certs:/mnt
ExecStart=/bin/sh -c 'while read -r _; do openssl x509 -noout -subject -in /mnt/kuard.crt; done </run/consumer.fifo'
UNIT
mkfifo -m 0666 /run/consumer.fifo
systemctl daemon-reload
systemctl start consumer.service
exec 4>/run/consumer.fifo
consumer_sees() {
    echo >&4
    journalctl --no-pager --unit consumer.service --output cat | grep -q "$1"
}
await consumer_sees one.example.com
fact "a hardened unit of another user that binds the volume reads it"

generation=$(readlink $kuard/..data)
inode=$(stat --format %i $kuard)
kill_and_await
[[ $(readlink $kuard/..data) == "$generation" ]]
fact "after kill -9 it is restarted, and the generation is the same"

"$here/examples/kuard-tls/make-secret.sh" $manifests/kuard-tls.yaml two.example.com
await subject_is $kuard/kuard.crt two.example.com
await consumer_sees two.example.com
[[ $(stat --format %i $kuard) == "$inode" ]]
fact "the bound volume of a unit that started before follows the Secret"

systemctl reload secretd.service
# It has been told to reload; when that is done, the daemon says so itself.
reloaded() { [[ $(systemctl show -P ActiveState secretd.service) == active ]]; }
await reloaded
fact "reload works"

systemctl stop secretd.service
subject_is $kuard/kuard.crt two.example.com
generation=$(readlink $kuard/..data)
systemctl start secretd.service
[[ $(readlink $kuard/..data) == "$generation" ]]
fact "stopping leaves the files, starting takes them over"
systemctl stop consumer.service

cp "$here/examples/nginx/pod.yaml" $manifests/nginx.yaml
cp "$here/examples/nginx/nginx.conf" /etc/nginx/nginx-tls.conf
cp "$here"/examples/nginx/*.service /etc/systemd/system/
"$here/examples/nginx/make-secret.sh" $manifests/nginx-tls.yaml first.localhost
systemctl daemon-reload
nginx_volume() { [[ -e /run/secretd/volumes/default/nginx/tls/tls.crt ]]; }
await nginx_volume
systemctl start nginx-tls.service
serves() {
    openssl s_client -connect 127.0.0.1:8443 </dev/null 2>/dev/null | openssl x509 -noout -subject 2>/dev/null |
        grep -q "$1"
}
await serves first.localhost
fact "nginx, as another user, serves the certificate of its Secret"

watched() { journalctl --no-pager --unit nginx-tls-reload.service --output cat | grep -q . ||
    systemctl --quiet is-active nginx-tls-reload.service; }
await watched
"$here/examples/nginx/make-secret.sh" $manifests/nginx-tls.yaml second.localhost
await serves second.localhost
fact "nginx reloads, and serves the new one"

touch "$here/passed"
