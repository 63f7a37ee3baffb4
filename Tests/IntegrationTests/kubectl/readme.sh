#!/usr/bin/env bash
# Types the README's sections "The command line" and "With kubectl" as they stand there and compares what is printed: on a
# machine of its own, where the default paths and the default port are free. Needs root.
#
#   readme.sh SECRETD-BINARY REPOSITORY
set -euo pipefail

if [[ ${1:-} != --inside ]]; then
    exec unshare --mount --net --propagation private -- "$0" --inside "$(realpath "$1")" "$(realpath "$2")"
fi
secretd=$2 repository=$3
ip link set lo up
for directory in /var/lib /run; do mount -t tmpfs -o mode=0755 tmpfs "$directory"; done
mkdir -p /run/secretd
# kubectl remembers what a server at this address could do.
HOME=$(mktemp -d /run/home.XXXXXX)
export HOME
cp -r "$repository/examples" "$HOME"
PATH=$(dirname "$secretd"):$PATH
cd "$HOME"

mkdir manifests
"$secretd" run --config /dev/null --manifests manifests >log 2>&1 &
daemon=$!
trap 'kill "$daemon"; wait "$daemon" || true; umount /run/secretd/volumes 2>/dev/null || true' EXIT
until grep -q 'kubeconfig written' log; do
    kill -0 "$daemon" || { cat log; exit 1; }
    read -rt 0.1 <> <(:) || true
done

# Commands and what they print, from the section's blocks; a line of … stands for any lines.
section=$(sed -n '/^## The command line$/,/^Secrets, ConfigMaps/p' "$repository/README.md")
command='' expected='' count=0
check() {
    [[ -n $command ]] || return 0
    local printed pattern
    count=$((count + 1))
    if [[ $command == export* ]]; then
        eval "$command"
        printed=''
    else
        printed=$(eval "$command" 2>&1) || [[ $? == 1 && $command == 'secretd diff'* ]] || { echo "FAILED: $command"; echo "$printed"; cat log; exit 1; }
    fi
    # Newer versions name the namespace of what they delete.
    [[ $command == 'kubectl delete'* ]] && printed=${printed/ from default namespace/}
    pattern=$(printf '%s' "$expected" | sed -e 's/[][\.*^$+?(){}|]/\\&/g' -e 's/…/.*/g')
    if ! PRINTED=$printed PATTERN=$pattern python3 -c 'import os, re, sys
sys.exit(not re.fullmatch(os.environ["PATTERN"], os.environ["PRINTED"], re.S))'; then
        printf 'DIFFERENT: %s\n--- the README says\n%s\n--- printed\n%s\n' "$command" "$expected" "$printed"
        exit 1
    fi
    echo "as written: $command"
    command='' expected=''
}
while IFS= read -r line; do
    case $line in
        '    $ '*) check; command=${line#'    $ '} ;;
        '    '*) [[ -n $command ]] && expected+=${expected:+$'\n'}${line#'    '} ;;
        *) check ;;
    esac
done <<<"$section"
check
echo "$count commands as written, with $(kubectl version --client 2>/dev/null | head -n 1)"
((count >= 20))
