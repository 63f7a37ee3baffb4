#!/usr/bin/env python3
"""Types at a terminal what people type: `edit`, `get -w` and `status -w`, with the daemon that $SECRETD_SOCKET names.

    terminal.py SECRETD-BINARY DIRECTORY
"""

import os
import pty
import re
import select
import signal
import stat
import subprocess
import sys
import time

SECRETD, DIRECTORY = sys.argv[1:3]
DEADLINE = 30


class Terminal:
    """A command with a terminal of its own."""

    def __init__(self, *arguments, **environment):
        self.text = ""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.execve(SECRETD, [SECRETD, *arguments], {**os.environ, "TERM": "xterm", **environment})

    def read(self):
        if not select.select([self.descriptor], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:  # the other end is closed
            return False
        self.text += data.decode().replace("\r\n", "\n")
        return bool(data)

    def wait_for(self, pattern):
        end = time.monotonic() + DEADLINE
        while not re.search(pattern, self.text):
            if time.monotonic() > end or not self.read():
                raise SystemExit(f"no {pattern!r} in:\n{self.text}")
        return self.text

    def press(self, keys):
        os.write(self.descriptor, keys)

    def end(self):
        """Reads to the end. Returns the exit code; less than 0 for a signal."""
        while self.read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def secretd(*arguments):
    return subprocess.run([SECRETD, *arguments], capture_output=True, text=True, check=True, timeout=DEADLINE).stdout


def check(condition, what, terminal):
    if not condition:
        raise SystemExit(f"{what}:\n{terminal.text}")


def editor(name, script):
    path = os.path.join(DIRECTORY, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script)
    os.chmod(path, 0o755)
    return path


def edit():
    # The editor has the terminal, and the file is its user's alone.
    ask = editor("ask", 'stat -c "mode %a" "$1"; printf "save? "; read answer; sed -i "s/k: .*/k: $answer/" "$1"\n')
    terminal = Terminal("edit", "configmap", "c", EDITOR=ask)
    terminal.wait_for("mode 600\n.*save\\? ")
    terminal.press(b"typed\n")
    check(terminal.end() == 0 and "configmap/c edited" in terminal.text, "not edited", terminal)
    check("typed" in secretd("get", "configmap", "c", "-o", "yaml"), "not kept", terminal)

    terminal = Terminal("edit", "configmap", "c", EDITOR="true")
    check(terminal.end() == 0 and "Edit cancelled, no changes made." in terminal.text, "not cancelled", terminal)

    # Refused, and not mended the second time: what was typed is not lost.
    spoil = editor("spoil", 'sed -i "s/^type: .*/type: other/" "$1"\n')
    terminal = Terminal("edit", "secret", "s", EDITOR=spoil)
    check(terminal.end() == 1, "exit code", terminal)
    kept = re.search('A copy of your changes has been stored to "([^"]+)"', terminal.text)
    check(kept, "no copy named", terminal)
    check(stat.S_IMODE(os.stat(kept[1]).st_mode) == 0o600, "the copy is not private", terminal)
    with open(kept[1], encoding="utf-8") as file:
        check("type: other" in file.read(), "the copy is another text", terminal)
    check("Y2FuYXJ5" not in terminal.text and "canary" not in terminal.text, "a value was shown", terminal)
    os.remove(kept[1])
    os.rmdir(os.path.dirname(kept[1]))


def get_watch():
    terminal = Terminal("get", "configmaps", "-w")
    terminal.wait_for("NAME.*\n(.*\n)*c ")
    secretd("create", "configmap", "later", "--from-literal=a=b")
    terminal.wait_for("\nlater +1 ")
    check(terminal.text.count("NAME") == 1, "more than one header", terminal)
    terminal.press(b"\x03")
    check(terminal.end() == -signal.SIGINT, "^C did not end it", terminal)


def status_watch():
    terminal = Terminal("status", "-w")
    terminal.wait_for("\x1b\\[32mServed\x1b\\[0?m")
    plain = Terminal("status", "-w", NO_COLOR="1")
    plain.wait_for("Served")
    check("\x1b" not in plain.text, "colour in spite of NO_COLOR", plain)
    secretd("delete", "secret", "s")
    for one in (terminal, plain):
        one.wait_for("Stale")
        one.press(b"\x03")
        check(one.end() in (0, -signal.SIGINT), "^C did not end it", one)
    piped = subprocess.run([SECRETD, "status"], capture_output=True, text=True, timeout=DEADLINE, check=False)
    check(piped.returncode == 1 and "\x1b" not in piped.stdout, "colour in a pipe", terminal)


secretd("create", "configmap", "c", "--from-literal=k=old")
secretd("create", "secret", "generic", "s", "--from-literal=k=canary")
with open(os.path.join(DIRECTORY, "pod.yaml"), "w", encoding="utf-8") as pod:
    pod.write(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: i,"
        " volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, secret: {secretName: s}}]}}\n"
    )
secretd("apply", "-f", pod.name)
edit()
get_watch()
status_watch()
print("all as at a terminal")
