# What the scripts that run inside of the booted systemd have in common. Source it from one of them.
# One line a fact; ends at the first that does not hold.
set -euo pipefail
export LC_ALL=C

here=$(dirname "${BASH_SOURCE[0]}")
exec >"$here/output" 2>&1
manifests=/etc/secretd/manifests
kuard=/run/secretd/volumes/default/kuard/tls-certs

fact() { echo "FACT $* ($SECONDS s)"; }
fail() {
    echo "FAIL $*"
    systemctl --no-pager status secretd.service || true
    journalctl --no-pager -n 80 || true
    exit 1
}
trap 'fail "line $LINENO: $BASH_COMMAND"' ERR

# await COMMAND...: asks again with each event of the journal, which is when something has happened, and once a second
# for what nobody logs, such as a server that begins to answer.
await() {
    local _ end=$((SECONDS + 20))
    until "$@"; do
        ((SECONDS < end)) || return 1
        IFS= read -r -t 1 -u 3 _ || true
    done
}
exec 3< <(journalctl --follow --lines 0 --output cat)

subject() { openssl x509 -noout -subject -in "$1"; }
subject_is() { [[ $(subject "$1" 2>/dev/null) == *"$2"* ]]; }

# SIGKILL to the daemon, and wait until systemd has another one.
restarted() {
    local new
    new=$(systemctl show -P MainPID secretd.service)
    [[ $new != 0 && $new != "$old" && $(systemctl show -P ActiveState secretd.service) == active ]]
}
kill_and_await() {
    old=$(systemctl show -P MainPID secretd.service)
    kill -KILL "$old"
    await restarted
}
