#!/usr/bin/env python3
"""Runs the same command lines with kubectl and with `secretd`, and compares what they say and what they do.

A scenario file reads like a terminal without its answers:

    ## A heading
    # A remark.
    @ s.yaml
    apiVersion: v1
    kind: Secret
    metadata: {name: s}

    $ $K apply -f s.yaml
    $ $K create secret generic a --from-literal=k=1 --dry-run=client -o yaml |
    $K replace -f -

"@ FILE" writes the lines up to the next blank line into a file. "$ " begins a step, a bash script of one line or
more that ends before a blank line or the next mark; in it $K is the client. "! " begins a script that runs once,
and whose files both sides get: for keys and whatever else is made at random.

Each file has two daemons of its own, one for each client, and two directories of the same content. A step runs on
both sides at the same time. Compared are standard output, standard error, the exit code, and all objects that the
daemons then have, read over their sockets by one and the same means.

What cannot be the same is masked: uids, resource versions, times, ages, random suffixes, names of temporary
files, the two directories. Of objects it still counts whether a step kept or changed uid and resource version, and ages
and times must be near each other. Managers' names are not masked. Sorted is, within its block, what kubectl prints in
the random order of Go's maps: keys in `describe` of Secrets and ConfigMaps, and `label --list`; and events that came
just now, because the daemons make those of one Pod in any order. Dropped are lines of the reflector's log in kubectl.

differences.txt lists what may differ, with the reason. Anything else that differs is a failure, and so is a listed
difference that does not occur any more. Values of Secrets begin with "canary"; the client under test may print them to
standard output where the step's last command asks for values with -o, and never else.
"""

import argparse
import base64
import concurrent.futures
import difflib
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from machine import Machine, canonical  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
STREAMS = ("stdout", "stderr", "code", "objects")

CANARY = b"canary"
VALUES_ASKED_FOR = re.compile(r"(-o ?|--output[= ])(yaml|json|jsonpath|go-template|custom-columns)|--template")


def canaries():
    """The word, and what base64 makes of it at each of the three offsets."""
    yield CANARY.decode()
    for offset in range(3):
        text = base64.b64encode(b"\0" * offset + CANARY).decode()
        yield text[-(-offset * 8 // 6):(offset + len(CANARY)) * 8 // 6]


CANARIES = re.compile("|".join(map(re.escape, canaries())))


class Step:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line, self.lines = kind, text, line, []

    @property
    def script(self):
        return "\n".join([self.text] + self.lines)


def read(path):
    """The steps of a scenario file."""
    steps, current = [], None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if current and current.kind == "@" and line:
            current.lines.append(line)
        elif line[:2] in ("$ ", "! ", "@ ") and not line.startswith("$ ---"):
            current = Step(line[0], line[2:], number)
            steps.append(current)
        elif not line or line.startswith(("# ", "## ")):
            current = None
        elif current:
            current.lines.append(line)
        else:
            sys.exit(f"{path.name}:{number}: belongs to no step: {line}")
    return steps


class Difference:
    """A line of differences.txt."""

    def __init__(self, number, stream, command, lines, reason):
        self.number, self.stream, self.reason = number, stream, reason
        self.command = re.compile(command, re.DOTALL)
        replaced = re.fullmatch("s/(.*)/(.*)/", lines)
        self.lines = re.compile(replaced[1] if replaced else lines)
        self.replacement = replaced[2] if replaced else None

    def explains(self, line, lines):
        """Whether this is why `line` is among the `lines` that differ."""
        if self.replacement is None:
            return bool(self.lines.search(line))
        if line[0] == "-":
            return self.replaced(line) in lines
        return any(self.replaced(other) == line for other in lines if other[0] == "-")

    def replaced(self, line):
        """What the other client says instead of kubectl's `line`."""
        return "+" + self.lines.sub(self.replacement, line[1:])

    @staticmethod
    def read(path):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            parts = re.split(r" +:: +", line)
            if len(parts) != 4 or parts[0] not in STREAMS or not parts[3]:
                sys.exit(f"{path.name}:{number}: want STREAM :: COMMAND :: LINES :: REASON")
            yield Difference(number, *parts)


def differing(left, right):
    """The lines of two texts that are not the same, each with - or + before it."""
    lines = difflib.unified_diff(left.splitlines(), right.splitlines(), n=0, lineterm="")
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


def unlisted(stream, script, lines, differences):
    """Those of `lines` that no listed difference explains, and the differences that explain the others."""
    left, used = [], set()
    for line in lines:
        reasons = [
            d for d in differences if d.stream == stream and d.command.search(script) and d.explains(line, lines)]
        used.update(reasons[:1])
        if not reasons:
            left.append(line)
    return left, used


def leaks(script, result):
    """Where the client under test printed a value that nobody asked for."""
    last = script[script.rfind("$K"):]
    streams = [("stderr", result.stderr)] + ([] if VALUES_ASKED_FOR.search(last) else [("stdout", result.stdout)])
    lines = [(name, line) for name, text in streams for line in text.splitlines()]
    return [f"a value in {name}: {line}" for name, line in lines if CANARIES.search(line)]


class Scenario:
    """One file, run."""

    def __init__(self, path, options, differences, base):
        self.path, self.options, self.differences = path, options, differences
        self.base = pathlib.Path(base, path.stem)
        self.base.mkdir()
        self.compared, self.listed, self.complaints, self.shown = 0, 0, [], []
        self.used, self.known, self.missing = [], [], set()

    def complain(self, step, stream, lines):
        heading = [f"{self.path.name}:{step.line}: $ {step.script}", f"  {stream}:"]
        self.complaints.append("\n".join(heading + ["    " + line for line in lines]))

    def run(self):
        with Machine(self.base / "left", self.options.secretd, self.options.kubectl) as left, \
                Machine(self.base / "right", self.options.secretd, self.options.client) as right:
            for step in read(self.path):
                if step.kind == "@":
                    for side in (left, right):
                        file = side.work / step.text
                        file.parent.mkdir(parents=True, exist_ok=True)
                        file.write_text("".join(line + "\n" for line in step.lines))
                elif step.kind == "!":
                    self.run_once(step.script, (left, right))
                else:
                    self.compare(step, left, right)
        return self

    def run_once(self, script, sides):
        shared = self.base / "shared"
        shared.mkdir(exist_ok=True)
        subprocess.run(["bash", "-ec", script], cwd=shared, check=True, stderr=subprocess.DEVNULL)
        for side in sides:
            shutil.copytree(shared, side.work, dirs_exist_ok=True)

    def compare(self, step, left, right):
        script = step.script
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda side: side.type_in(script), (left, right)))
        self.compared += script.count("$K")
        if self.options.show:
            self.shown.append(show(step, results))
        different = {s: differing(*(canonical(s, script, result) for result in results)) for s in STREAMS[:3]}
        for stream, lines in different.items():
            self.judge(step, stream, lines)
        if not any(different.values()):
            for problem in results[0].far_from(results[1]):
                self.complain(step, "time", [problem])
        if not self.options.twins:
            for problem in leaks(script, results[1]):
                self.complain(step, "leak", [problem])
        self.judge_objects(step, left, right)

    def judge(self, step, stream, lines):
        rest, used = unlisted(stream, step.script, lines, self.differences)
        self.used += used
        self.listed += len(used)
        if rest:
            self.complain(step, stream, rest)

    def judge_objects(self, step, left, right):
        for wait in (0.02, 0.1, 0.3, 0.6, 1, None):
            lines = differing(left.objects(), right.objects())
            new = [line for line in lines if line not in self.known and line.split(" ")[0] not in self.missing]
            rest, _ = unlisted("objects", step.script, new, self.differences)
            # What the daemon does on its own, to Pods and to namespaces that end, takes its time.
            if wait is None or not any(re.match(r".(pods|namespaces|serviceaccounts)/", line) for line in rest):
                break
            time.sleep(wait)
        # Said once, and not again at each step that follows.
        self.judge(step, "objects", new)
        self.known = lines
        self.missing = {line.removesuffix(" {") for line in lines if re.fullmatch(r"\S+ \{", line)}
        left.remember()
        right.remember()


def show(step, results):
    lines = [f"$ {step.script}"]
    for name, result in zip(("left", "right"), results):
        lines.append(f"--- {name}, exit code {result.code}")
        lines += result.stdout.splitlines() + ["stderr: " + line for line in result.stderr.splitlines()]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--secretd", required=True, help="the program: the daemon of both sides")
    parser.add_argument("--kubectl", required=True, help="the client that is right")
    parser.add_argument("--client", help="the client that is tested; default: the program of --secretd")
    parser.add_argument("--twins", action="store_true", help="the client is a kubectl: nothing listed, no canaries")
    parser.add_argument("--jobs", type=int, default=2, help="how many files at a time")
    parser.add_argument("--show", action="store_true", help="print what was typed and what came from both")
    parser.add_argument("files", nargs="*", help="names of scenario files; default: all")
    options = parser.parse_args()
    options.client = options.client or options.secretd

    names = [pathlib.Path(name).name for name in options.files]
    files = sorted(p for p in HERE.glob("*.txt") if p.name != "differences.txt" and (not names or p.name in names))
    differences = [] if options.twins else list(Difference.read(HERE / "differences.txt"))
    with tempfile.TemporaryDirectory(prefix="compare.") as base:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda path: Scenario(path, options, differences, base).run(), files))
    complaints = [text for result in results for text in result.complaints]
    used = {difference for result in results for difference in result.used}
    if not names:
        complaints += [
            f"differences.txt:{d.number}: does not occur any more: {d.reason}" for d in differences if d not in used]
    for text in [text for result in results for text in result.shown] + complaints:
        print(text + "\n")
    failures = f", {len(complaints)} failures" if complaints else ""
    compared, listed = (sum(getattr(result, name) for result in results) for name in ("compared", "listed"))
    print(f"{compared} command lines compared, {listed} differences listed{failures}")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
