#!/usr/bin/env bash
# Builds secretd for release and measures it: the daemon from outside, the writer against the same work in C.
#
#   AS_ROOT=sudo run.sh     AS_ROOT is what makes a command root; empty for root
#
# Settings of the first part are at the top of Live/live.c.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

as_root=()
if [[ -n ${AS_ROOT:-} ]]; then as_root=("$AS_ROOT" --preserve-env=VOLUMES,UPDATES,ROUNDS,STARTS,SETTLE_SECONDS,IDLE_SECONDS); fi

# SECRETD_BENCH adds publish-bench to the package; see Package.swift.
export SECRETD_BENCH=1
build=(swift build --configuration release --static-swift-stdlib)
"${build[@]}" --product secretd
"${build[@]}" --product publish-bench
release=$("${build[@]}" --show-bin-path)

work=$(mktemp -d "${TMPDIR:-/tmp}/secretd-bench.XXXXXX")
trap '"${as_root[@]}" rm -rf "$work"' EXIT
cc -O2 -Wall -Wextra -D_GNU_SOURCE Tests/Benchmarks/Live/*.c -o "$work/live"

echo
echo "secretd, release build; $(uname -sr), $(nproc) processors: $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)"
# In a mount namespace of its own: nothing stays mounted, whatever happens.
"${as_root[@]}" unshare --mount --propagation private "$work/live" "$release/secretd" "$work"
"${as_root[@]}" unshare --mount --propagation private "$release/publish-bench"
