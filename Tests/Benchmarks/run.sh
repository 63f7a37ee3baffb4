#!/usr/bin/env bash
# Builds secretd for release and measures it: the daemon from outside, by its files and by its API; the commands; the writer against
# the same work in C.
#
#   AS_ROOT=sudo run.sh [BINARY]    AS_ROOT is what makes a command root; empty for root
#
# With BINARY nothing is built and the writer is left out. PARTS says what is measured: "live api cli publish".
# Settings of the first two are at the top of Live/live.c and API/api.c.
set -euo pipefail
binary=$(realpath "${1:-/}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
parts=" ${PARTS:-live api cli publish} "

settings=VOLUMES,UPDATES,READS,ROUNDS,STARTS,SETTLE_SECONDS,IDLE_SECONDS,OBJECTS,WATCHERS
as_root=()
if [[ -n ${AS_ROOT:-} ]]; then as_root=("$AS_ROOT" --preserve-env="$settings"); fi

if (($# == 0)); then
    # SECRETD_BENCH adds publish-bench to the package; see Package.swift.
    export SECRETD_BENCH=1
    build=(swift build --configuration release --static-swift-stdlib)
    "${build[@]}" --product secretd
    "${build[@]}" --product publish-bench
    release=$("${build[@]}" --show-bin-path)
    binary=$release/secretd
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/secretd-bench.XXXXXX")
trap '"${as_root[@]}" rm -rf "$work"' EXIT
live=Tests/Benchmarks/Live
compile=(cc -O2 -Wall -Wextra -D_GNU_SOURCE)
"${compile[@]}" $live/*.c -o "$work/live"
"${compile[@]}" -I $live Tests/Benchmarks/API/*.c $live/{daemon,manifests,report,volume}.c -o "$work/api"

echo
echo "$binary; $(uname -sr), $(nproc) processors: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
# In a mount namespace of its own: nothing stays mounted, whatever happens.
alone=("${as_root[@]}" unshare --mount --propagation private)
if [[ $parts == *' live '* ]]; then "${alone[@]}" "$work/live" "$binary" "$work"; fi
if [[ $parts == *' api '* ]]; then "${alone[@]}" "$work/api" "$binary" "$work"; fi
if [[ $parts == *' cli '* ]]; then
    mkdir "$work/cli"
    "${alone[@]}" Tests/Benchmarks/CLI/cli.py "$binary" "$work/cli"
fi
if [[ $parts == *' publish '* && $# == 0 ]]; then "${alone[@]}" "$release/publish-bench"; fi
