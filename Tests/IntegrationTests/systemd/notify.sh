#!/usr/bin/env bash
# Runs inside a booted systemd: nginx, HAProxy and hooks are told of new generations by notify rules.
. "$(dirname "$0")/common.sh"

mkdir -p /etc/secretd/notify.d /opt/hooks /etc/systemd/system/secretd.service.d
cp "$here/examples/notify/other-users.conf" /etc/systemd/system/secretd.service.d/
cat >/etc/secretd/config.yaml <<'YAML'
notify:
- name: nginx
  what: {namespaces: [default], pods: [nginx], volumes: [tls]}
  reloadUnit: nginx-tls.service
- name: haproxy
  what: {pods: [haproxy], keys: [site.pem]}
  signal: {name: USR2, unit: haproxy-tls.service}
unitRequests:
- namespaces: [default]
  units: [asked.service]
YAML
cat >/etc/secretd/notify.d/hooks.yaml <<'YAML'
notify:
- name: slow
  what: {pods: [web]}
  exec: {command: [/opt/hooks/slow], user: nobody, timeout: 10s}
  debounce: {quiet: 3s, cap: 10s}
- name: failing
  what: {pods: [web]}
  exec: {command: [/opt/hooks/failing], timeout: 10s}
  retry: {attempts: 5}
- name: hanging
  what: {pods: [web]}
  exec: {command: [/opt/hooks/hanging], timeout: 1s}
  retry: {attempts: 1}
YAML
mkdir -m 0777 /run/hooks
cat >/opt/hooks/slow <<'HOOK'
#!/bin/sh
cat >>/run/hooks/slow.json
echo "$(id -un) $SECRETD_RULE $SECRETD_POD $SECRETD_GENERATION" >>/run/hooks/slow
HOOK
cat >/opt/hooks/failing <<'HOOK'
#!/bin/sh
echo "$SECRETD_GENERATION" >>/run/hooks/failing
[ "$(grep -c "$SECRETD_GENERATION" /run/hooks/failing)" -ge 3 ]
HOOK
cat >/opt/hooks/hanging <<'HOOK'
#!/bin/sh
trap '' TERM
sleep 1000 &
echo $! >/run/hooks/hanging
wait
sleep 1000
HOOK
chmod 0755 /opt/hooks/*

manifest() { printf '%s\n' "$2" >"$manifests/.$1" && mv "$manifests/.$1" "$manifests/$1"; }
web_secret() { manifest web-secret.yaml "{apiVersion: v1, kind: Secret, metadata: {name: web}, stringData: {a: $1}}"; }
manifest web.yaml '{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: c, image: i}],
  volumes: [{name: data, secret: {secretName: web}}]}}'
web_secret canary-0

cp "$here/examples/nginx/pod.yaml" $manifests/nginx.yaml
cp "$here/examples/nginx/nginx.conf" /etc/nginx/nginx-tls.conf
cp "$here"/examples/nginx/nginx-tls.service /etc/systemd/system/
# The rule does what that unit is for.
sed -i 's/ nginx-tls-reload.service//' /etc/systemd/system/nginx-tls.service
"$here/examples/nginx/make-secret.sh" $manifests/nginx-tls.yaml first.localhost
systemctl daemon-reload
systemctl start secretd.service
told() { [[ -s /run/hooks/slow ]]; }
await told
[[ $(cut -d' ' -f1-3 /run/hooks/slow) == "nobody slow web" ]]
fact "a hook of another user is told of a volume's first generation"

systemctl start nginx-tls.service
serves() {
    openssl s_client -connect 127.0.0.1:"$1" </dev/null 2>/dev/null | openssl x509 -noout -subject 2>/dev/null |
        grep -q "$2"
}
await serves 8443 first.localhost
"$here/examples/nginx/make-secret.sh" $manifests/nginx-tls.yaml second.localhost
await serves 8443 second.localhost
status_tells() { secretd status -A -o json | tr -d ' \n' | grep -q "$1"; }
await status_tells '"rule":"nginx"[^}]*"state":"told"'
secretd status nginx -o wide | grep -q 'nginx.*reload nginx-tls.service.*told'
fact "nginx is reloaded when its certificate changes, and status says so"

# The pass that ends after the hook's back-off.
third() { [[ $(sort /run/hooks/failing | uniq -c | sort -rn | awk 'NR == 1 { print $1 }') -ge 3 ]]; }
await third
await status_tells '"rule":"failing"[^}]*"state":"told"'
fact "a hook that fails twice is tried again until it works"

await status_tells '"rule":"hanging"[^}]*"state":"failed"'
child=$(cat /run/hooks/hanging)
gone() { ! kill -0 "$child" 2>/dev/null; }
await gone
fact "a hook that hangs is ended with all its processes, and status says that it failed"

# Killed between publish and notify: the quiet period is three seconds.
: >/run/hooks/slow
web_secret canary-1
new_generation() { grep -q canary-1 /run/secretd/volumes/default/web/data/a; }
await new_generation
kill_and_await
await told
generation=$(readlink /run/secretd/volumes/default/web/data/..data)
await status_tells '"rule":"slow"[^}]*"state":"told"'
[[ $(cut -d' ' -f4 /run/hooks/slow) == "${generation#..}" ]]
kill_and_await
await status_tells '"rule":"slow"[^}]*"state":"told"'
[[ $(wc -l </run/hooks/slow) == 1 ]]
fact "a daemon that is killed between publish and notify tells after its start, once"

# 1,000 changes as fast as they can be written.
: >/run/hooks/slow
for i in $(seq 1000); do web_secret "canary-n$i"; done
last_generation() { grep -q 'canary-n1000' /run/secretd/volumes/default/web/data/a; }
await last_generation
generation=$(readlink /run/secretd/volumes/default/web/data/..data)
last_told() { [[ $(tail -n 1 /run/hooks/slow | cut -d' ' -f4) == "${generation#..}" ]]; }
await last_told
(($(wc -l </run/hooks/slow) <= 5))
fact "of 1,000 changes few are told, and the last one always"

# HAProxy, with a signal to its master.
cat >/etc/haproxy/tls.cfg <<'CFG'
global
    log /dev/log local0
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
frontend tls
    bind 127.0.0.1:9443 ssl crt /etc/haproxy/tls/site.pem
    http-request return status 200 content-type text/plain string "hello"
CFG
cat >/run/systemd/system/haproxy-tls.service <<'UNIT'
[Service]
Type=notify
BindReadOnlyPaths=/run/secretd/volumes/default/haproxy/tls:/etc/haproxy/tls
ExecStart=/usr/sbin/haproxy -Ws -f /etc/haproxy/tls.cfg
KillMode=mixed
UNIT
mkdir -p /etc/haproxy/tls
haproxy_secret() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" \
        -keyout /run/site.key -out /run/site.crt 2>/dev/null
    cat /run/site.crt /run/site.key >/run/site.pem
    secretd create secret generic haproxy --from-file=site.pem=/run/site.pem --dry-run=client -o yaml |
        secretd apply -f - >/dev/null
}
manifest haproxy.yaml '{apiVersion: v1, kind: Pod, metadata: {name: haproxy}, spec: {containers: [{name: c, image: i}],
  volumes: [{name: tls, secret: {secretName: haproxy}}]}}'
haproxy_secret one.haproxy
haproxy_volume() { [[ -e /run/secretd/volumes/default/haproxy/tls/site.pem ]]; }
await haproxy_volume
systemctl daemon-reload
systemctl start haproxy-tls.service
await serves 9443 one.haproxy
haproxy_secret two.haproxy
await serves 9443 two.haproxy
await status_tells '"rule":"haproxy"[^}]*"state":"told"'
fact "HAProxy takes its new certificate at a signal to its unit's main process"

# A Pod asks by annotation: for a unit that its namespace may have, and for one that it may not.
cat >/run/systemd/system/asked.service <<'UNIT'
[Service]
ExecStart=/bin/sleep infinity
ExecReload=/bin/touch /run/asked
UNIT
cp /run/systemd/system/asked.service /run/systemd/system/forbidden.service
sed -i 's|/run/asked|/run/forbidden|' /run/systemd/system/forbidden.service
systemctl daemon-reload
systemctl start asked.service forbidden.service
manifest asking.yaml '{apiVersion: v1, kind: Pod, metadata: {name: asking,
  annotations: {secretd.io/reload-unit: "asked.service, forbidden.service"}}, spec: {containers: [{name: c, image: i}],
  volumes: [{name: data, secret: {secretName: web}}]}}'
asked() { [[ -e /run/asked ]]; }
await asked
[[ ! -e /run/forbidden ]]
refused() { journalctl --no-pager --unit secretd.service --output cat | grep -q 'forbidden.service'; }
await refused
fact "a Pod may ask for the reload of a unit only where the configuration allows it"

! journalctl --no-pager --unit secretd.service | grep -q canary
! grep -rq canary /var/lib/secretd/notify /run/hooks
fact "no value is in the journal, in the outcomes on disk or in what hooks get"

# A hook that ran when the daemon was killed goes on, and these do not heed SIGTERM at the machine's end.
pkill -KILL -f /opt/hooks/hanging || true
kill -KILL "$(cat /run/hooks/hanging)" 2>/dev/null || true
pkill -KILL -x sleep || true
touch "$here/passed"
