#!/usr/bin/env bash
# Makes a key and a self-signed certificate and writes them as the Secret `nginx-tls` of type kubernetes.io/tls. The
# file appears complete, readable by its owner alone. Where there is a kubectl, this does the same for files at hand:
# kubectl create secret tls nginx-tls --cert=… --key=… --dry-run=client -o yaml
#
#   make-secret.sh FILE [COMMON-NAME]
set -euo pipefail

if (($# < 1 || $# > 2)); then
    echo "usage: ${0##*/} FILE [COMMON-NAME]" >&2
    exit 2
fi
file=$1
name=${2:-localhost}
umask 077

# Plaintext on memory, where there is some.
base=/dev/shm
[[ -w $base ]] || base=${TMPDIR:-/tmp}
work=$(mktemp -d "$base/nginx-tls.XXXXXX")
# A dotfile next to the result: secretd does not read it, and renaming it is atomic.
draft=$(mktemp "$(dirname "$file")/.nginx-tls.XXXXXX")
trap 'rm -rf "$work" "$draft"' EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
    -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null

cat >"$draft" <<MANIFEST
apiVersion: v1
kind: Secret
metadata:
  name: nginx-tls
type: kubernetes.io/tls
data:
  tls.crt: $(base64 -w 0 <"$work/tls.crt")
  tls.key: $(base64 -w 0 <"$work/tls.key")
MANIFEST
mv -f "$draft" "$file"
