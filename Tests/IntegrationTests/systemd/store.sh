#!/usr/bin/env bash
# Runs inside a booted systemd: the store and the API of the service, and an encryption key that systemd keeps.
. "$(dirname "$0")/common.sh"

socket=/run/secretd/secretd.sock
ask() { curl --silent --fail-with-body --unix-socket $socket "http://secretd$1" "${@:2}"; }
post() { ask "$1" --json "$2" >/dev/null; }
secrets=/api/v1/namespaces/default/secrets

systemctl start secretd.service
answers() { [[ $(ask /readyz 2>/dev/null) == ok ]]; }
await answers
[[ $(stat --format '%a %U' /var/lib/secretd) == "700 root" ]]
[[ $(stat --format %a /var/lib/secretd/admin.kubeconfig) == 600 ]]
[[ $(stat --format %a $socket) == 6[60]0 ]]
curl --silent --fail --cacert /var/lib/secretd/pki/ca.crt --cert /var/lib/secretd/pki/admin.crt \
    --key /var/lib/secretd/pki/admin.key https://127.0.0.1:10443/api >/dev/null
fact "the service has its store, its socket and its API over TLS, for root alone"

post $secrets '{"metadata":{"name":"kuard-tls"},"stringData":{"kuard.crt":"one"}}'
post /api/v1/namespaces/default/pods '{"metadata":{"name":"kuard"},"spec":{"containers":[{"name":"c","image":"i"}],
    "volumes":[{"name":"tls-certs","secret":{"secretName":"kuard-tls"}}]}}'
holds() { [[ $(cat $kuard/kuard.crt 2>/dev/null) == "$1" ]]; }
await holds one
fact "what the API is told is in the files"

kill_and_await
await answers
ask $secrets/kuard-tls -X PATCH -H 'Content-Type: application/merge-patch+json' \
    --data '{"stringData":{"kuard.crt":"two"}}' >/dev/null
await holds two
fact "after kill -9 it is all there, and follows"

# The key that the daemon has made goes to systemd: the new one first, the old one behind it.
key=secretd.encryption-key
mkdir -p /etc/credstore.encrypted /etc/systemd/system/secretd.service.d
{
    head -c 32 /dev/urandom | base64
    cat /var/lib/secretd/encryption.key
} | systemd-creds encrypt --name=$key - /etc/credstore.encrypted/$key 2>/dev/null
printf '[Service]\nLoadCredentialEncrypted=%s:/etc/credstore.encrypted/%s\n' $key $key \
    >/etc/systemd/system/secretd.service.d/key.conf
systemctl daemon-reload
systemctl restart secretd.service
await answers
rm /var/lib/secretd/encryption.key
secretd encryption status | grep -q "the credential $key"
holds two
findmnt --noheadings --target /run/secretd/volumes | grep -qw ro
systemctl restart secretd.service
await answers
ask $secrets/kuard-tls | grep -q kuard.crt
fact "systemd keeps the encryption key, sealed, and volumes are where they were"

secretd encryption rotate >/dev/null
secretd backup /var/tmp/backup >/dev/null
ask $secrets/kuard-tls -X DELETE >/dev/null
systemctl stop secretd.service
! secretd restore /var/tmp/backup 2>/dev/null
CREDENTIALS_DIRECTORY=/run/key
mkdir -m 700 $CREDENTIALS_DIRECTORY
systemd-creds decrypt --name=$key /etc/credstore.encrypted/$key $CREDENTIALS_DIRECTORY/$key
CREDENTIALS_DIRECTORY=$CREDENTIALS_DIRECTORY secretd restore /var/tmp/backup >/dev/null
systemctl start secretd.service
await answers
ask $secrets/kuard-tls | grep -q kuard.crt
fact "a backup brings back what was deleted"

rm -r /etc/systemd/system/secretd.service.d
systemctl daemon-reload
systemctl stop secretd.service
! timeout 10 secretd run --manifests $manifests 2>/run/refusal
grep -q 'the store needs the encryption key .* Nothing was changed' /run/refusal
holds two
fact "without its key the daemon says which one it needs, and the files stay"

touch "$here/passed"
