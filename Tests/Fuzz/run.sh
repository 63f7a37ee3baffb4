#!/usr/bin/env bash
# Builds the fuzz targets and runs them: each as long as SECONDS says, on its corpus and what it found before.
#
#   SECONDS=60 run.sh [TARGET...]     TARGET is fuzz-patch or fuzz-manifest; both without one
#
# An input that breaks something is written to .build/fuzz/findings/TARGET, and ends the run. To see it again:
#   .build/fuzz/debug/TARGET FILE
set -euo pipefail
# Bash counts SECONDS up from what the environment says, or from 0.
seconds=$((SECONDS > 0 ? SECONDS : 60))
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
targets=("$@")
if ((${#targets[@]} == 0)); then targets=(fuzz-patch fuzz-manifest); fi

# SECRETD_FUZZ makes the package one of the fuzz targets and what they need; see Package.swift.
export SECRETD_FUZZ=1
# Swift's own crash report would keep the process, and what reads its output, for minutes.
export SWIFT_BACKTRACE=enable=no
build=(swift build --scratch-path .build/fuzz --sanitize fuzzer)
for target in "${targets[@]}"; do "${build[@]}" --product "$target"; done
binaries=$("${build[@]}" --show-bin-path)

for target in "${targets[@]}"; do
    grown=.build/fuzz/corpus/$target
    findings=.build/fuzz/findings/$target
    mkdir -p "$grown" "$findings"
    # What earlier runs found worth keeping. To keep more: merge with -merge=1, and pack it anew.
    tar -C "$grown" -xJf "Tests/Fuzz/corpus/$target.tar.xz"
    dictionary=()
    if [[ -e Tests/Fuzz/$target.dict ]]; then dictionary=("-dict=Tests/Fuzz/$target.dict"); fi
    echo "$target, $seconds seconds"
    timeout -k 10 $((seconds + 60)) "$binaries/$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 \
        -artifact_prefix="$findings/" -print_final_stats=1 "${dictionary[@]}" \
        "$grown" "Tests/Fuzz/corpus/$target" 2>&1 | grep -E '^(stat::|==|SUMMARY|artifact|Fatal|.*Fatal error|Done)'
done
