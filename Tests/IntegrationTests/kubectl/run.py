#!/usr/bin/env python3
"""Types the commands of scenarios/*.txt with one real kubectl, and compares exit code and output.

A scenario file reads like a terminal:

    ## A heading
    # A remark.
    $ kubectl get secret nope
    => 1
    Error from server (NotFound): secrets "nope" not found

A line that starts with "> " continues the command. Without "=>" the exit code is 0. The output is what both
standard output and standard error got; blank lines at its end do not count.

Words that stand for what changes:  <age> 5s, 2m10s   <number> 17   <time> 2026-01-01T00:00:00Z   <*> anything
A line with nothing but "..." stands for any number of lines.

Kubernetes versions differ. "[1.20]", "[1.27+]", "[-1.31]" or "[1.27-1.31]" before a line, be it a command or a part
of its output, says for which clients it is there; a command's mark holds for all that belongs to it.

All commands of a file run in one directory of its own, with its own copy of the kubeconfig, each in a new bash;
files run side by side. Without --warm every single kubectl starts with an empty cache directory.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TIME_LIMIT = 60  # Seconds a command.

PLACEHOLDERS = {
    "<age>": r"(?:<invalid>|[0-9]+[smhdy](?:[0-9]+[smhd])?)",
    "<number>": r"[0-9]+",
    "<time>": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z",
    "<*>": r".*",
}
MARK = re.compile(r"\[(?:(-)?(1\.\d+)|(1\.\d+)(\+)|(1\.\d+)-(1\.\d+))\] ")


class Step:
    """One command with what is expected of it."""

    def __init__(self, command, line):
        self.command, self.line, self.code, self.output = command, line, 0, []


def minor(version):
    return int(version.split(".")[1])


def holds(mark, version):
    """Whether the line after `mark` is there for a client of 1.`version`."""
    upto, single, since, _, first, last = mark.groups()
    if single:
        return version <= minor(single) if upto else version == minor(single)
    if since:
        return version >= minor(since)
    return minor(first) <= version <= minor(last)


def read(path, version):
    """The steps of a scenario file that are there for a client of 1.`version`; None stands for one that is not."""
    steps, skipped, current = [], 0, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        mark = MARK.match(line)
        text = line[mark.end():] if mark else line
        here = not mark or holds(mark, version)
        if text.startswith("$ "):
            current = Step(text[2:], number) if here else None
            if here:
                steps.append(current)
            else:
                skipped += 1
        elif line.startswith(("# ", "## ")) or line == "#":
            continue
        elif current is None or not here:
            continue
        elif text.startswith("> ") or text == ">":
            current.command += "\n" + text[2:]
        elif text.startswith("=> "):
            current.code = int(text[3:])
        else:
            current.output.append(text.rstrip())
    for step in steps:
        while step.output and not step.output[-1]:
            step.output.pop()
    return steps, skipped


def pattern(lines):
    """A regular expression for the whole of an output."""
    result = ""
    for line in lines:
        if line == "...":
            result += r"(?:.*\n)*?"
            continue
        for part in re.split("(" + "|".join(map(re.escape, PLACEHOLDERS)) + ")", line):
            result += PLACEHOLDERS.get(part) or re.escape(part)
        result += r"\n"
    return re.compile(result)


def type_in(command, directory, environment):
    """Runs `command` in a bash. Returns its exit code, or a word, and its output."""
    shell = subprocess.Popen(
        ["bash", "-c", command], cwd=directory, env=environment, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
    try:
        output, _ = shell.communicate(timeout=TIME_LIMIT)
        return shell.returncode, output
    except subprocess.TimeoutExpired:
        os.killpg(shell.pid, signal.SIGKILL)
        output, _ = shell.communicate()
        return "none within the time limit", output


def run(path, options, version, base):
    """Runs one scenario file. Returns how many steps ran, how many there are not for this client, and complaints."""
    directory = pathlib.Path(base, path.stem)
    directory.mkdir()
    home, caches = pathlib.Path(base, path.stem + ".home"), pathlib.Path(base, path.stem + ".cache")
    home.mkdir()
    caches.mkdir()
    shutil.copyfile(options.kubeconfig, home / "config")
    environment = {
        "PATH": f"{HERE / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "KUBECONFIG": str(home / "config"),
        "KUBECTL": options.kubectl,
        "KUBECTL_CACHES": str(caches),
        "KUBECTL_CACHE": "warm" if options.warm else "",
        "MANIFESTS": options.manifests,
        "VOLUMES": options.volumes,
        "NODE_NAME": os.uname().nodename,
    }
    steps, skipped = read(path, version)
    complaints = []
    for step in steps:
        code, output = type_in(step.command, directory, environment)
        lines = [line.rstrip() for line in output.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        if options.show:
            print("\n".join([f"$ {step.command}"] + ([f"=> {code}"] if code else []) + lines) + "\n", flush=True)
        if code != step.code or not pattern(step.output).fullmatch("".join(line + "\n" for line in lines)):
            complaints.append("\n".join(
                [f"{path.name}:{step.line}: $ {step.command}", f"expected, exit code {step.code}:"]
                + ["  | " + line for line in step.output] + [f"but got, exit code {code}:"]
                + ["  | " + line for line in lines]))
    return len(steps), skipped, complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kubectl", required=True, help="the client")
    parser.add_argument("--kubeconfig", required=True, help="of a secretd that serves the two directories below")
    parser.add_argument("--manifests", required=True, help="its manifests directory")
    parser.add_argument("--volumes", required=True, help="where its volumes appear")
    parser.add_argument("--warm", action="store_true", help="one cache directory for all commands of a file")
    parser.add_argument("--jobs", type=int, default=2, help="how many files at a time")
    parser.add_argument("--show", action="store_true", help="print what was typed and what came")
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="default: all of scenarios/")
    options = parser.parse_args()

    said = subprocess.run([options.kubectl, "version", "--client", "-o", "json"], capture_output=True, text=True)
    version = minor(re.search(r'"gitVersion": "v([^"]+)"', said.stdout).group(1))
    files = [path.resolve() for path in options.files] or sorted((HERE / "scenarios").glob("*.txt"))
    with tempfile.TemporaryDirectory(prefix="kubectl-scenarios.") as base:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda path: run(path, options, version, base), files))
    complaints = [text for result in results for text in result[2]]
    print("\n\n".join(complaints))
    cache = "warm" if options.warm else "fresh"
    print(f"kubectl 1.{version} with {cache} caches: {sum(r[0] for r in results)} commands, {len(complaints)} wrong, "
          f"{sum(r[1] for r in results)} not for this version")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
