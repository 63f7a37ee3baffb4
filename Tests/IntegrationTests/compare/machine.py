"""A daemon with a client: one of the two sides of a comparison."""

import datetime
import hashlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
TIME_LIMIT = 30  # Seconds a step.
NEAR = 15  # Seconds that times and ages of the two sides may be apart.
KINDS = ("namespaces", "secrets", "configmaps", "serviceaccounts", "pods")

TIME = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|[+-]\d{4}))?"
    r"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
# A word of its own; `for 300s` in the tolerations of a Pod is none.
AGE = re.compile(r"(?<!\S)(?<!for )(\d{1,3}s|\dm(?:\d{1,2}s)?)((?: +(?=\S))|(?=[\s)]|$))", re.MULTILINE)
LONG = re.compile(r"[^\s\"]{1000,}")
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MASKS = (
    # kubectl's own log: the reflector complains now and then, at random.
    (re.compile(r"^[IWE]\d{4} .*\breflector\.go:\d+\].*\n", re.MULTILINE), ""),
    (re.compile(r"^([IWE])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ (?=\w+\.go:\d+\])", re.MULTILINE), r"\1<log> "),
    (UID, "<uid>"),
    (re.compile(r'("?resourceVersion"?: ?"?)\d+'), r"\1<version>"),
    (re.compile(r"\b(generated-)[a-z0-9]{5}\b"), r"\1<random>"),
    (re.compile(r"\b([a-z0-9-]+)\.[0-9a-f]{14,16}\b"), r"\1.<event>"),
    (re.compile(r"(?<![\w./-])[\w./-]*/(?:kubectl|secretd)-edit-\w+\.(yaml|json)"), r"<edited>.\1"),
    (re.compile(r"(?<![\w./-])[\w./-]*/(LIVE|MERGED)-\w+"), r"<\1>"),
    (re.compile(r"/dev/fd/\d+"), "/dev/fd/<number>"),
    (re.compile(r"\b127\.0\.0\.1:\d{4,5}\b"), "<server>"),
)


class Result:
    """What one client said."""

    def __init__(self, code, stdout, stderr):
        self.code, self.stdout, self.stderr = code, stdout, stderr

    def times(self):
        """Seconds, of every time and of every age, in their order."""
        for text in (self.stdout, self.stderr):
            for word in TIME.findall(text):
                try:
                    whole = re.sub(r"\.\d+", "", word)
                    yield word, datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%SZ").timestamp()
                except ValueError:
                    continue
            for word, _ in AGE.findall(text):
                minutes, seconds = re.fullmatch(r"(?:(\d+)m)?(?:(\d+)s)?", word).groups()
                yield word, int(minutes or 0) * 60 + int(seconds or 0)

    def far_from(self, other):
        pairs = zip(self.times(), other.times())
        return [f"{left} and {right}" for (left, a), (right, b) in pairs if abs(a - b) > NEAR]


def mask(text):
    text = LONG.sub(lambda m: f"<{len(m[0])} bytes, {hashlib.sha256(m[0].encode()).hexdigest()[:12]}>", text)
    text = TIME.sub("<time>", text)
    # The column keeps its width, whatever the width of the age.
    text = AGE.sub(lambda m: "<age>" + " " * max(len(m[0]) - 5, 1 if m[2] else 0), text)
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


def sort_lines(match):
    return "".join(sorted(match[0].splitlines(keepends=True)))


def sort_blocks(match):
    return "".join(sorted(re.split(r"^(?=\S+:\n----\n)", match[0], flags=re.MULTILINE)))


def in_one_order(script, text):
    """Sorts what has no order of its own: what kubectl prints from Go's maps, and events of one second."""
    if "describe" in script:
        text = re.sub(r"(?<=Data\n====\n)(?:\S+: +\d+ bytes\n)+", sort_lines, text)
        text = re.sub(r"(?<=\nData\n====\n)[\s\S]*?(?=\nBinaryData\n====\n)", sort_blocks, text)
    if "--list" in script:
        text = re.sub(r"(?:^(?!Listing ).*\n)+", sort_lines, text, flags=re.MULTILINE)
    if re.search(r"describe|events?\b|\bev\b", script):
        text = re.sub(r"(?:^(?=.*<age>)(?=.*\b(?:Normal|Warning)\b).*\n)+", sort_lines, text, flags=re.MULTILINE)
    return text


def canonical(stream, script, result):
    """One stream of a step's result, as it is compared."""
    if stream == "code":
        return f"exit code {result.code}\n"
    text = mask(getattr(result, stream))
    if stream == "stdout":
        text = in_one_order(script, text)
    # A missing newline at the end is a difference too.
    return text if not text or text.endswith("\n") else text + "<no newline>"


class Socket(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Machine:
    def __init__(self, directory, secretd, client):
        self.directory = directory
        self.work, self.home, self.manifests = directory / "work", directory / "home", directory / "manifests"
        for path in (directory, self.work, self.home, self.manifests):
            path.mkdir()
        self.socket, self.state, self.volumes = directory / "s.sock", directory / "state", directory / "volumes"
        self.log = open(directory / "log", "wb")
        self.daemon = subprocess.Popen(
            [secretd, "run", "--config", "/dev/null", "--manifests", self.manifests, "--volumes", self.volumes,
             "--state", self.state, "--socket", self.socket, "--listen", "127.0.0.1:0"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.before = {}
        # Where secretd keeps what was refused in an editor: in memory.
        self.runtime = tempfile.mkdtemp(prefix="secretd-compare.", dir="/dev/shm")
        self.client = self.named(client)

    def named(self, client):
        """kubectl calls itself as its file is called."""
        if not pathlib.Path(client).name.startswith("kubectl."):
            return client
        (self.home / "kubectl").symlink_to(client)
        return self.home / "kubectl"

    def __enter__(self):
        deadline = time.monotonic() + 20
        while not (self.state / "admin.kubeconfig").exists() or not self.lists_anything():
            if time.monotonic() > deadline or self.daemon.poll() is not None:
                self.daemon.kill()
                raise SystemExit("the daemon does not start:\n" + (self.directory / "log").read_text())
            time.sleep(0.02)
        self.remember()
        return self

    def __exit__(self, *_):
        self.daemon.terminate()
        try:
            self.daemon.wait(15)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
        subprocess.run(["umount", "--lazy", self.volumes], stderr=subprocess.DEVNULL)
        self.log.close()
        shutil.rmtree(self.runtime)

    def lists_anything(self):
        try:
            return bool(self.get("namespaces"))
        except OSError:
            return False

    def type_in(self, script):
        """Runs a step's script in a bash."""
        environment = {
            "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.home),
            "TMPDIR": str(self.home), "XDG_RUNTIME_DIR": self.runtime, "BASH_ENV": str(HERE / "functions.bash"), "K": str(self.client),
            "KUBECONFIG": str(self.state / "admin.kubeconfig"), "SECRETD_SOCKET": str(self.socket),
            # For ./altered.
            **{name: os.environ[name] for name in ("ALTERED", "KUBECTL") if name in os.environ},
        }
        shell = subprocess.Popen(
            ["bash", "-c", script], cwd=self.work, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="backslashreplace")
        try:
            stdout, stderr = shell.communicate(timeout=TIME_LIMIT)
            code = shell.returncode
        except subprocess.TimeoutExpired:
            os.killpg(shell.pid, signal.SIGKILL)
            stdout, stderr = shell.communicate()
            code = "none within the time limit"
        place = str(self.directory)
        return Result(code, stdout.replace(place, "<side>"), stderr.replace(place, "<side>"))

    def get(self, kind):
        connection = Socket(self.socket)
        try:
            connection.request("GET", f"/api/v1/{kind}")
            return json.load(connection.getresponse())["items"]
        finally:
            connection.close()

    def read_objects(self):
        """Every object of the daemon, with kind, namespace and name, in their order."""
        found = [((kind, o["metadata"].get("namespace", ""), mask(o["metadata"]["name"])), o)
                 for kind in KINDS for o in self.get(kind)]
        return sorted(found, key=lambda pair: (pair[0], int(pair[1]["metadata"]["resourceVersion"])))

    def remember(self):
        """From here on it counts what was kept, and what is new."""
        self.before = {self.identity(o): o["metadata"] for _, o in self.read_objects()}

    @staticmethod
    def identity(o):
        return o["kind"], o["metadata"].get("namespace"), o["metadata"]["name"]

    def objects(self):
        """All objects as text, each line with the object's name before it."""
        lines = []
        for key, o in self.read_objects():
            metadata, before = o["metadata"], self.before.get(self.identity(o), {})
            # The daemon writes the status of Pods whenever it has something to say; no client does.
            o.pop("status", None)
            # Owners stand in the order of their times, which may be one.
            metadata.get("managedFields", []).sort(key=lambda entry: (entry["manager"], entry["operation"]))
            fields = ("uid",) if key[0] == "pods" else ("uid", "resourceVersion")
            metadata["resourceVersion"] = metadata["resourceVersion"] if len(fields) == 2 else "<any>"
            for field in fields:
                metadata[field] = "<kept>" if metadata[field] == before.get(field) else "<new>"
            text = mask(json.dumps(o, indent=1, sort_keys=True)).replace(str(self.directory), "<side>")
            lines += ["/".join(key) + " " + line.strip() for line in text.splitlines()]
        return "".join(line + "\n" for line in lines)
