#!/usr/bin/env bash
# Makes a key and a self-signed certificate and writes them as the Secret `kuard-tls`, which has the keys kuard.crt
# and kuard.key. The file appears complete, readable by its owner alone.
#
#   make-secret.sh FILE [COMMON-NAME]
set -euo pipefail

if (($# < 1 || $# > 2)); then
    echo "usage: ${0##*/} FILE [COMMON-NAME]" >&2
    exit 2
fi
file=$1
name=${2:-kuard.example.com}
umask 077

# Plaintext on memory, where there is some.
base=/dev/shm
[[ -w $base ]] || base=${TMPDIR:-/tmp}
work=$(mktemp -d "$base/kuard-tls.XXXXXX")
# A dotfile next to the result: secretd does not read it, and renaming it is atomic.
draft=$(mktemp "$(dirname "$file")/.kuard-tls.XXXXXX")
trap 'rm -rf "$work" "$draft"' EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
    -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout "$work/kuard.key" -out "$work/kuard.crt" 2>/dev/null

cat >"$draft" <<MANIFEST
apiVersion: v1
kind: Secret
metadata:
  name: kuard-tls
type: Opaque
data:
  kuard.crt: $(base64 -w 0 <"$work/kuard.crt")
  kuard.key: $(base64 -w 0 <"$work/kuard.key")
MANIFEST
mv -f "$draft" "$file"
