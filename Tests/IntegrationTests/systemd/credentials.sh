#!/usr/bin/env bash
# Runs inside a booted systemd: units that get files of a volume as credentials, and units that do not.
. "$(dirname "$0")/common.sh"

cat >/etc/secretd/config.yaml <<'YAML'
credentials:
  wait: 60s
  rules:
  - name: reader
    units: ["reader@*.service"]
    pod: default/web
    volume: tls
    keys: ["tls.*"]
    credentials: {server-key: dir/nested}
YAML
pod() {
    cat >$manifests/pod.yaml <<'YAML'
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: main
    image: web
    volumeMounts: [{name: tls, mountPath: /tls}]
  volumes:
  - name: tls
    secret:
      secretName: keys
      items: [{key: crt, path: tls.crt}, {key: key, path: tls.key}, {key: key, path: dir/nested}]
YAML
}
pod
# secret VALUE
secret() {
    cat >$manifests/.secret.new <<YAML
apiVersion: v1
kind: Secret
metadata: {name: keys}
stringData: {crt: "crt-$1", key: "key-$1"}
YAML
    mv $manifests/.secret.new $manifests/secret.yaml
}
socket=/run/secretd/credentials.sock

# unit NAME CREDENTIAL...: prints each of them.
unit() {
    local name=$1 id
    shift
    {
        echo '[Unit]'
        echo 'After=secretd.service'
        echo '[Service]'
        echo 'Type=oneshot'
        echo 'DynamicUser=yes'
        for id in "$@"; do echo "LoadCredential=$id:$socket"; done
        echo "ExecStart=/bin/sh -c 'cd \"\$CREDENTIALS_DIRECTORY\" && for id in *; do echo \"\$id=\$(cat \$id)\"; done'"
    } >"/run/systemd/system/$name"
}
unit reader@.service tls.crt tls.key server-key
unit reader@other.service tls.key other.key
unit stranger.service tls.key
systemctl daemon-reload

printed() { journalctl --no-pager --unit "$1" --output cat; }
said() { journalctl --no-pager --unit secretd.service --output cat | grep -q "$1"; }

secret one
systemctl start secretd.service
systemctl start reader@1.service
printed reader@1.service | grep -qx 'tls.crt=crt-one'
printed reader@1.service | grep -qx 'tls.key=key-one'
printed reader@1.service | grep -qx 'server-key=key-one'
await said 'msg="credential given" .*credential=tls.key .*rule=reader unit=reader@1.service'
fact "a unit whose user is not root gets the keys that its rule allows"

if systemctl start stranger.service; then false; fi
[[ $(systemctl show -P ExecMainStatus stranger.service) == 243 ]]
await said 'level=warning msg="credential refused" credential=tls.key reason="no rule allows it" unit=stranger.service'
fact "a unit without a rule does not start, and the daemon's journal says why"

if systemctl start reader@other.service; then false; fi
await said 'credential=other.key reason="no rule allows it" unit=reader@other.service'
fact "nor does one that asks for a key besides those of its rule"

secret two
await grep -q two /run/secretd/volumes/default/web/tls/tls.key
systemctl start reader@1.service
printed reader@1.service | grep -qx 'tls.key=key-two'
fact "after a change and a restart the unit has the new value"

rm $manifests/secret.yaml $manifests/pod.yaml
gone() { [[ ! -e /run/secretd/volumes/default/web ]]; }
await gone
systemctl start --no-block reader@2.service
await said 'msg="a unit waits for a credential" .*unit=reader@2.service'
pod
secret three
done_2() { printed reader@2.service | grep -qx 'tls.key=key-three'; }
await done_2
fact "a unit that starts before its volume is there waits for it"

sed -i 's/reader@\*/nobody@*/' /etc/secretd/config.yaml
systemctl reload secretd.service
await said 'rules of credentials taken up'
if systemctl start reader@1.service; then false; fi
fact "rules that are taken away on reload count at once"

# No value has come into the journal of the daemon.
if journalctl --no-pager --unit secretd.service --output cat | grep -Eq 'key-(one|two|three)|crt-(one|two|three)'; then false; fi
fact "the daemon's journal has no value"

touch "$here/passed"
