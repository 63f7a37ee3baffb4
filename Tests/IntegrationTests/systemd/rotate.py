#!/usr/bin/env python3
"""Replaces a TLS Secret again and again, and asks the server for its certificate until it is the new one.

    rotate.py COUNT HOST:PORT SECRET

Prints one line: the slowest and the median time in seconds from the end of `secretd replace` to the new certificate.
"""

import json
import ssl
import statistics
import subprocess
import sys
import time

count, (host, port), secret = int(sys.argv[1]), sys.argv[2].split(":"), sys.argv[3]


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


def certificate(number):
    run(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "2", "-subj", f"/CN=n{number}.localhost", "-keyout", "/run/n.key", "-out", "/run/n.crt"),
    )
    create = ("secretd", "create", "secret", "tls", secret, "--cert=/run/n.crt", "--key=/run/n.key")
    manifest = run(*create, "--dry-run=client", "-o", "json")
    return json.loads(manifest), open("/run/n.crt").read()


times = []
for number in range(count):
    manifest, wanted = certificate(number)
    run("secretd", "replace", "-f", "-", input=json.dumps(manifest).encode())
    start = time.monotonic()
    while ssl.get_server_certificate((host, int(port))).split() != wanted.split():
        if time.monotonic() - start > 10:
            sys.exit(f"the server has not got certificate {number}")
    times.append(time.monotonic() - start)
print(f"slowest {max(times):.3f} median {statistics.median(times):.3f}")
