#!/usr/bin/env python3
"""Clients that a server must survive, against a running daemon: each line printed is one that it did.

    hostile.py PORT SOCKET STATE-DIRECTORY PID
"""
import http.client, json, os, resource, socket, ssl, subprocess, sys, tempfile, threading, time

PORT, SOCKET, STATE, PID = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
SECRETS = "/api/v1/namespaces/default/secrets"
# What RequestLimits says, and a second for a busy machine.
FIRST_REQUEST, REQUEST, SLACK = 10, 30, 3
# TLS waits so long for a peer's farewell.
GOODBYE = 5


def tls(certificate=True, files=None):
    context = ssl.create_default_context(cafile=f"{STATE}/pki/ca.crt")
    if files:
        context.load_cert_chain(*files)
    elif certificate:
        context.load_cert_chain(f"{STATE}/pki/admin.crt", f"{STATE}/pki/admin.key")
    return context


def connect(context=None):
    raw = socket.create_connection(("127.0.0.1", PORT), timeout=60)
    return (context or tls()).wrap_socket(raw, server_hostname="127.0.0.1")


def request(method, path, body=None, headers=None, context=None):
    connection = http.client.HTTPSConnection("127.0.0.1", PORT, context=context or tls(), timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return response.status, text


def resident():
    with open(f"/proc/{PID}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def descriptors():
    return len(os.listdir(f"/proc/{PID}/fd"))


def eventually(condition, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def check(condition, what):
    if not condition:
        print(f"FAILED: {what}")
        sys.exit(1)
    print(f"ok: {what}", flush=True)


def answers():
    status, _ = request("GET", f"{SECRETS}?limit=1")
    return status == 200


def closed_within(connection, seconds):
    """Whether the server ends the connection by itself, and how long that took."""
    connection.settimeout(seconds + SLACK)
    start = time.monotonic()
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return time.monotonic() - start <= seconds + SLACK


def slow_clients():
    """Headers that come a byte at a time, a body that never comes, a handshake that never ends: side by side."""
    results = {}

    def headers():
        connection = connect()
        start = time.monotonic()
        try:
            for byte in b"GET /api HTTP/1.1\r\nX-Slow: " + b"a" * 600:
                connection.send(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            pass
        results["headers a byte at a time"] = time.monotonic() - start <= FIRST_REQUEST + GOODBYE + SLACK

    def body():
        connection = connect()
        connection.sendall(f"POST {SECRETS} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n".encode())
        results["a body that never comes"] = closed_within(connection, REQUEST)

    def handshake():
        connection = socket.create_connection(("127.0.0.1", PORT))
        connection.sendall(b"\x16\x03\x01")
        results["a handshake that never ends"] = closed_within(connection, FIRST_REQUEST)

    def silence():
        results["a connection that says nothing"] = closed_within(connect(), FIRST_REQUEST)

    threads = [threading.Thread(target=work) for work in (headers, body, handshake, silence) for _ in range(20)]
    for thread in threads:
        thread.start()
    check(all(answers() for _ in range(20)), "others are answered beside 80 slow clients")
    for thread in threads:
        thread.join()
    for name, result in sorted(results.items()):
        check(result, f"{name} is ended by the server")


def large_bodies():
    before = resident()
    connection = connect()
    connection.sendall(f"POST {SECRETS} HTTP/1.1\r\nHost: x\r\nContent-Length: {100 << 20}\r\n\r\n".encode())
    answer = connection.recv(65536).decode()
    check(" 413 " in answer.split("\r\n")[0], "100 MB that are announced are refused before they come")
    connection.close()
    connection = connect()
    connection.sendall(f"POST {SECRETS} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
    start, piece, peak = time.monotonic(), b"10000\r\n" + b"x" * 65536 + b"\r\n", before
    try:
        # What comes while TLS waits for a farewell is thrown away.
        while time.monotonic() - start < 20:
            connection.sendall(piece)
            peak = max(peak, resident())
    except OSError:
        pass
    check(time.monotonic() - start < 10, "a body without an announced length is cut off")
    check(peak - before < 32 << 10, "nothing of it is kept")
    check(answers(), "and others are answered")


def header_bombs():
    for header in (b"X: " + b"a" * (1 << 20), b"\r\n".join(b"X%d: y" % i for i in range(5000))):
        connection = connect()
        try:
            connection.sendall(b"GET /api HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
            answer = connection.recv(65536).decode()
        except OSError:
            answer = ""
        check(" 200 " not in answer, "too many headers are not served")
    check(answers(), "and others are answered")


def malformed():
    plain = socket.create_connection(("127.0.0.1", PORT), timeout=5)
    plain.sendall(b"GET /api HTTP/1.1\r\nHost: x\r\n\r\n")
    check(closed_within(plain, 2), "plain HTTP on the TLS port is ended at once")
    for text in (b"\x00\xff\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                 b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: 1e9\r\n\r\n"):
        connection = connect()
        connection.settimeout(5)
        try:
            connection.sendall(text)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(65536)
        except OSError:
            pass
        connection.close()
    check(answers(), "requests that are none harm nobody")
    deep = "[" * 200_000
    for body, kind in ((deep, "application/json"), ("{\"a\":" * 200_000, "application/json"), ("- " * 100_000, "application/yaml"),
                       ("k8s\0" + "\x0a\xff\xff\xff\xff\x0f", "application/vnd.kubernetes.protobuf"), ("\x00" * 4096, "application/json"),
                       ("&a [*a]", "application/yaml"), ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "application/yaml")):
        status, _ = request("POST", SECRETS, body.encode("latin-1"), {"Content-Type": kind})
        check(400 <= status < 500, f"a {kind} body that is none is a {status}")
    request("POST", SECRETS, json.dumps({"metadata": {"name": "target"}}))
    for body, kind in ((deep, "application/merge-patch+json"), ("[1]", "application/json-patch+json"), (json.dumps(
            [{"op": "add", "path": "/metadata/labels", "value": {}}] + [{"op": "copy", "from": "", "path": path} for path in ("/x", "/y")] * 40), "application/json-patch+json"),
            (json.dumps([{"op": "test", "path": "", "value": 1}] * 20_000), "application/json-patch+json"),
            ('{"metadata":{"$patch":"nonsense"}}', "application/strategic-merge-patch+json"),
            ('{"spec":{"containers":[{"image":"x"}]}}', "application/strategic-merge-patch+json")):
        status, _ = request("PATCH", f"{SECRETS}/target", body, {"Content-Type": kind})
        check(400 <= status < 500 or (status == 200 and "containers" in body), f"a {kind} that is none is a {status}")
    for name in ("..%2f..%2fetc%2fpasswd", "%2e%2e", "a%00b", "a" * 300, "A_B", "%ff"):
        status, _ = request("PUT", f"{SECRETS}/{name}", json.dumps({"metadata": {"name": "x"}}))
        check(400 <= status < 500, f"{name[:24]} is no name: {status}")


def strangers():
    check(request("GET", SECRETS, context=tls(False))[0] == 401, "no certificate and no token: 401")
    for token in ("x", "a.b.c", "." * 9000):
        status, _ = request("GET", SECRETS, headers={"Authorization": f"Bearer {token}"}, context=tls(False))
        check(status in (400, 401, 431), f"a token that is none: {status}")
    with tempfile.TemporaryDirectory() as directory:
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/O=system:masters/CN=evil", "-keyout", "f.key", "-out", "f.crt",
                "-addext", "extendedKeyUsage=clientAuth")
        try:
            status = request("GET", SECRETS, context=tls(files=(f"{directory}/f.crt", f"{directory}/f.key")))[0]
        except (ssl.SSLError, OSError):
            status = 0
        check(status in (0, 401), "a certificate of somebody else's authority does not get in")
        with open(f"{directory}/ext", "w") as extensions:
            extensions.write("extendedKeyUsage=clientAuth\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/O=system:masters/CN=old", "-keyout", "o.key", "-out", "o.csr")
        with open(f"{directory}/index", "w"), open(f"{directory}/serial", "w") as serial:
            serial.write("01")
        with open(f"{directory}/ca.conf", "w") as configuration:
            configuration.write("[ca]\ndefault_ca=c\n[c]\nnew_certs_dir=.\ndatabase=index\nserial=serial\ndefault_md=sha256\npolicy=p\n"
                                "[p]\ncommonName=supplied\norganizationName=supplied\n")
        openssl("ca", "-batch", "-config", "ca.conf", "-cert", f"{STATE}/pki/ca.crt", "-keyfile", f"{STATE}/pki/ca.key", "-in", "o.csr",
                "-out", "o.crt", "-startdate", "20200101000000Z", "-enddate", "20200102000000Z", "-extfile", "ext", "-notext")
        try:
            status = request("GET", SECRETS, context=tls(files=(f"{directory}/o.crt", f"{directory}/o.key")))[0]
        except (ssl.SSLError, OSError):
            status = 0
        check(status in (0, 401), "a certificate whose time is over does not get in")
    path = "/api/v1/namespaces/default/serviceaccounts/guest"
    request("POST", "/api/v1/namespaces/default/serviceaccounts", json.dumps({"metadata": {"name": "guest"}}))
    _, text = request("POST", f"{path}/token", json.dumps({"spec": {}}))
    guest = {"Authorization": "Bearer " + json.loads(text)["status"]["token"]}
    check(request("GET", SECRETS, headers=guest, context=tls(False))[0] == 200, "a token reads its own namespace")
    for method, target in (("GET", "/api/v1/secrets"), ("DELETE", f"{SECRETS}/target"), ("GET", "/secretd/v1/encryption"),
                           ("GET", "/api/v1/namespaces/kube-system/secrets")):
        check(request(method, target, headers=guest, context=tls(False))[0] == 403, f"and no more: {method} {target}")
    check(request("GET", SECRETS, headers={**guest, "Impersonate-User": "admin", "Impersonate-Group": "system:masters"},
                  context=tls(False))[0] == 403, "nobody else may impersonate")
    check(request("GET", SECRETS, headers={"Impersonate-User": "bob"})[0] == 403, "who impersonates has the other's rights")
    request("DELETE", path)
    check(request("GET", SECRETS, headers=guest, context=tls(False))[0] == 401, "a token ends with its account")

    def as_user(*options):
        command = ["setpriv", "--reuid=65534", "--clear-groups", *options, "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}",
                   "--unix-socket", SOCKET, f"http://x{SECRETS}"]
        return subprocess.run(command, capture_output=True, text=True).stdout
    check(as_user("--regid=65534") in ("000", "401"), "another user does not get through the Unix socket")


def watches():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    before, memory = descriptors(), resident()
    open_watches, refused = [], 0
    for _ in range(min(10_000, hard - 200)):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(10)
        try:
            connection.connect(SOCKET)
            connection.sendall(f"GET {SECRETS}?watch=1&resourceVersion=0 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            status = connection.recv(12)
        except OSError:
            break
        if status.endswith(b"200"):
            open_watches.append(connection)
        else:
            refused += 1
            connection.close()
        if refused >= 50:
            break
    check(len(open_watches) >= 1000 and (refused or len(open_watches) >= 4000),
          f"{len(open_watches)} watches are open, and no more")
    check(answers(), "and others are answered")
    check(resident() - memory < 256 << 10, f"for {(resident() - memory) / len(open_watches):.0f} KiB each")
    for connection in open_watches:
        connection.close()
    check(eventually(lambda: descriptors() <= before + 8), "nothing of them is left when they go")


def slow_reader():
    """10,000 Secrets, listed by somebody who does not read."""
    connection = http.client.HTTPSConnection("127.0.0.1", PORT, context=tls(), timeout=60)
    for index in range(10_000):
        body = json.dumps({"metadata": {"name": f"many-{index}"}, "stringData": {"k": "x" * 900}})
        connection.request("POST", SECRETS, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        if response.status != 201:
            check(False, f"create: {response.status}")
    before = resident()
    slow = connect()
    slow.sendall(f"GET {SECRETS} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    peak = before
    for _ in range(50):
        slow.recv(4096)
        peak = max(peak, resident())
        time.sleep(0.02)
    check(peak - before < 24 << 10, f"a list of 10,000 Secrets costs {(peak - before) >> 10} MiB while nobody reads it")
    slow.close()
    names, token = set(), ""
    while True:
        status, text = request("GET", f"{SECRETS}?limit=500&continue={token}")
        page = json.loads(text)
        names.update(item["metadata"]["name"] for item in page["items"])
        token = page["metadata"].get("continue", "")
        if not token:
            break
    check(sum(name.startswith("many-") for name in names) == 10_000, "in pieces it is all of them")
    whole = json.loads(request("GET", SECRETS)[1])
    check(len(whole["items"]) == len(names), "and as a whole")


for scenario in (malformed, strangers, header_bombs, large_bodies, watches, slow_clients, slow_reader):
    scenario()
print("all survived")
