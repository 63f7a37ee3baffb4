# What steps may use; every bash of a step reads this first.
set -o pipefail

# until_lines COUNT FILE: waits, for ten seconds at most, until FILE has COUNT lines.
until_lines() {
    local tries
    for ((tries = 0; tries < 500; tries++)); do
        [[ -e $2 && $(wc -l <"$2") -ge $1 ]] && return
        sleep 0.02
    done
}

# ended PID: ends a client that watches, and says nothing about how it ended.
ended() {
    kill "$1" 2>/dev/null
    wait "$1" 2>/dev/null
    return 0
}
