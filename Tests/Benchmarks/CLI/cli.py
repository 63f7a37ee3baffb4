#!/usr/bin/env python3
"""Times `secretd get` as whole processes, beside kubectl where there is one: start-up with a few objects, and a list of
OBJECTS (10,000). Both in turn, so that the ratio holds on a machine whose speed drifts.

    cli.py SECRETD-BINARY DIRECTORY
"""

import concurrent.futures
import glob
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time

SECRETD, DIRECTORY = sys.argv[1:3]
OBJECTS = int(os.environ.get("OBJECTS", "10000"))
ROUNDS = 30
SOCKET, STATE = f"{DIRECTORY}/s", f"{DIRECTORY}/state"


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(SOCKET)


def create(numbers):
    connection = Connection("secretd")
    for number in numbers:
        body = {"metadata": {"name": f"c-{number:05}"}, "data": {"key": "x" * 1000}}
        while True:
            connection.request("POST", "/api/v1/namespaces/default/configmaps", json.dumps(body))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 429:
                break
            time.sleep(0.1)
        assert answer.status == 201, answer.status


def run(command):
    """Seconds to the first row and to the end, and the peak of resident memory in bytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.readline()
    first = time.monotonic() - start
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return first, time.monotonic() - start, usage.ru_maxrss * 1024


def median(runs):
    return [statistics.median(values) for values in zip(*runs)]


def compare(what, resource, rounds, clients):
    runs = {name: [] for name in clients}
    for _ in range(rounds):
        for name, command in clients.items():
            runs[name].append(run([*command, "get", resource]))
    own = median(runs["secretd"])
    for name in clients:
        first, whole, peak = median(runs[name])
        print(f"  {what:28} {name:8} first row {first * 1e3:7.1f} ms   whole {whole * 1e3:7.1f} ms   peak {peak / 2**20:5.1f} MiB"
              + ("" if name == "secretd" else f"   secretd/{name}: whole {own[1] / whole:.2f}, peak {own[2] / peak:.2f}"))


for name in ("manifests", "volumes"):
    os.makedirs(f"{DIRECTORY}/{name}", exist_ok=True)
log = open(f"{DIRECTORY}/log", "wb")
daemon = subprocess.Popen(
    [SECRETD, "run", "--config", "/dev/null", "--manifests", f"{DIRECTORY}/manifests", "--volumes", f"{DIRECTORY}/volumes",
     "--state", STATE, "--socket", SOCKET, "--listen", "127.0.0.1:0"], stdout=log, stderr=log)
try:
    while not os.path.exists(f"{STATE}/admin.kubeconfig"):
        assert daemon.poll() is None, "the daemon does not start"
        time.sleep(0.05)
    os.environ["SECRETD_SOCKET"] = SOCKET
    for name in "abc":
        subprocess.run([SECRETD, "create", "secret", "generic", name, "--from-literal=k=v"], check=True,
                       stdout=subprocess.DEVNULL)
    clients = {"secretd": [SECRETD]}
    # The newest; the one on the PATH may only choose one of these.
    kubectl = (sorted(glob.glob("/usr/lib/google-cloud-sdk/bin/kubectl.1.*")) or [shutil.which("kubectl")])[-1]
    if kubectl:
        clients["kubectl"] = [kubectl, "--kubeconfig", f"{STATE}/admin.kubeconfig", "--cache-dir", f"{DIRECTORY}/cache"]
        run([*clients["kubectl"], "get", "secrets"])
    print("commands, whole processes, medians; kubectl with a warm cache")
    compare("get secrets, 3 of them", "secrets", ROUNDS, clients)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(create, [range(start, OBJECTS, 4) for start in range(4)]))
    compare(f"get configmaps, {OBJECTS} of them", "configmaps", 5, clients)
finally:
    daemon.terminate()
    daemon.wait()
