#!/usr/bin/env bash
# Runs inside a booted systemd: 100 certificates for nginx under load, by `secretd replace` and a notify rule.
. "$(dirname "$0")/common.sh"

cp "$here/examples/notify/config.yaml" /etc/secretd/config.yaml
cp "$here/examples/nginx/pod.yaml" $manifests/nginx.yaml
cp "$here/examples/nginx/nginx.conf" /etc/nginx/nginx-tls.conf
sed 's/ nginx-tls-reload.service//' "$here"/examples/nginx/nginx-tls.service >/etc/systemd/system/nginx-tls.service
systemctl daemon-reload
systemctl start secretd.service
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=first.localhost -keyout /run/first.key -out /run/first.crt 2>/dev/null
secretd create secret tls nginx-tls --cert=/run/first.crt --key=/run/first.key >/dev/null
nginx_volume() { [[ -e /run/secretd/volumes/default/nginx/tls/tls.crt ]]; }
await nginx_volume
systemctl start nginx-tls.service

# A connection for each request: one that is idle between two requests may be closed by any reload, as by any server.
wrk --threads 1 --connections 4 --duration 300s --timeout 5s --header 'Connection: close' https://127.0.0.1:8443/ \
    >/run/wrk 2>&1 &
load=$!
times=$("$here/rotate.py" 100 127.0.0.1:8443 nginx-tls)
kill -INT $load
wait $load || true
cat /run/wrk
! grep -Eq 'Socket errors|Non-2xx' /run/wrk
(($(awk '/requests in/ { print $1 }' /run/wrk) > 1000))
fact "100 certificates under load, and no request has failed"

slowest=$(awk '{ print $2 }' <<<"$times")
awk -v slowest="$slowest" 'BEGIN { exit !(slowest <= 1.0) }' || fail "slowest: $times"
fact "each was served within a second of the replace: $times"

touch "$here/passed"
